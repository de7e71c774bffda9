// hoplens-bench: what a recorded hop costs beside a bare one, in one run on the same stages.

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <latch>
#include <thread>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "tests/bench/bare_stage.h"
#include "tests/bench/chain_client.h"

namespace bench {
namespace {

using Clock = std::chrono::steady_clock;
using emulator::BodyPtr;

struct ClientKind {
  const char* name;
  std::unique_ptr<ChainClient> (*make)(const Ports&);
};

// The first is the floor that the others are compared with.
constexpr std::array kClients{
    ClientKind{"bare sockets (floor)", make_floor_client},
    ClientKind{"bare cpp-httplib", make_httplib_client},
    ClientKind{"run_pipeline, recorded", make_recorded_client},
};

struct Size {
  const char* name;
  std::size_t bytes;
  int per_round;  // invocations of one client and thread; all their bodies are kept meanwhile
  int rounds;
};

constexpr std::array kSizes{Size{"200 B", 200, 50, 600}, Size{"64 KiB", 65'536, 20, 400},
                            Size{"1 MiB", 1'048'576, 5, 150}};
constexpr std::array kAtATime{1, 8};
constexpr std::size_t kStages = 3;

struct Figures {
  double p50_us = 0;
  double p99_us = 0;
};

struct Row {
  const char* size;
  int at_a_time;
  std::size_t samples;
  std::array<Figures, kClients.size()> clients;
};

double percentile(std::vector<double>& sorted, double fraction) {
  const auto last = static_cast<double>(sorted.size() - 1);
  return sorted[static_cast<std::size_t>(fraction * last + 0.5)];
}

Figures figures_of(std::vector<double>& samples) {
  std::ranges::sort(samples);
  return {percentile(samples, 0.50), percentile(samples, 0.99)};
}

// Microseconds per hop of `count` invocations, one after another.
bool measure(ChainClient& client, const BodyPtr& body, int count, std::vector<double>& samples) {
  for (int i = 0; i < count; ++i) {
    const auto begin = Clock::now();
    if (!client.invoke(body)) return false;
    const std::chrono::duration<double, std::micro> took = Clock::now() - begin;
    samples.push_back(took.count() / static_cast<double>(kStages));
  }
  client.forget();
  return true;
}

using Team = std::vector<std::unique_ptr<ChainClient>>;

// The same by all clients of a team at once. False when an answer was wrong.
bool measure_round(Team& team, const BodyPtr& body, int count, std::vector<double>& samples) {
  if (team.size() == 1) return measure(*team.front(), body, count, samples);
  std::vector<std::vector<double>> parts(team.size());
  std::vector<char> well(team.size(), 0);
  std::latch together(static_cast<std::ptrdiff_t>(team.size()));
  {
    std::vector<std::jthread> threads;
    for (std::size_t t = 0; t < team.size(); ++t)
      threads.emplace_back([&, t] {
        together.arrive_and_wait();
        well[t] = measure(*team[t], body, count, parts[t]) ? 1 : 0;
      });
  }
  for (const auto& part : parts) samples.insert(samples.end(), part.begin(), part.end());
  return std::ranges::all_of(well, [](char w) { return w == 1; });
}

bool measure_row(const Ports& ports, const Size& size, int rounds, Row& row) {
  const BodyPtr body = emulator::make_body(std::string(size.bytes, '7'));
  std::array<Team, kClients.size()> teams;
  std::array<std::vector<double>, kClients.size()> samples;
  for (std::size_t c = 0; c < kClients.size(); ++c)
    for (int i = 0; i < row.at_a_time; ++i) teams[c].push_back(kClients[c].make(ports));
  std::vector<double> warm_up;
  for (Team& team : teams)
    if (!measure_round(team, body, size.per_round, warm_up)) return false;
  for (int round = 0; round < rounds; ++round) {
    // Each round begins with another client, so that none always follows the same one.
    for (std::size_t k = 0; k < kClients.size(); ++k) {
      const std::size_t c = (k + static_cast<std::size_t>(round)) % kClients.size();
      if (!measure_round(teams[c], body, size.per_round, samples[c])) return false;
    }
  }
  row.samples = samples[0].size();
  for (std::size_t c = 0; c < kClients.size(); ++c) row.clients[c] = figures_of(samples[c]);
  return true;
}

void print_row(const Row& row) {
  const double floor = row.clients[0].p50_us;
  for (std::size_t c = 0; c < kClients.size(); ++c)
    std::printf("%-7s %2d at a time  %-24s %9.1f %9.1f %8.2f\n", c == 0 ? row.size : "",
                row.at_a_time, kClients[c].name, row.clients[c].p50_us, row.clients[c].p99_us,
                row.clients[c].p50_us / floor);
  std::fflush(stdout);
}

nlohmann::json to_json(const Row& row) {
  nlohmann::json clients = nlohmann::json::array();
  for (std::size_t c = 0; c < kClients.size(); ++c)
    clients.push_back({{"Client", kClients[c].name},
                       {"P50Microseconds", row.clients[c].p50_us},
                       {"P99Microseconds", row.clients[c].p99_us},
                       {"P50ToFloor", row.clients[c].p50_us / row.clients[0].p50_us}});
  return {
      {"Body", row.size}, {"AtATime", row.at_a_time}, {"Chains", row.samples}, {"PerHop", clients}};
}

int run(bool quick, bool as_json) {
  std::array<BareStage, kStages> stages;
  Ports ports;
  for (const BareStage& stage : stages) ports.push_back(stage.port());
  if (!as_json)
    std::printf(
        "Three bare socket stages; microseconds per hop (chain / 3)\n%-24s%-25s%9s %9s %8s\n", "",
        "", "p50", "p99", "x floor");
  nlohmann::json rows = nlohmann::json::array();
  for (const Size& size : kSizes) {
    for (const int at_a_time : kAtATime) {
      Row row{size.name, at_a_time, 0, {}};
      const int rounds = size.rounds / (quick ? 5 : 1) / (at_a_time > 1 ? 5 : 1);
      if (!measure_row(ports, size, rounds, row)) {
        std::fprintf(stderr, "a stage did not answer as it should\n");
        return 1;
      }
      if (as_json)
        rows.push_back(to_json(row));
      else
        print_row(row);
    }
  }
  const double memory = bytes_per_recorded_hop(ports);
  if (as_json)
    std::printf("%s\n",
                nlohmann::json{{"Rows", rows}, {"BytesPerRecordedHop", memory}}.dump(2).c_str());
  else
    std::printf("memory per recorded hop, its body not counted: %.0f bytes\n", memory);
  return 0;
}

}  // namespace
}  // namespace bench

int main(int argc, char** argv) {
  CLI::App app{"What a recorded hop costs beside a bare one"};
  bool quick = false;
  bool as_json = false;
  app.add_flag("--quick", quick, "Fewer rounds");
  app.add_flag("--json", as_json, "Print JSON");
  CLI11_PARSE(app, argc, argv);
  return bench::run(quick, as_json);
}
