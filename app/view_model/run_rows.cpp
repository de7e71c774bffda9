#include "app/view_model/run_rows.h"

#include <algorithm>
#include <tuple>

#include "app/view_model/run_plan.h"
#include "emulator/base/text.h"

namespace app {
namespace {

using emulator::ExperimentRun;
using emulator::Invocation;
using emulator::Nanoseconds;

std::string request_text(const Invocation& invocation) {
  const emulator::InvokeRequest& request = invocation.request;
  if (!request.name.empty()) return request.name;
  const std::string size = emulator::format_size(request.body ? request.body->size() : 0);
  return request.content_type.value_or("no type") + " " + size;
}

RunState state_of(const ExperimentRun& run) {
  if (!run.problem.empty()) return RunState::Problem;
  if (run.finished) return RunState::Done;
  return run.invocation ? RunState::Running : RunState::Waiting;
}

bool succeeded(const Invocation& invocation) {
  return invocation.response && invocation.response->status >= 200 &&
         invocation.response->status < 300;
}

void tell_outcome(HistoryRow& row, const RunSource& source) {
  if (row.state == RunState::Waiting) {
    row.what = source.experiment.cancelled ? "not run" : "waiting";
    return;
  }
  if (row.state == RunState::Running) {
    row.what = "running";
    return;
  }
  const auto known = source.summaries.find({row.input, row.invocation});
  row.what = known == source.summaries.end() ? "comparing…" : known->second.text;
  if (known != source.summaries.end()) row.differs = known->second.differs;
}

HistoryRow history_row(const ExperimentRun& run, const RunSource& source) {
  HistoryRow row;
  row.input = run.input;
  row.invocation = run.invocation;
  row.state = state_of(run);
  if (const auto before = source.trace.find(run.input)) {
    row.request = request_text(*before);
    row.before = invocation_words(*before);
    row.revision_before = before->revision;
    row.time_before = before->duration;
  } else {
    row.request = "no longer kept";
  }
  if (const auto after = run.invocation ? source.trace.find(run.invocation) : nullptr) {
    row.after = invocation_words(*after);
    row.revision_after = after->revision;
    row.time_after = after->duration;
  }
  if (row.state != RunState::Problem) {
    tell_outcome(row, source);
  } else {
    row.what = run.problem;
    row.differs = true;
  }
  return row;
}

// Where the chain stopped and with what: "model answered 415".
std::string failure_of(const Invocation& invocation) {
  for (const emulator::HopPtr& hop : invocation.hops) {
    if (!emulator::failed(*hop)) continue;
    const emulator::TransportError* error = hop->error();
    return hop->container_hostname + (error
                                          ? ": " + std::string(emulator::to_text(error->kind))
                                          : " answered " + std::to_string(hop->response()->status));
  }
  return "status " + invocation_words(invocation).text;
}

Nanoseconds middle_of(std::vector<Nanoseconds>& times) {
  const auto middle = times.begin() + static_cast<std::ptrdiff_t>((times.size() - 1) / 2);
  std::ranges::nth_element(times, middle);
  return *middle;
}

struct Gathered {
  OrderRow row;
  std::vector<Nanoseconds> times;
};

void count(Gathered& order, const ExperimentRun& run, const emulator::TraceView& trace) {
  OrderRow& row = order.row;
  ++row.runs;
  const RunState state = state_of(run);
  if (state == RunState::Waiting || state == RunState::Running) return;
  ++row.finished;
  const auto invocation = run.invocation ? trace.find(run.invocation) : nullptr;
  const bool good = state == RunState::Done && invocation && succeeded(*invocation);
  if (good) {
    ++row.succeeded;
    order.times.push_back(invocation->duration);
    if (!row.sample.second) row.sample = {run.input, run.invocation};
    return;
  }
  if (!row.failure.empty()) return;
  row.failure = state == RunState::Problem ? run.problem
                : invocation               ? failure_of(*invocation)
                                           : "no longer kept";
  if (run.invocation) row.sample = {run.input, run.invocation};
}

bool better(const OrderRow& a, const OrderRow& b) {
  const auto share = [](const OrderRow& row) {
    return row.finished == 0
               ? -1.0
               : static_cast<double>(row.succeeded) / static_cast<double>(row.finished);
  };
  if (share(a) != share(b)) return share(a) > share(b);
  return a.p50.value_or(Nanoseconds::max()) < b.p50.value_or(Nanoseconds::max());
}

std::vector<OrderRow> order_rows(const RunSource& source) {
  const auto& orders = source.experiment.asked.orders;
  std::vector<Gathered> gathered(orders.size());
  for (const ExperimentRun& run : source.experiment.runs)
    if (run.order < gathered.size()) count(gathered[run.order], run, source.trace);
  const StageOrder own = used_order(source.pipeline);
  std::vector<OrderRow> rows;
  for (std::size_t i = 0; i < gathered.size(); ++i) {
    OrderRow& row = gathered[i].row;
    row.order = i;
    row.names = order_names(source.pipeline, orders[i]);
    row.own = orders[i] == own;
    if (!gathered[i].times.empty()) row.p50 = middle_of(gathered[i].times);
    rows.push_back(std::move(row));
  }
  std::ranges::stable_sort(rows, better);
  std::size_t rank = 0;
  for (OrderRow& row : rows)
    if (row.finished > 0) row.rank = ++rank;
  return rows;
}

template <typename Rows, typename Key>
void sort_by(Rows& rows, Key key) {
  std::ranges::stable_sort(rows, {}, key);
}

std::string done_text(const RunTable& table) {
  const std::string all = counted(table.runs, "run");
  return table.finished == table.runs
             ? (table.runs == 1 ? "The run is done" : "All " + all + " done")
             : emulator::format_count(table.finished) + " of " + all;
}

std::string time_text(Nanoseconds time) {
  return time == Nanoseconds{0} ? "" : emulator::format_duration(time);
}

}  // namespace

RunTable run_table(const RunSource& source) {
  RunTable table;
  table.orders = !source.experiment.asked.orders.empty();
  table.runs = source.experiment.runs.size();
  for (const ExperimentRun& run : source.experiment.runs)
    if (run.finished || !run.problem.empty()) ++table.finished;
  if (table.orders) {
    table.tried = order_rows(source);
    for (const OrderRow& row : table.tried) table.failed += row.finished - row.succeeded;
    return table;
  }
  for (const ExperimentRun& run : source.experiment.runs) {
    table.history.push_back(history_row(run, source));
    if (table.history.back().differs.value_or(false)) ++table.differing;
  }
  return table;
}

void sort_rows(RunTable& table, RunColumn column, bool backwards) {
  if (column == RunColumn::Status) {
    sort_by(table.history, [](const HistoryRow& r) { return r.after.text; });
    sort_by(table.tried, [](const OrderRow& r) { return ~r.succeeded; });
  } else if (column == RunColumn::What) {
    sort_by(table.history,
            [](const HistoryRow& r) { return std::tuple(!r.differs.value_or(false), r.what); });
    sort_by(table.tried,
            [](const OrderRow& r) { return std::tuple(r.failure.empty(), r.failure); });
  } else if (column == RunColumn::Time) {
    sort_by(table.history, [](const HistoryRow& r) { return r.time_before - r.time_after; });
    sort_by(table.tried, [](const OrderRow& r) { return r.p50.value_or(Nanoseconds::max()); });
  }
  if (!backwards) return;
  std::ranges::reverse(table.history);
  std::ranges::reverse(table.tried);
}

std::vector<RunPair> uncompared(const RunTable& table, const RunSummaries& summaries,
                                std::size_t most) {
  std::vector<RunPair> pairs;
  for (const HistoryRow& row : table.history) {
    const RunPair pair{row.input, row.invocation};
    if (row.state == RunState::Done && pairs.size() < most && !summaries.contains(pair))
      pairs.push_back(pair);
  }
  return pairs;
}

std::string progress_text(const RunTable& table, const emulator::ExperimentView& experiment) {
  std::string text = done_text(table);
  if (experiment.cancelled) text += ", stopped";
  const std::size_t bad = table.orders ? table.failed : table.differing;
  if (bad > 0)
    return text + ", " + emulator::format_count(bad) +
           (table.orders ? " failed"
            : bad == 1   ? " differs"
                         : " differ");
  const bool known = std::ranges::all_of(
      table.history, [](const HistoryRow& row) { return row.differs.has_value(); });
  if (!experiment.finished || !known || table.finished == 0) return text;
  return text + (table.orders ? ": none failed" : ": no difference");
}

std::string table_as_text(const RunTable& table) {
  std::string out;
  if (table.orders) {
    out = "Rank\tOrder\tSucceeded\tRuns\tp50\tFirst failure\n";
    for (const OrderRow& row : table.tried)
      out += (row.rank > 0 ? std::to_string(row.rank) : "") + "\t" + row.names + "\t" +
             std::to_string(row.succeeded) + "\t" + std::to_string(row.finished) + "\t" +
             time_text(row.p50.value_or(Nanoseconds{0})) + "\t" + row.failure + "\n";
    return out;
  }
  out =
      "Input\tRequest\tNow\tStatus before\tStatus now\tRevision before\tRevision now\tDifference"
      "\tTime before\tTime now\n";
  for (const HistoryRow& row : table.history)
    out += std::to_string(row.input.value) + "\t" + row.request + "\t" +
           std::to_string(row.invocation.value) + "\t" + row.before.text + "\t" + row.after.text +
           "\t" + std::to_string(row.revision_before) + "\t" + std::to_string(row.revision_after) +
           "\t" + row.what + "\t" + time_text(row.time_before) + "\t" + time_text(row.time_after) +
           "\n";
  return out;
}

}  // namespace app
