#include <algorithm>
#include <array>

#include "app/actions/rows.h"
#include "app/errands/body_errands.h"
#include "app/view_model/run_plan.h"

// Comparing invocations, and running many for one question.
namespace app {
namespace {

using emulator::EngineSnapshot;
using Id = ActionId;

void show_tab(AppState& state, DrawerTab tab) {
  state.drawer_shown = true;
  state.drawer.tab = tab;
}

// The first one is marked, the next one is compared with it; the marked one again forgets it.
void compare(const ActionContext& c) {
  Selection& selection = c.state.selection;
  if (selection.marked == selection.invocation) {
    selection.marked = {};
    return;
  }
  if (selection.marked && c.now.trace->find(selection.marked))
    return show_tab(c.state, DrawerTab::Compare);
  selection.marked = selection.invocation;
  c.state.messages.tell("Marked invocation " + std::to_string(selection.marked.value) +
                        " — choose another one and press C to compare them");
}
void mark(const ActionContext& c) { c.state.selection.marked = c.state.selection.invocation; }
bool has_mark(const EngineSnapshot&, const AppState& state) {
  return static_cast<bool>(state.selection.marked);
}
void forget_mark(const ActionContext& c) { c.state.selection.marked = {}; }

void show_diff(const ActionContext& c) {
  c.state.inspector.tab = InspectorTab::Diff;
  c.state.compare.tab.against = DiffAgainst::Invocation;
}
void show_comparison(const ActionContext& c) { show_tab(c.state, DrawerTab::Compare); }

bool shows_diff(const EngineSnapshot& now, const AppState& state) {
  return has_invocation(now, state) && state.inspector.tab == InspectorTab::Diff;
}
void next_difference(const ActionContext& c) { c.state.compare.tab.step = 1; }
void previous_difference(const ActionContext& c) { c.state.compare.tab.step = -1; }
void copy_differences(const ActionContext& c) { c.state.compare.tab.copy = true; }

void compare_messages(const ActionContext& c) {
  c.state.inspector.tab = InspectorTab::Diff;
  c.state.compare.tab.against = DiffAgainst::Messages;
}
bool was_edited(const EngineSnapshot& now, const AppState& state) {
  const auto invocation = selected_invocation(now, state.selection);
  if (!invocation) return false;
  const int hop = shown_hop(*invocation, state.selection);
  if (hop < 1 || static_cast<std::size_t>(hop) > invocation->hops.size()) return false;
  const emulator::Hop& shown = *invocation->hops[static_cast<std::size_t>(hop) - 1];
  return shown.request_before_edit || shown.response_before_edit;
}
void compare_edit(const ActionContext& c) {
  c.state.inspector.tab = InspectorTab::Diff;
  c.state.compare.tab.against = DiffAgainst::Edit;
}

void show_runs(const ActionContext& c) { show_tab(c.state, DrawerTab::Runs); }
bool is_running(const EngineSnapshot& now) {
  return now.debug->experiment && !now.debug->experiment->finished;
}
bool can_run(const EngineSnapshot& now, const AppState& state) {
  return now.open && !now.pipeline->stages.empty() && now.trace->size() > 0 && !is_running(now) &&
         !state.runs.gathering;
}
bool can_try_orders(const EngineSnapshot& now, const AppState& state) {
  if (!can_run(now, state)) return false;
  const auto used = std::ranges::count_if(
      now.pipeline->stages, [](const emulator::Stage& stage) { return !stage.bypassed(); });
  return used >= 2 && static_cast<std::size_t>(used) <= kMostStagesTried;
}
template <RunKind kind>
void run(const ActionContext& c) {
  show_tab(c.state, DrawerTab::Runs);
  c.state.runs.wanted = kind;
}
bool can_stop_runs(const EngineSnapshot& now, const AppState&) { return is_running(now); }
void stop_runs(const ActionContext& c) { c.commands.emplace_back(emulator::CancelExperiment{}); }

// The order of the chosen row; null where it is the pipeline's own, or no longer one of it.
const StageOrder* chosen_order(const EngineSnapshot& now, const AppState& state) {
  const RunsState& runs = state.runs;
  const auto& experiment = now.debug->experiment;
  if (!experiment || !runs.chosen || *runs.chosen >= runs.shown.table.tried.size()) return nullptr;
  const OrderRow& row = runs.shown.table.tried[*runs.chosen];
  if (row.own || row.order >= experiment->asked.orders.size()) return nullptr;
  const StageOrder& order = experiment->asked.orders[row.order];
  return std::ranges::is_permutation(order, used_order(*now.pipeline)) ? &order : nullptr;
}
bool can_use_order(const EngineSnapshot& now, const AppState& state) {
  return chosen_order(now, state) != nullptr;
}
void use_order(const ActionContext& c) {
  const emulator::Edit edit =
      emulator::ReorderStages{whole_order(*c.now.pipeline, *chosen_order(c.now, c.state))};
  c.state.messages.tell(emulator::describe(*c.now.pipeline, edit));
  c.commands.emplace_back(emulator::ApplyEdit{edit});
}
bool has_runs(const EngineSnapshot& now, const AppState& state) {
  return now.debug->experiment && state.runs.shown.table.runs > 0;
}
void copy_runs(const ActionContext& c) {
  c.errands.push_back(copy_text(table_as_text(c.state.runs.shown.table), "Copied the table"));
}

constexpr std::array kRows = {
    Action{Id::Compare, "compare", "Compare with…", ImGuiKey_C, 0, kNotTyping, kOnce,
           has_invocation, compare},
    Action{Id::MarkInvocation, "mark-invocation", "Compare others with this one",
           kShift | ImGuiKey_C, 0, kNotTyping, kOnce, has_invocation, mark},
    Action{Id::ForgetMark, "forget-mark", "Compare each with the one that suits it", 0, 0,
           kNotTyping, kOnce, has_mark, forget_mark},
    Action{Id::ShowDiff, "show-diff", "Show differences", ImGuiKey_D, 0, kNotTyping, kOnce,
           has_invocation, show_diff},
    Action{Id::ShowComparison, "show-comparison", "Show the comparison hop by hop",
           kShift | ImGuiKey_D, 0, kNotTyping, kOnce, has_invocation, show_comparison},
    Action{Id::NextDifference, "next-difference", "Next difference", ImGuiKey_F6, ImGuiKey_N,
           kNotTyping, kRepeats, shows_diff, next_difference},
    Action{Id::PreviousDifference, "previous-difference", "Previous difference",
           kShift | ImGuiKey_F6, kShift | ImGuiKey_N, kNotTyping, kRepeats, shows_diff,
           previous_difference},
    Action{Id::CompareMessages, "compare-messages", "Compare the request with the response", 0, 0,
           kNotTyping, kOnce, has_invocation, compare_messages},
    Action{Id::CompareEdit, "compare-edit", "Compare with what it was before it was edited", 0, 0,
           kNotTyping, kOnce, was_edited, compare_edit},
    Action{Id::CopyDifferences, "copy-differences", "Copy the differences", 0, 0, kNotTyping, kOnce,
           shows_diff, copy_differences},
    Action{Id::ShowRuns, "show-runs", "Show runs", 0, 0, kNotTyping, kOnce, always, show_runs},
    Action{Id::SendHistoryAgain, "send-history-again", "Send history again",
           kCtrl | kShift | ImGuiKey_H, 0, kNotTyping, kOnce, can_run, run<RunKind::History>},
    Action{Id::TryAllOrders, "try-all-orders", "Try all orders", kCtrl | kShift | ImGuiKey_T, 0,
           kNotTyping, kOnce, can_try_orders, run<RunKind::AllOrders>},
    Action{Id::CompareOrders, "compare-orders", "Compare with the last other order", 0, 0,
           kNotTyping, kOnce, can_run, run<RunKind::TwoOrders>},
    Action{Id::StopRuns, "stop-runs", "Stop the runs", 0, 0, kNotTyping, kOnce, can_stop_runs,
           stop_runs},
    Action{Id::UseOrder, "use-order", "Use this order", 0, 0, kNotTyping, kOnce, can_use_order,
           use_order},
    Action{Id::CopyRuns, "copy-runs", "Copy the table of runs", 0, 0, kNotTyping, kOnce, has_runs,
           copy_runs},
};

}  // namespace

std::span<const Action> compare_actions() { return kRows; }

}  // namespace app
