#include <algorithm>
#include <array>

#include "app/actions/rows.h"

// Where invocations are held, and who stands in for stages.
namespace app {
namespace {

using emulator::EngineSnapshot;
using Id = ActionId;

void toggle_breakpoint(const ActionContext& c) {
  std::vector<emulator::Breakpoint> all = c.now.debug->breakpoints;
  const emulator::StageId stage = c.state.selection.stage;
  if (std::erase_if(all, [stage](const auto& at) { return at.stage == stage; }) == 0)
    all.push_back({.stage = stage});
  c.commands.emplace_back(emulator::SetBreakpoints{std::move(all)});
}

bool can_break(const EngineSnapshot& now, const AppState&) {
  return !now.pipeline->stages.empty() || !now.debug->breakpoints.empty();
}
void show_breakpoints(const ActionContext& c) {
  BreakpointWriting& writing = c.state.debugger.breakpoint;
  writing = {};
  writing.stage = has_stage(c.now, c.state)        ? c.state.selection.stage
                  : c.now.pipeline->stages.empty() ? emulator::StageId{}
                                                   : c.now.pipeline->stages.front().id;
  c.state.dialogs.show(Dialog::Breakpoints);
}
bool has_breakpoints(const EngineSnapshot& now, const AppState&) {
  return !now.debug->breakpoints.empty();
}
void clear_breakpoints(const ActionContext& c) {
  c.commands.emplace_back(emulator::SetBreakpoints{});
}

bool can_mock(const EngineSnapshot& now, const AppState& state) {
  return has_stage(now, state) && now.trace->size() > 0;
}
void mock(const ActionContext& c) {
  c.commands.emplace_back(emulator::MockFromTrace{c.state.selection.stage});
}

const emulator::Rehearsal* rehearsal(const EngineSnapshot& now, const AppState& state) {
  return now.debug->rehearsal_of(state.selection.stage);
}

emulator::HttpResponse usual_answer() {
  emulator::HttpResponse answer{.status = 200};
  answer.headers.add("Content-Type", "application/json");
  answer.body = emulator::make_body("{}");
  return answer;
}
void write_canned(const ActionContext& c) {
  const auto* now = rehearsal(c.now, c.state);
  const auto* canned =
      now != nullptr ? std::get_if<emulator::CannedAnswer>(&now->stand_in) : nullptr;
  MessageWriting writing;
  writing.purpose = WritingPurpose::Canned;
  writing.stage = c.state.selection.stage;
  writing.stage_name = emulator::container_name(*c.now.pipeline, stage_at(c.now, c.state));
  writing.response = canned != nullptr ? canned->response : usual_answer();
  writing.draft = writing.before = draft_of(writing.response);
  c.state.debugger.writing = std::move(writing);
  c.state.dialogs.show(Dialog::Writing);
}

void show_faults(const ActionContext& c) { c.state.dialogs.show(Dialog::Faults); }

bool is_rehearsed(const EngineSnapshot& now, const AppState& state) {
  return rehearsal(now, state) != nullptr;
}
void back_to_real(const ActionContext& c) {
  c.commands.emplace_back(emulator::SetRehearsal{c.state.selection.stage, {}});
}
bool any_rehearsed(const EngineSnapshot& now, const AppState&) {
  return !now.debug->rehearsals.empty();
}
void all_real(const ActionContext& c) {
  for (const auto& [stage, rehearsed] : c.now.debug->rehearsals)
    c.commands.emplace_back(emulator::SetRehearsal{stage, {}});
}

constexpr std::array kRows = {
    Action{Id::ToggleBreakpoint, "toggle-breakpoint", "Breakpoint before this stage", ImGuiKey_F9,
           0, kTyping, kOnce, has_stage, toggle_breakpoint},
    Action{Id::ShowBreakpoints, "breakpoints", "Breakpoints…", kCtrl | ImGuiKey_F9, 0, kTyping,
           kOnce, can_break, show_breakpoints},
    Action{Id::ClearBreakpoints, "clear-breakpoints", "Remove all breakpoints",
           kShift | ImGuiKey_F9, 0, kTyping, kOnce, has_breakpoints, clear_breakpoints},
    Action{Id::MockFromTrace, "mock-from-recordings", "Mock from recordings", 0, 0, kNotTyping,
           kOnce, can_mock, mock},
    Action{Id::CannedAnswer, "canned-answer", "Canned answer…", 0, 0, kNotTyping, kOnce, has_stage,
           write_canned},
    Action{Id::ShowFaults, "faults", "Fault…", 0, 0, kNotTyping, kOnce, has_stage, show_faults},
    Action{Id::BackToRealStage, "back-to-real", "Back to the real stage", 0, 0, kNotTyping, kOnce,
           is_rehearsed, back_to_real},
    Action{Id::BackToRealPipeline, "all-real", "Take away all mocks and faults", 0, 0, kNotTyping,
           kOnce, any_rehearsed, all_real},
};

}  // namespace

std::span<const Action> rehearsal_actions() { return kRows; }

}  // namespace app
