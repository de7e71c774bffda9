// What a changed filter costs over full stores: all of it, and the longest part of it that a frame
// waits for.

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <string>

#include "app/view_model/filter/invocation_matches.h"
#include "app/view_model/filter/log_filter.h"
#include "app/view_model/log_hops.h"
#include "tests/bench/full_world.h"
#include "tests/bench/parts.h"
#include "tests/bench/samples.h"

namespace bench {
namespace {

constexpr std::array kListQueries{"status:>=400",
                                  "-status:200 stage:model time:>50ms",
                                  "type:parquet",
                                  "header:Server=nginx",
                                  "source:mock|hand replay:yes note~odd",
                                  "error:timeout size:>1MB client:boto3",
                                  "no such text"};
constexpr std::array kLogQueries{"level:error", "stage:model needle", "invocation:50000",
                                 "-stage:model 777"};
constexpr std::size_t kLinesInSight = 60;

// Of this process: what other programs take from the machine is not in it.
double processor_milliseconds() { return static_cast<double>(std::clock()) * 1e3 / CLOCKS_PER_SEC; }

struct Cost {
  Samples whole;
  Samples processor;
  Samples longest;  // one frame's part
  double found = 0;
};

Cost of_list(const TraceView& trace, const std::string& query, int times) {
  Cost cost;
  for (int i = 0; i < times; ++i) {
    app::InvocationMatches matches;
    double whole = 0;
    double longest = 0;
    const double busy = processor_milliseconds();
    do {
      const auto begin = Clock::now();
      matches.update(trace, query);
      const double part = milliseconds(Clock::now() - begin);
      whole += part;
      longest = std::max(longest, part);
    } while (matches.pending(trace));
    cost.processor.push_back(processor_milliseconds() - busy);
    cost.whole.push_back(whole);
    cost.longest.push_back(longest);
    cost.found = static_cast<double>(matches.size());
  }
  return cost;
}

Cost of_log(const EngineSnapshot& now, const std::string& query, int times) {
  Cost cost;
  for (int i = 0; i < times; ++i) {
    app::LogMatches matches;
    const auto begin = Clock::now();
    const double busy = processor_milliseconds();
    matches.update(*now.logs, app::log_query(query, now).filter);
    cost.whole.push_back(milliseconds(Clock::now() - begin));
    cost.processor.push_back(processor_milliseconds() - busy);
    cost.found = static_cast<double>(matches.size());
  }
  cost.longest = cost.whole;
  return cost;
}

// The hops of the lines that a screen shows.
Cost of_hops(const EngineSnapshot& now, int times) {
  Cost cost;
  for (int i = 0; i < times; ++i) {
    const auto begin = Clock::now();
    const double busy = processor_milliseconds();
    double found = 0;
    for (std::size_t line = 0; line < kLinesInSight; ++line)
      found += app::hop_of(*now.trace, (*now.logs)[now.logs->size() - 1 - line]) ? 1 : 0;
    cost.whole.push_back(milliseconds(Clock::now() - begin));
    cost.processor.push_back(processor_milliseconds() - busy);
    cost.found = found;
  }
  cost.longest = cost.whole;
  return cost;
}

std::vector<Cell> row(const std::string& name, const Cost& cost) {
  return {name,
          cost.found,
          median(cost.processor),
          median(cost.whole),
          percentile(cost.whole, 1),
          percentile(cost.longest, 1)};
}

}  // namespace

Table measure_filter(const PartInput& in) {
  Table table{.name = "filter",
              .title = "A changed filter over 100,000 invocations or 50,000 log lines",
              .columns = {{"filter", "Filter"},
                          {"found", "Found"},
                          {"CPU p50 ms", "CpuP50Milliseconds", 2},
                          {"p50 ms", "P50Milliseconds", 2},
                          {"max ms", "MaxMilliseconds", 2},
                          {"longest frame ms", "LongestFrameMilliseconds", 2}}};
  std::fprintf(stderr, "filter\n");
  FullWorld world;
  const SnapshotPtr now = world.snapshot();
  const int times = in.times(50, 10, 1);
  for (const char* query : kListQueries)
    table.rows.push_back(row(query, of_list(*now->trace, query, times)));
  for (const char* query : kLogQueries)
    table.rows.push_back(row(std::string("log: ") + query, of_log(*now, query, times)));
  table.rows.push_back(row("hops of 60 log lines", of_hops(*now, times)));
  return table;
}

}  // namespace bench
