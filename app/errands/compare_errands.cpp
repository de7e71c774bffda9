#include "app/errands/compare_errands.h"

#include <algorithm>

#include "app/actions/actions.h"
#include "app/view_model/run_plan.h"

namespace app {
namespace {

bool same_wish(const KeptComparison& a, const KeptComparison& b) {
  return a.before == b.before && a.after == b.after && a.tolerance == b.tolerance;
}

std::vector<emulator::InvocationPtr> candidates(const RunInputs& inputs) {
  const emulator::TraceView& trace = *inputs.trace;
  std::vector<emulator::InvocationPtr> out;
  const InvocationFilter filter(inputs.scope == RunScope::Listed ? inputs.filter : "");
  for (std::size_t i = trace.size(); i-- > 0;) {
    emulator::InvocationPtr invocation = trace[i];
    if (inputs.scope == RunScope::Selected && invocation->id != inputs.selected) continue;
    if (filter.matches(*invocation)) out.push_back(std::move(invocation));
  }
  return out;
}

void begin(const ActionContext& c, emulator::Experiment experiment) {
  RunsState& runs = c.state.runs;
  runs.gathering = false;
  if (experiment.inputs.empty()) {
    c.state.messages.warn("Nothing to send: no finished request of these is kept");
    return;
  }
  const std::size_t orders = std::max<std::size_t>(experiment.orders.size(), 1);
  if (orders * experiment.inputs.size() > kMostUnaskedRuns) {
    const std::size_t most = std::max<std::size_t>(kMostUnaskedRuns / orders, 1);
    runs.question = RunQuestion{std::move(experiment), std::to_string(most)};
    return;
  }
  runs.question.reset();
  runs.chosen.reset();
  c.commands.emplace_back(emulator::RunExperiment{std::move(experiment)});
}

}  // namespace

FindContent content_finder(LoadBody load) {
  return [load = std::move(load)](const emulator::Body& body) -> BodyContentPtr {
    if (auto bytes = body.in_memory()) return bytes;
    if (!load) return nullptr;
    const auto loaded = load(body);
    return loaded ? *loaded : nullptr;
  };
}

Errand compare_two_messages(const DiffKey& key, ComparedMessage before, ComparedMessage after,
                            LoadBody load) {
  return {[key, before = std::move(before), after = std::move(after),
           load = std::move(load)]() -> AfterErrand {
    auto diff = std::make_shared<const MessageDiff>(
        diff_messages(before, after, key.wish, content_finder(load)));
    return [key, diff = std::move(diff)](const ActionContext& c) {
      for (KeptDiff& kept : c.state.compare.tab.kept)
        if (kept.key == key) kept.diff = diff;
    };
  }};
}

Errand compare_two_invocations(const KeptComparison& wish, LoadBody load) {
  return {[wish, load = std::move(load)]() -> AfterErrand {
    auto comparison = std::make_shared<const InvocationComparison>(
        compare_invocations(*wish.before, *wish.after, wish.tolerance, content_finder(load)));
    return [wish, comparison = std::move(comparison)](const ActionContext& c) {
      KeptComparison& kept = c.state.compare.table;
      if (same_wish(kept, wish)) kept.comparison = comparison;
    };
  }};
}

Errand compare_runs(std::vector<InvocationPair> pairs, const Tolerance& tolerance, LoadBody load) {
  return {[pairs = std::move(pairs), tolerance, load = std::move(load)]() -> AfterErrand {
    RunSummaries summaries;
    const FindContent content = content_finder(load);
    for (const auto& [before, after] : pairs) {
      auto comparison = compare_invocations(*before, *after, tolerance, content);
      summaries[{before->id, after->id}] = {comparison.differs, std::move(comparison.summary)};
    }
    return [summaries = std::move(summaries), tolerance](const ActionContext& c) {
      RunsState& runs = c.state.runs;
      runs.comparing = false;
      if (runs.tolerance != tolerance) return;
      for (const auto& [pair, summary] : summaries) runs.summaries[pair] = summary;
    };
  }};
}

Errand gather_runs(emulator::Experiment experiment, RunInputs inputs, LoadBody load) {
  return {[experiment = std::move(experiment), inputs = std::move(inputs),
           load = std::move(load)]() -> AfterErrand {
    emulator::Experiment whole = experiment;
    whole.inputs = distinct_requests(candidates(inputs), content_finder(load));
    return [whole = std::move(whole)](const ActionContext& c) { begin(c, whole); };
  }};
}

}  // namespace app
