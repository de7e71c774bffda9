// What a recorded hop holds besides its body.

#include <fstream>

#include <malloc.h>
#include <unistd.h>

#include "tests/bench/parts.h"

namespace bench {
namespace {

constexpr std::size_t kBodyBytes = 200;

struct Usage {
  double resident = 0;  // bytes of this process in memory
  double heap = 0;      // bytes handed out by malloc
};

Usage usage_now() {
  ::malloc_trim(0);
  std::ifstream statm("/proc/self/statm");
  double pages = 0;
  double resident_pages = 0;
  statm >> pages >> resident_pages;
  const auto heap = ::mallinfo2();
  return {resident_pages * static_cast<double>(::sysconf(_SC_PAGESIZE)),
          static_cast<double>(heap.uordblks + heap.hblkhd)};
}

struct Recorder {
  const char* name;
  Team (*make)(const Ports&, int count);
};
constexpr std::array kRecorders{Recorder{"run_pipeline: hops alone", make_recorded_clients},
                                Recorder{"engine: invocation and trace", make_engine_clients}};

bool measure(const Recorder& recorder, const PartInput& in, int invocations, Table& table) {
  const Team team = recorder.make(in.stages, 1);
  ChainClient& client = *team.front();
  const auto body = emulator::make_body(std::string(kBodyBytes, 'x'));
  // Connections, stacks and tables exist from here on.
  for (int i = 0; i < 100; ++i)
    if (!client.invoke(body)) return false;
  client.settle();
  const Usage before = usage_now();
  for (int i = 0; i < invocations; ++i)
    if (!client.invoke(body)) return false;
  client.settle();
  const Usage after = usage_now();
  const double hops = static_cast<double>(invocations) * static_cast<double>(in.stages.size());
  table.rows.push_back({recorder.name,
                        (after.resident - before.resident) / hops - double{kBodyBytes},
                        (after.heap - before.heap) / hops - double{kBodyBytes}, hops});
  return true;
}

}  // namespace

Table measure_memory(const PartInput& in) {
  Table table{.name = "memory",
              .title = "Memory for each recorded hop, its 200 B body not counted",
              .columns = {{"recorded by", "RecordedBy"},
                          {"resident B", "ResidentBytes"},
                          {"heap B", "HeapBytes"},
                          {"hops", "Hops"}}};
  for (const Recorder& recorder : kRecorders)
    if (!measure(recorder, in, in.times(20'000, 5'000, 200), table))
      table.cannot = "a stage did not answer as it should";
  return table;
}

}  // namespace bench
