// What a hop costs: four ways through one chain, in alternating rounds.

#include <array>
#include <cstdio>

#include "tests/bench/parts.h"
#include "tests/bench/rounds.h"

namespace bench {
namespace {

struct ClientKind {
  const char* name;
  Team (*make)(const Ports&, int count);
};

// The first is the floor that the others are compared with.
constexpr std::array kClients{
    ClientKind{"bare sockets (floor)", make_floor_clients},
    ClientKind{"bare cpp-httplib", make_httplib_clients},
    ClientKind{"run_pipeline, recorded", make_recorded_clients},
    ClientKind{"engine, recorded", make_engine_clients},
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

struct ClientSamples {
  Samples all;       // µs per hop
  Samples to_floor;  // per round: its p50 divided by the floor's of the same round
};
using RowSamples = std::array<ClientSamples, kClients.size()>;

// Microseconds per hop. False when a chain failed.
bool measure_round(Team& team, const Size& size, double hops, Samples& samples) {
  const Round round = run_round(team, size.bytes, size.per_round);
  for (const double time : round.times) samples.push_back(time / hops);
  return round.failures == 0;
}

bool measure_size(const Ports& ports, const Size& size, int at_a_time, int rounds,
                  RowSamples& samples) {
  const auto hops = static_cast<double>(ports.size());
  std::array<Team, kClients.size()> teams;
  Samples warm_up;
  for (std::size_t c = 0; c < kClients.size(); ++c) {
    teams[c] = kClients[c].make(ports, at_a_time);
    if (!measure_round(teams[c], size, hops, warm_up)) return false;
  }
  for (int round = 0; round < rounds; ++round) {
    std::array<Samples, kClients.size()> now;
    // Each round begins with another client, so that none always follows the same one.
    for (std::size_t k = 0; k < kClients.size(); ++k) {
      const std::size_t c = (k + static_cast<std::size_t>(round)) % kClients.size();
      if (!measure_round(teams[c], size, hops, now[c])) return false;
    }
    for (std::size_t c = 0; c < kClients.size(); ++c) {
      samples[c].all.insert(samples[c].all.end(), now[c].begin(), now[c].end());
      samples[c].to_floor.push_back(median(now[c]) / median(now[0]));
    }
  }
  return true;
}

void add_rows(Table& table, const Size& size, int at_a_time, const RowSamples& samples) {
  for (std::size_t c = 0; c < kClients.size(); ++c)
    table.rows.push_back({size.name, static_cast<double>(at_a_time), kClients[c].name,
                          percentile(samples[c].all, 0.50), percentile(samples[c].all, 0.99),
                          median(samples[c].to_floor), static_cast<double>(samples[c].all.size())});
}

}  // namespace

Table measure_hops(const PartInput& in) {
  Table table{.name = "hops",
              .title = "A hop: chain of three bare socket stages, time of the chain / 3",
              .columns = {{"body", "Body"},
                          {"at a time", "AtATime"},
                          {"client", "Client"},
                          {"p50 µs", "P50Microseconds", 1},
                          {"p99 µs", "P99Microseconds", 1},
                          {"x floor", "ToFloor", 2},
                          {"chains", "Chains"}}};
  for (const Size& size : kSizes) {
    for (const int at_a_time : kAtATime) {
      std::fprintf(stderr, "hops: %s, %d at a time\n", size.name, at_a_time);
      const int full = size.rounds / (at_a_time > 1 ? 5 : 1);
      RowSamples samples;
      if (!measure_size(in.stages, size, at_a_time, in.times(full, full / 5, 2), samples)) {
        table.cannot = "a stage did not answer as it should";
        return table;
      }
      add_rows(table, size, at_a_time, samples);
    }
  }
  return table;
}

}  // namespace bench
