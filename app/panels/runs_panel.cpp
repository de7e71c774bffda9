#include "app/panels/runs_panel.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "app/errands/compare_errands.h"
#include "app/item_registry.h"
#include "app/panels/base_picker.h"
#include "app/panels/runs_table.h"
#include "app/view_model/run_plan.h"
#include "app/widgets/button.h"
#include "app/widgets/chip.h"
#include "app/widgets/empty_state.h"
#include "app/widgets/text_field.h"
#include "emulator/base/text.h"

namespace app {
namespace {

constexpr float kBar = 38, kLine = 30, kSide = 17, kButton = 26, kStop = 58, kField = 56;

constexpr std::array<std::string_view, 3> kScopes = {"all requests", "requests listed",
                                                     "the selected one"};

// What is asked for, before it is known whose requests there are.
std::optional<emulator::Experiment> asked(RunKind kind, const emulator::EngineSnapshot& now) {
  emulator::Experiment experiment;
  if (kind == RunKind::History) {
    experiment.title = "History again";
    return experiment;
  }
  if (kind == RunKind::AllOrders) {
    experiment.title = "All orders";
    experiment.orders = all_orders(*now.pipeline);
    return experiment;
  }
  const auto other = last_other_order(*now.trace, *now.pipeline);
  if (!other) return std::nullopt;
  experiment.title = "Two orders";
  experiment.orders = {used_order(*now.pipeline), *other};
  return experiment;
}

void send_for_inputs(const PanelInput& in, const RunsView& view) {
  const auto kind = std::exchange(view.state.wanted, std::nullopt);
  if (!kind) return;
  auto experiment = asked(*kind, in.now);
  if (!experiment) {
    in.errands.push_back({[]() -> AfterErrand {
      return [](const ActionContext& c) {
        c.state.messages.warn("No other order of these stages was run yet — move one and send");
      };
    }});
    return;
  }
  view.state.gathering = true;
  in.errands.push_back(
      gather_runs(std::move(*experiment),
                  {in.now.trace, view.state.scope, view.filter, view.selection.invocation},
                  in.outside.load_body));
}

void draw_scope(const Pen& pen, RunsState& state, Rect& place) {
  const std::string text =
      "of " + std::string(kScopes[static_cast<std::size_t>(state.scope)]) + " ▾";
  place.w = chip_width(pen, text);
  const ChipTone tone = state.scope == RunScope::All ? ChipTone::Neutral : ChipTone::Accent;
  if (chip_button(pen, "whose requests", place, text, tone)) ImGui::OpenPopup("whose");
  ImGui::SetItemTooltip("Whose requests are sent");
  ImGui::SetNextWindowPos({place.x, place.bottom() + pen.px(4)}, ImGuiCond_Appearing);
  if (!ImGui::BeginPopup("whose")) return;
  constexpr std::array kLabels = {"All recorded requests, each different one once",
                                  "Those that the invocation list shows",
                                  "The selected invocation's"};
  for (std::size_t i = 0; i < kLabels.size(); ++i) {
    const auto scope = static_cast<RunScope>(i);
    if (ImGui::MenuItem(kLabels[i], nullptr, state.scope == scope)) state.scope = scope;
    tag("whose:" + std::string(kScopes[i]));
  }
  ImGui::EndPopup();
}

struct Start {
  ActionId id;
  const char* tooltip;
};
constexpr std::array kStarts = {
    Start{ActionId::SendHistoryAgain,
          "Sends each different recorded request through the pipeline as it is now\n"
          "and lists what differs from the recorded answer"},
    Start{ActionId::TryAllOrders,
          "Sends them through every order of the stages (up to five)\n"
          "and ranks the orders by success, then by latency"},
    Start{ActionId::CompareOrders,
          "Sends them through this order and the last other one that was run,\n"
          "side by side"},
};

// From left to right as far as they fit.
PanelResult draw_starts(const Pen& pen, const PanelInput& in, RunsState& state, const Rect& bar,
                        float right) {
  PanelResult wish;
  float x = bar.x + pen.px(kSide);
  const auto offer_scope = [&] {
    Rect scope{x + pen.px(2), bar.center_y() - pen.px(9), 0, pen.px(18)};
    if (scope.x + pen.px(130) > right) return;
    draw_scope(pen, state, scope);
    x = scope.right() + pen.px(10);
  };
  for (const Start& start : kStarts) {
    if (start.id == ActionId::CompareOrders) offer_scope();
    const float width = action_button_width(pen, start.id);
    if (x + width > right) break;
    const Rect place{x, bar.center_y() - pen.px(kButton / 2), width, pen.px(kButton)};
    x = place.right() + pen.px(8);
    if (action_button(pen, start.id, place, in.can, ButtonLook::Flat)) wish = start.id;
    ImGui::SetItemTooltip("%s", start.tooltip);
  }
  return wish;
}

// From right to left; moves `right` to where they begin.
PanelResult draw_ends(const Pen& pen, const PanelInput& in, const Rect& bar, float& right) {
  PanelResult wish;
  const auto press = [&](const char* label, ActionId id) {
    if (!in.can[id]) return;
    const Rect place{right - pen.px(kStop), bar.center_y() - pen.px(kButton / 2), pen.px(kStop),
                     pen.px(kButton)};
    right = place.x - pen.px(4);
    if (button(pen, label, place, ButtonLook::Quiet)) wish = id;
    ImGui::SetItemTooltip("%s", action_tooltip(action(id)).c_str());
  };
  press("Copy", ActionId::CopyRuns);
  press("Stop", ActionId::StopRuns);
  return wish;
}

std::optional<std::size_t> typed_count(const std::string& text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number == 0) return std::nullopt;
  return number;
}

std::string size_text(const RunQuestion& question) {
  const std::size_t orders = question.asked.orders.size();
  const std::string inputs = counted(question.asked.inputs.size(), "request");
  if (orders == 0) return inputs + " to send again";
  return emulator::format_count(orders) + " orders × " + inputs + " = " +
         emulator::format_count(orders * question.asked.inputs.size()) + " runs";
}

// How much of a large run is wanted; in the place of the progress.
PanelResult draw_question(const Pen& pen, RunsState& state, const Rect& line) {
  RunQuestion& question = *state.question;
  const std::string before = size_text(question) + ". Use the newest";
  float x = pen.text(pen.fonts().body, line.x + pen.px(kSide), line.center_y(), Role::Text, before);
  const Rect field{x + pen.px(8), line.center_y() - pen.px(12), pen.px(kField), pen.px(24)};
  text_field(pen, "most requests", field, question.most);
  const auto most = typed_count(question.most);
  const std::size_t inputs = std::min(most.value_or(0), question.asked.inputs.size());
  const std::size_t runs = inputs * std::max<std::size_t>(question.asked.orders.size(), 1);
  x = pen.text(pen.fonts().body, field.right() + pen.px(8), line.center_y(),
               most ? Role::Text : Role::Error,
               most ? ": " + counted(runs, "run") : ": a number from 1 on");
  const Rect start{x + pen.px(16), line.center_y() - pen.px(12), pen.px(64), pen.px(24)};
  const Rect cancel{start.right() + pen.px(6), start.y, pen.px(70), start.h};
  PanelResult wish;
  if (button(pen, "Start", start, ButtonLook::Primary) && most) {
    emulator::Experiment experiment = std::move(question.asked);
    experiment.inputs.resize(inputs);
    state.chosen.reset();
    wish = emulator::Command{emulator::RunExperiment{std::move(experiment)}};
  }
  const bool cancelled = button(pen, "Cancel", cancel, ButtonLook::Quiet);
  if (wish || cancelled) state.question.reset();
  return wish;
}

void draw_progress(const Pen& pen, const PanelInput& in, const RunsView& view, const Rect& line) {
  const emulator::ExperimentView& experiment = *in.now.debug->experiment;
  const RunTable& table = view.state.shown.table;
  const float x = line.x + pen.px(kSide);
  const std::string title = experiment.asked.title + " " + std::to_string(experiment.number) + ": ";
  const float begin = pen.text(pen.fonts().strong, x, line.center_y(), Role::Text, title);
  Rect tolerance{line.right() - pen.px(kSide), line.center_y() - pen.px(9), 0, pen.px(18)};
  if (!table.orders) {
    const float width = chip_width(pen, "± " + to_text(view.compare.tolerance) + " ▾");
    tolerance.x -= width;
    if (tolerance.x > begin + pen.px(120)) draw_tolerance(pen, view.compare, tolerance);
  }
  pen.text_within(pen.fonts().body, {begin, line.y, tolerance.x - begin - pen.px(8), line.h},
                  Role::Text, progress_text(table, experiment));
  if (experiment.finished || table.runs == 0) return;
  const Rect track{line.x, line.bottom() - pen.px(2), line.w, pen.px(2)};
  pen.fill(track, Role::Border);
  const float share = static_cast<float>(table.finished) / static_cast<float>(table.runs);
  pen.fill({track.x, track.y, track.w * share, track.h}, Role::Running);
}

}  // namespace

PanelResult draw_runs_panel(const PanelInput& in, const RunsView& view, const Style& style) {
  const Pen pen(style);
  const Rect area = panel_area();
  send_for_inputs(in, view);
  follow_runs(in, view);
  const Rect bar{area.x, area.y, area.w, pen.px(kBar)};
  float right = bar.right() - pen.px(kSide);
  PanelResult wish = draw_ends(pen, in, bar, right);
  wish = either(std::move(wish), draw_starts(pen, in, view.state, bar, right));
  const Rect line{area.x, bar.bottom(), area.w, pen.px(kLine)};
  const Rect rest{area.x, line.bottom(), area.w, area.bottom() - line.bottom()};
  if (view.state.question) wish = either(std::move(wish), draw_question(pen, view.state, line));
  if (!in.now.debug->experiment) {
    draw_empty_state(pen, rest, "Did an edit break anything? Is another order better?",
                     "Recorded requests are sent again, and what became of each stands here");
    return wish;
  }
  if (!view.state.question) draw_progress(pen, in, view, line);
  return either(std::move(wish), draw_runs_table(in, view, rest, style));
}

}  // namespace app
