#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/view_model/humanise.h"
#include "emulator/engine/snapshot.h"

// The history sent again, and orders tried, as tables.
namespace app {

// What came of comparing two invocations.
struct RunSummary {
  bool differs = false;
  std::string text;
};
using RunPair = std::pair<emulator::InvocationId, emulator::InvocationId>;  // before, after
using RunSummaries = std::map<RunPair, RunSummary>;

enum class RunState { Waiting, Running, Done, Problem };

// One recorded request, as it went before and as it goes now.
struct HistoryRow {
  emulator::InvocationId input, invocation;  // the latter: none until it began
  RunState state = RunState::Waiting;
  std::string request;  // "three abalones", "text/csv 1.2 KB"
  StatusWords before, after;
  std::uint64_t revision_before = 0, revision_after = 0;
  emulator::Nanoseconds time_before{0}, time_after{0};
  std::string what;  // "same", "status 200 → 424", "comparing…", why it could not run
  std::optional<bool> differs;
};

// One order of the stages over all inputs.
struct OrderRow {
  std::size_t order = 0;  // position in Experiment::orders
  std::size_t rank = 0;   // from 1; by success, then by latency; 0: nothing came of it yet
  std::string names;      // "preprocess ▸ model"
  std::size_t succeeded = 0, finished = 0, runs = 0;
  std::optional<emulator::Nanoseconds> p50;  // of the runs that succeeded
  std::string failure;                       // of the first run that failed
  RunPair sample;  // an input and its invocation to look at: the first that failed, else the first
  bool own = false;  // the order that the pipeline has
};

enum class RunColumn { First, Status, What, Time };

struct RunTable {
  bool orders = false;  // which of the two it is
  std::vector<HistoryRow> history;
  std::vector<OrderRow> tried;
  std::size_t finished = 0, runs = 0;
  std::size_t differing = 0, failed = 0;
};

struct RunSource {
  const emulator::ExperimentView& experiment;
  const emulator::TraceView& trace;
  const emulator::Pipeline& pipeline;
  const RunSummaries& summaries;
};

RunTable run_table(const RunSource& source);
void sort_rows(RunTable& table, RunColumn column, bool backwards);
// Finished runs whose comparison is not known yet; at most `most`.
std::vector<RunPair> uncompared(const RunTable& table, const RunSummaries& summaries,
                                std::size_t most);

// "12 of 40 runs, 3 differ", "All 40 runs done: no difference".
std::string progress_text(const RunTable& table, const emulator::ExperimentView& experiment);
// Tabs between, a line a row.
std::string table_as_text(const RunTable& table);

}  // namespace app
