// What the SageMaker address costs: bare clients through it, beside the same chain directly, in
// alternating rounds; and whether somebody else is served while it is busy.

#include <algorithm>
#include <array>
#include <cstdio>
#include <thread>

#include "tests/bench/address_host.h"
#include "tests/bench/parts.h"
#include "tests/bench/rounds.h"

namespace bench {
namespace {

struct Size {
  const char* name;
  std::size_t bytes;
  int per_round;  // requests of all clients together; all their bodies are kept meanwhile
  int rounds;
};

constexpr std::array kSizes{Size{"200 B", 200, 200, 150}, Size{"64 KiB", 65'536, 100, 100},
                            Size{"1 MiB", 1'048'576, 20, 60}};
constexpr std::array kConnections{1, 8, 32, 200};
constexpr std::array kCrowds{32, 200};

// To see that it runs, the largest crowds need not carry the largest bodies.
bool is_left_out(const PartInput& in, const Size& size, int connections) {
  return in.effort == Effort::Smoke && connections > 8 && size.bytes > 200;
}

int per_client(const Size& size, int connections) {
  return std::max(1, size.per_round / connections);
}

// A way through the chain.
struct Way {
  Samples times;       // µs
  Samples per_second;  // per round
  Samples to_direct;   // per round: its p50 divided by the direct way's
  Samples share;       // per round: its requests per second divided by the direct way's
};
constexpr std::array kNames{"direct (floor)", "the front alone", "the whole address"};
constexpr std::size_t kDirect = 0;
constexpr std::size_t kWays = kNames.size();
using Ways = std::array<Way, kWays>;
// Null for the direct way, which has none.
using Hosts = std::array<std::unique_ptr<AddressHost>, kWays>;
using Teams = std::array<Team, kWays>;

Teams make_teams(const PartInput& in, const Hosts& hosts, int connections) {
  Teams teams;
  for (std::size_t w = 0; w < kWays; ++w)
    teams[w] = hosts[w] ? make_address_clients(hosts[w]->invoke(), connections)
                        : make_floor_clients(in.stages, connections);
  return teams;
}

bool measure_once(Teams& teams, const Hosts& hosts, const Size& size, std::size_t first,
                  Ways* ways) {
  std::array<Round, kWays> rounds;
  for (std::size_t k = 0; k < kWays; ++k) {
    const std::size_t w = (first + k) % kWays;
    const int connections = static_cast<int>(teams[w].size());
    rounds[w] = run_round(teams[w], size.bytes, per_client(size, connections));
    if (rounds[w].failures > 0) return false;
    if (hosts[w]) hosts[w]->forget(rounds[w].times.size());
  }
  if (ways == nullptr) return true;
  const Round& direct = rounds[kDirect];
  for (std::size_t w = 0; w < kWays; ++w) {
    Way& way = (*ways)[w];
    const Round& round = rounds[w];
    way.times.insert(way.times.end(), round.times.begin(), round.times.end());
    way.per_second.push_back(static_cast<double>(round.times.size()) / round.seconds);
    way.to_direct.push_back(median(round.times) / median(direct.times));
    way.share.push_back(direct.seconds / round.seconds);
  }
  return true;
}

void add_rows(Table& table, const Size& size, int connections, const Ways& ways) {
  for (std::size_t w = 0; w < kWays; ++w)
    table.rows.push_back({size.name, static_cast<double>(connections), kNames[w],
                          median(ways[w].per_second), percentile(ways[w].times, 0.50),
                          percentile(ways[w].times, 0.99), median(ways[w].to_direct),
                          median(ways[w].share), static_cast<double>(ways[w].times.size())});
}

// Asks now and then, until it is told that the crowd is through.
class SecondClient {
 public:
  explicit SecondClient(const AddressHost& host)
      : team_(make_address_clients(host.quick(), 1)),
        thread_([this](const std::stop_token& stop) { ask_until(stop); }) {}

  // Milliseconds of each of its requests; none when one failed.
  Samples end() {
    thread_.request_stop();
    thread_.join();
    return well_ ? times_ : Samples{};
  }

 private:
  void ask_until(const std::stop_token& stop) {
    constexpr auto kPause = std::chrono::milliseconds{5};
    const auto body = emulator::make_body("{}");
    // At least once, however soon the crowd is through.
    do {
      const auto begin = Clock::now();
      well_ = team_.front()->invoke(body);
      times_.push_back(milliseconds(Clock::now() - begin));
      std::this_thread::sleep_for(kPause);
    } while (well_ && !stop.stop_requested());
  }

  Team team_;
  Samples times_;
  bool well_ = true;
  std::jthread thread_;
};

}  // namespace

Table measure_address(const PartInput& in) {
  Table table{.name = "address",
              .title = "Through the address: a chain of three bare socket stages, whole requests",
              .columns = {{"body", "Body"},
                          {"connections", "Connections"},
                          {"way", "Way"},
                          {"requests/s", "RequestsPerSecond"},
                          {"p50 µs", "P50Microseconds"},
                          {"p99 µs", "P99Microseconds"},
                          {"x direct", "ToDirect", 2},
                          {"share", "Share", 2},
                          {"requests", "Requests"}}};
  const Hosts hosts{nullptr, make_front_host(in.stages), make_engine_address_host(in.stages)};
  for (const Size& size : kSizes) {
    for (const int connections : kConnections) {
      if (is_left_out(in, size, connections)) continue;
      std::fprintf(stderr, "address: %s, %d connections\n", size.name, connections);
      Teams teams = make_teams(in, hosts, connections);
      Ways ways;
      bool well = measure_once(teams, hosts, size, 0, nullptr);  // to warm up
      const auto rounds = static_cast<std::size_t>(in.times(size.rounds, size.rounds / 5, 1));
      for (std::size_t round = 0; well && round < rounds; ++round)
        well = measure_once(teams, hosts, size, round, &ways);
      if (!well) {
        table.cannot = "a request was not answered as it should be";
        return table;
      }
      add_rows(table, size, connections, ways);
    }
  }
  return table;
}

Table measure_address_crowd(const PartInput& in) {
  Table table{.name = "address-crowd",
              .title = "A second client that asks for little, while a crowd invokes",
              .columns = {{"body", "Body"},
                          {"connections", "Connections"},
                          {"requests", "Requests"},
                          {"failures", "Failures"},
                          {"p50 ms", "P50Milliseconds", 1},
                          {"worst ms", "WorstMilliseconds", 1},
                          {"second: requests", "SecondRequests"},
                          {"p50 ms", "SecondP50Milliseconds", 2},
                          {"worst ms", "SecondWorstMilliseconds", 2}}};
  const auto host = make_engine_address_host(in.stages);
  for (const Size& size : kSizes) {
    for (const int connections : kCrowds) {
      if (is_left_out(in, size, connections)) continue;
      std::fprintf(stderr, "address-crowd: %s, %d connections\n", size.name, connections);
      Team crowd = make_address_clients(host->invoke(), connections);
      Samples times;
      std::size_t failures = 0;
      host->forget(run_round(crowd, size.bytes, 1).times.size());  // everybody connects
      SecondClient second(*host);
      for (int round = 0; failures == 0 && round < in.times(20, 5, 1); ++round) {
        const Round now = run_round(crowd, size.bytes, 4 * per_client(size, connections));
        times.insert(times.end(), now.times.begin(), now.times.end());
        failures = now.failures;
        if (failures == 0) host->forget(now.times.size());
      }
      const Samples asked = second.end();
      if (asked.empty()) {
        table.cannot = "the second client was not answered";
        return table;
      }
      table.rows.push_back(
          {size.name, static_cast<double>(connections), static_cast<double>(times.size()),
           static_cast<double>(failures), median(times) / 1000, percentile(times, 1) / 1000,
           static_cast<double>(asked.size()), median(asked), percentile(asked, 1)});
    }
  }
  return table;
}

}  // namespace bench
