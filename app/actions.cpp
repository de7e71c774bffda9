#include "app/actions.h"

#include <algorithm>
#include <cmath>

namespace app {
namespace {

using emulator::EngineSnapshot;
using emulator::ServiceState;

constexpr float kLeastZoom = 0.75f, kMostZoom = 3.0f, kZoomStep = 0.25f;

bool always(const EngineSnapshot&, const AppState&) { return true; }

bool is_deployed(const EngineSnapshot& now) {
  return now.service == ServiceState::InService || now.service == ServiceState::Creating ||
         now.service == ServiceState::Failed;
}

// Position of the selected stage; as many as there are stages when none is selected.
std::size_t stage_at(const EngineSnapshot& now, const AppState& state) {
  return emulator::index_of(*now.pipeline, state.selection.stage);
}
bool has_stage(const EngineSnapshot& now, const AppState& state) {
  return stage_at(now, state) < now.pipeline->stages.size();
}

bool can_send(const EngineSnapshot& now, const AppState& state) {
  return now.open && !now.pipeline->stages.empty() && !state.composer.problem;
}
void send(const ActionContext& c) {
  c.commands.emplace_back(emulator::Invoke{drafted_request(c.state.composer)});
}

bool has_invocation(const EngineSnapshot& now, const AppState& state) {
  return selected_invocation(now, state.selection) != nullptr;
}
void send_again(const ActionContext& c) {
  c.commands.emplace_back(emulator::Invoke{selected_invocation(c.now, c.state.selection)->request});
}

bool can_cancel(const EngineSnapshot& now, const AppState& state) {
  const auto invocation = selected_invocation(now, state.selection);
  return invocation && !invocation->finished;
}
void cancel(const ActionContext& c) {
  c.commands.emplace_back(emulator::CancelInvocation{c.state.selection.invocation});
}

bool can_deploy(const EngineSnapshot& now, const AppState&) {
  const auto down = [](const emulator::StageStatus& status) {
    return status.state == emulator::StageState::Idle ||
           status.state == emulator::StageState::Exited ||
           status.state == emulator::StageState::Failed;
  };
  return now.open && std::ranges::any_of(*now.stages, down);
}
void deploy(const ActionContext& c) { c.commands.emplace_back(emulator::Deploy{}); }

bool can_stop(const EngineSnapshot& now, const AppState&) { return is_deployed(now); }
void stop(const ActionContext& c) { c.commands.emplace_back(emulator::Stop{}); }

bool can_restart(const EngineSnapshot& now, const AppState& state) {
  return is_deployed(now) && has_stage(now, state);
}
void restart(const ActionContext& c) {
  c.commands.emplace_back(emulator::RestartStage{c.state.selection.stage});
}

void edit(const ActionContext& c, emulator::Edit change) {
  c.commands.emplace_back(emulator::ApplyEdit{std::move(change)});
}
bool can_move_left(const EngineSnapshot& now, const AppState& state) {
  return has_stage(now, state) && stage_at(now, state) > 0;
}
void move_left(const ActionContext& c) {
  const std::size_t at = stage_at(c.now, c.state);
  edit(c, emulator::MoveStage{at, at - 1});
}
bool can_move_right(const EngineSnapshot& now, const AppState& state) {
  return stage_at(now, state) + 1 < now.pipeline->stages.size();
}
void move_right(const ActionContext& c) {
  const std::size_t at = stage_at(c.now, c.state);
  edit(c, emulator::MoveStage{at, at + 1});
}
void bypass(const ActionContext& c) {
  const std::size_t at = stage_at(c.now, c.state);
  edit(c, emulator::BypassStage{at, !c.now.pipeline->stages[at].bypassed()});
}
bool can_remove(const EngineSnapshot& now, const AppState& state) {
  return has_stage(now, state) && now.pipeline->stages.size() > 1;
}
void remove(const ActionContext& c) { edit(c, emulator::RemoveStage{stage_at(c.now, c.state)}); }

bool can_undo(const EngineSnapshot& now, const AppState&) { return !now.undo.empty(); }
void undo(const ActionContext& c) { c.commands.emplace_back(emulator::Undo{}); }
bool can_redo(const EngineSnapshot& now, const AppState&) { return !now.redo.empty(); }
void redo(const ActionContext& c) { c.commands.emplace_back(emulator::Redo{}); }
bool can_save(const EngineSnapshot& now, const AppState&) {
  return now.unsaved && !now.pipeline->file.empty();
}
void save(const ActionContext& c) { c.commands.emplace_back(emulator::Save{}); }

// Position of the selected invocation in the trace, oldest first. Ids grow with the position.
std::size_t invocation_at(const ActionContext& c) {
  const emulator::TraceView& trace = *c.now.trace;
  std::size_t low = 0;
  std::size_t high = trace.size();
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    if (trace[middle]->id < c.state.selection.invocation) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
bool has_trace(const EngineSnapshot& now, const AppState&) { return now.trace->size() > 0; }
void newer(const ActionContext& c) {
  const std::size_t at = std::min(invocation_at(c) + 1, c.now.trace->size() - 1);
  c.state.selection.invocation = (*c.now.trace)[at]->id;
  c.state.list.reveal = true;
}
void older(const ActionContext& c) {
  const std::size_t at = invocation_at(c);
  c.state.selection.invocation = (*c.now.trace)[at > 0 ? at - 1 : 0]->id;
  c.state.list.reveal = true;
}
void newest(const ActionContext& c) {
  c.state.selection.invocation = (*c.now.trace)[c.now.trace->size() - 1]->id;
  c.state.list.reveal = true;
}

void step_hop(const ActionContext& c, int by) {
  const auto invocation = selected_invocation(c.now, c.state.selection);
  const int count = static_cast<int>(std::max(invocation->order.size(), invocation->hops.size()));
  const int hop = std::clamp(shown_hop(*invocation, c.state.selection) + by, 1, std::max(1, count));
  select_hop(c.now, *invocation, hop, c.state.selection);
}
void previous_hop(const ActionContext& c) { step_hop(c, -1); }
void next_hop(const ActionContext& c) { step_hop(c, +1); }

void clear_trace(const ActionContext& c) { c.commands.emplace_back(emulator::ClearTrace{}); }
bool has_logs(const EngineSnapshot& now, const AppState&) { return now.logs->size() > 0; }
void clear_logs(const ActionContext& c) { c.commands.emplace_back(emulator::ClearLogs{}); }

void show_findings(const ActionContext& c) {
  c.state.drawer_shown = true;
  c.state.drawer.tab = DrawerTab::Findings;
}
void find_in_logs(const ActionContext& c) {
  c.state.drawer_shown = true;
  c.state.drawer.tab = DrawerTab::Logs;
  c.state.drawer.focus_search = true;
}
void toggle_drawer(const ActionContext& c) { c.state.drawer_shown = !c.state.drawer_shown; }
void toggle_left(const ActionContext& c) { c.state.left_shown = !c.state.left_shown; }
bool can_export(const EngineSnapshot& now, const AppState&) { return now.open; }
void show_export(const ActionContext& c) {
  c.state.help_shown = false;
  c.state.exporting = {};
  c.state.exporting.shown = true;
}
void show_palette(const ActionContext& c) {
  c.state.help_shown = false;
  c.state.palette = {};
  c.state.palette.shown = true;
}
void toggle_help(const ActionContext& c) { c.state.help_shown = !c.state.help_shown; }

void quit(const ActionContext& c) { leave(c.now, c.state.leave); }

void zoom_by(AppState& state, float step) {
  state.zoom = std::clamp(state.zoom + step, kLeastZoom, kMostZoom);
}
void zoom_in(const ActionContext& c) { zoom_by(c.state, kZoomStep); }
void zoom_out(const ActionContext& c) { zoom_by(c.state, -kZoomStep); }
void zoom_reset(const ActionContext& c) { c.state.zoom = 1.0f; }

constexpr ImGuiKeyChord kCtrl = ImGuiMod_Ctrl, kAlt = ImGuiMod_Alt, kShift = ImGuiMod_Shift;
constexpr bool kTyping = true, kNotTyping = false, kRepeats = true, kOnce = false;
using Id = ActionId;

constexpr std::array kActions = {
    Action{Id::Send, "send", "Send", kCtrl | ImGuiKey_Enter, kCtrl | ImGuiKey_KeypadEnter, kTyping,
           kOnce, can_send, send},
    Action{Id::SendAgain, "send-again", "Send again", ImGuiKey_R, 0, kNotTyping, kOnce,
           has_invocation, send_again},
    Action{Id::CancelInvocation, "cancel-invocation", "Cancel", 0, 0, kNotTyping, kOnce, can_cancel,
           cancel},
    Action{Id::Deploy, "deploy", "Deploy", ImGuiKey_F5, 0, kTyping, kOnce, can_deploy, deploy},
    Action{Id::Stop, "stop", "Stop", kShift | ImGuiKey_F5, 0, kTyping, kOnce, can_stop, stop},
    Action{Id::RestartStage, "restart-stage", "Restart stage", 0, 0, kNotTyping, kOnce, can_restart,
           restart},
    Action{Id::MoveStageLeft, "move-stage-left", "Move stage left", kAlt | ImGuiKey_LeftArrow, 0,
           kNotTyping, kRepeats, can_move_left, move_left},
    Action{Id::MoveStageRight, "move-stage-right", "Move stage right", kAlt | ImGuiKey_RightArrow,
           0, kNotTyping, kRepeats, can_move_right, move_right},
    Action{Id::BypassStage, "bypass-stage", "Bypass stage", ImGuiKey_Space, 0, kNotTyping, kOnce,
           has_stage, bypass},
    Action{Id::RemoveStage, "remove-stage", "Remove stage", ImGuiKey_Delete, 0, kNotTyping, kOnce,
           can_remove, remove},
    Action{Id::Undo, "undo", "Undo", kCtrl | ImGuiKey_Z, 0, kNotTyping, kRepeats, can_undo, undo},
    Action{Id::Redo, "redo", "Redo", kCtrl | kShift | ImGuiKey_Z, 0, kNotTyping, kRepeats, can_redo,
           redo},
    Action{Id::Save, "save", "Save", kCtrl | ImGuiKey_S, 0, kTyping, kOnce, can_save, save},
    Action{Id::Export, "export", "Export…", kCtrl | ImGuiKey_E, 0, kTyping, kOnce, can_export,
           show_export},
    Action{Id::NewerInvocation, "newer-invocation", "Newer invocation", ImGuiKey_UpArrow,
           ImGuiKey_K, kNotTyping, kRepeats, has_trace, newer},
    Action{Id::OlderInvocation, "older-invocation", "Older invocation", ImGuiKey_DownArrow,
           ImGuiKey_J, kNotTyping, kRepeats, has_trace, older},
    Action{Id::NewestInvocation, "newest-invocation", "Newest invocation", ImGuiKey_Home, 0,
           kNotTyping, kOnce, has_trace, newest},
    Action{Id::PreviousHop, "previous-hop", "Previous hop", ImGuiKey_LeftArrow, 0, kNotTyping,
           kRepeats, has_invocation, previous_hop},
    Action{Id::NextHop, "next-hop", "Next hop", ImGuiKey_RightArrow, 0, kNotTyping, kRepeats,
           has_invocation, next_hop},
    Action{Id::ClearTrace, "clear-trace", "Clear invocations", 0, 0, kNotTyping, kOnce, has_trace,
           clear_trace},
    Action{Id::ClearLogs, "clear-logs", "Clear", 0, 0, kNotTyping, kOnce, has_logs, clear_logs},
    Action{Id::ShowFindings, "show-findings", "Show findings", 0, 0, kNotTyping, kOnce, always,
           show_findings},
    Action{Id::FindInLogs, "find-in-logs", "Find in logs", kCtrl | ImGuiKey_F, 0, kTyping, kOnce,
           always, find_in_logs},
    Action{Id::ToggleDrawer, "toggle-drawer", "Show or hide the drawer", kCtrl | ImGuiKey_J, 0,
           kTyping, kOnce, always, toggle_drawer},
    Action{Id::ToggleLeftColumn, "toggle-left-column", "Show or hide the left column",
           kCtrl | ImGuiKey_Backslash, 0, kTyping, kOnce, always, toggle_left},
    Action{Id::ZoomIn, "zoom-in", "Zoom in", kCtrl | ImGuiKey_Equal, kCtrl | ImGuiKey_KeypadAdd,
           kTyping, kRepeats, always, zoom_in},
    Action{Id::ZoomOut, "zoom-out", "Zoom out", kCtrl | ImGuiKey_Minus,
           kCtrl | ImGuiKey_KeypadSubtract, kTyping, kRepeats, always, zoom_out},
    Action{Id::ZoomReset, "zoom-reset", "Normal size", kCtrl | ImGuiKey_0, kCtrl | ImGuiKey_Keypad0,
           kTyping, kOnce, always, zoom_reset},
    Action{Id::ShowPalette, "command-palette", "Find an action", kCtrl | ImGuiKey_K, 0, kTyping,
           kOnce, always, show_palette},
    Action{Id::ToggleHelp, "toggle-help", "Keys", ImGuiKey_F1, 0, kTyping, kOnce, always,
           toggle_help},
    Action{Id::Quit, "quit", "Quit", kCtrl | ImGuiKey_Q, 0, kTyping, kOnce, always, quit},
};
static_assert(kActions.size() == static_cast<std::size_t>(ActionId::Count));

struct KeyName {
  ImGuiKey key;
  std::string_view name;
};
// Keys whose cap says something else than ImGui's name.
constexpr std::array kKeyNames = {
    KeyName{ImGuiKey_LeftArrow, "←"},  KeyName{ImGuiKey_RightArrow, "→"},
    KeyName{ImGuiKey_UpArrow, "↑"},    KeyName{ImGuiKey_DownArrow, "↓"},
    KeyName{ImGuiKey_Backslash, "\\"}, KeyName{ImGuiKey_Equal, "+"},
    KeyName{ImGuiKey_Minus, "−"},      KeyName{ImGuiKey_Delete, "Del"},
};

ImGuiKey key_of(ImGuiKeyChord chord) { return static_cast<ImGuiKey>(chord & ~ImGuiMod_Mask_); }

std::string_view key_name(ImGuiKey key) {
  const auto named = std::ranges::find(kKeyNames, key, &KeyName::key);
  return named != kKeyNames.end() ? named->name : ImGui::GetKeyName(key);
}

bool is_pressed(ImGuiKeyChord chord, bool repeats) {
  return chord != 0 && ImGui::GetIO().KeyMods == (chord & ImGuiMod_Mask_) &&
         ImGui::IsKeyPressed(key_of(chord), repeats);
}

}  // namespace

std::span<const Action> actions() { return kActions; }

const Action& action(ActionId id) { return kActions[static_cast<std::size_t>(id)]; }

ActionStates::ActionStates(const EngineSnapshot& now, const AppState& state) {
  for (const Action& row : kActions)
    enabled_[static_cast<std::size_t>(row.id)] = row.enabled(now, state);
}

std::string chord_text(ImGuiKeyChord chord) {
  if (chord == 0) return "";
  std::string text;
  if (chord & ImGuiMod_Ctrl) text += "Ctrl+";
  if (chord & ImGuiMod_Alt) text += "Alt+";
  if (chord & ImGuiMod_Shift) text += "Shift+";
  return text + std::string(key_name(key_of(chord)));
}

std::string action_tooltip(const Action& row) {
  const std::string label(row.label);
  return row.chord == 0 ? label : label + " (" + chord_text(row.chord) + ")";
}

void run_action(ActionId id, const ActionContext& context) {
  const Action& row = action(id);
  if (row.enabled(context.now, context.state)) row.run(context);
}

void run_pressed_actions(const ActionContext& context) {
  if (ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel)) return;
  const bool typing = ImGui::GetIO().WantTextInput;
  for (const Action& row : kActions) {
    if (typing && !row.while_typing) continue;
    if (is_pressed(row.chord, row.repeats) || is_pressed(row.other_chord, row.repeats))
      run_action(row.id, context);
  }
}

}  // namespace app
