#include "app/actions/actions.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "app/actions/rows.h"

namespace app {
namespace {

const std::vector<ActionGroup>& groups() {
  // clang-format off
  static const std::vector<ActionGroup> all{
      {"File", file_actions()},
      {"Pipeline", pipeline_actions()},
      {"Stage", stage_actions()},
      {"Run", service_actions()},
      {"Debug", debugger_actions()},
      {"Try", rehearsal_actions()},
      {"Request", request_actions()},
      {"Invocations", trace_actions()},
      {"Time", time_actions()},
      {"Compare", compare_actions()},
      {"Share", share_actions()},
      {"Message", message_actions()},
      {"Body", body_actions()},
      {"Log", log_actions()},
      {"Address", address_actions()},
      {"Findings", finding_actions()},
      {"View", view_actions()},
      {"Slow motion", playback_actions()},
      {"Learn", lesson_actions()}};
  // clang-format on
  return all;
}

// All topics, one behind the other: the order of the palette.
std::vector<Action> gathered() {
  std::vector<Action> all;
  for (const ActionGroup& group : groups())
    all.insert(all.end(), group.rows.begin(), group.rows.end());
  assert(all.size() == static_cast<std::size_t>(ActionId::Count));
  return all;
}

const std::vector<Action>& table() {
  static const std::vector<Action> all = gathered();
  return all;
}

struct KeyName {
  ImGuiKey key;
  std::string_view name;
};
// Keys whose cap says something else than ImGui's name.
constexpr std::array kKeyNames = {
    KeyName{ImGuiKey_Slash, "/"},
    KeyName{ImGuiKey_Comma, ","},
    KeyName{ImGuiKey_Period, "."},
    KeyName{ImGuiKey_KeypadAdd, "Num +"},
    KeyName{ImGuiKey_KeypadSubtract, "Num −"},
    KeyName{ImGuiKey_KeypadEnter, "Num Enter"},
    KeyName{ImGuiKey_Keypad0, "Num 0"},
    KeyName{ImGuiKey_LeftArrow, "←"},
    KeyName{ImGuiKey_RightArrow, "→"},
    KeyName{ImGuiKey_UpArrow, "↑"},
    KeyName{ImGuiKey_DownArrow, "↓"},
    KeyName{ImGuiKey_Backslash, "\\"},
    KeyName{ImGuiKey_Equal, "+"},
    KeyName{ImGuiKey_Minus, "−"},
    KeyName{ImGuiKey_Delete, "Del"},
    KeyName{ImGuiKey_Escape, "Esc"},
};

ImGuiKey key_of(ImGuiKeyChord chord) { return static_cast<ImGuiKey>(chord & ~ImGuiMod_Mask_); }

std::string_view key_name(ImGuiKey key) {
  const auto named = std::ranges::find(kKeyNames, key, &KeyName::key);
  return named != kKeyNames.end() ? named->name : ImGui::GetKeyName(key);
}

bool is_typed(ImGuiKeyChord chord) { return (chord & (ImGuiMod_Ctrl | ImGuiMod_Alt)) == 0; }

bool is_pressed(ImGuiKeyChord chord, bool repeats) {
  return chord != 0 && ImGui::GetIO().KeyMods == (chord & ImGuiMod_Mask_) &&
         ImGui::IsKeyPressed(key_of(chord), repeats);
}

}  // namespace

std::span<const Action> actions() { return table(); }

std::span<const ActionGroup> action_groups() { return groups(); }

const Action& action(ActionId id) { return *std::ranges::find(table(), id, &Action::id); }

ActionStates::ActionStates(const emulator::EngineSnapshot& now, const AppState& state) {
  for (const Action& row : table())
    enabled_[static_cast<std::size_t>(row.id)] = row.enabled(now, state);
}

std::string chord_text(ImGuiKeyChord chord) {
  if (chord == 0) return "";
  if (chord == (kShift | ImGuiKey_Slash)) return "?";
  std::string text;
  if (chord & ImGuiMod_Ctrl) text += "Ctrl+";
  if (chord & ImGuiMod_Alt) text += "Alt+";
  if (chord & ImGuiMod_Shift) text += "Shift+";
  return text + std::string(key_name(key_of(chord)));
}

std::string action_label(const Action& row, const emulator::EngineSnapshot& now) {
  std::string label(row.label);
  if (row.id == ActionId::Undo && !now.undo.empty()) label += " " + now.undo;
  if (row.id == ActionId::Redo && !now.redo.empty()) label += " " + now.redo;
  return label;
}

std::string action_tooltip(const Action& row) {
  const std::string label(row.label);
  return row.chord == 0 ? label : label + " (" + chord_text(row.chord) + ")";
}

void run_action(ActionId id, const ActionContext& context) {
  const Action& row = action(id);
  if (!row.enabled(context.now, context.state)) return;
  if (context.state.lesson.taken) context.state.lesson.actions.emplace(row.name);
  row.run(context);
}

void tell_audience(PresenterState& presenter, std::string keys, std::string_view what) {
  if (!presenter.on) return;
  presenter.keys = std::move(keys);
  presenter.what = what;
  ++presenter.told;
}

void run_pressed_actions(const ActionContext& context) {
  if (ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel)) return;
  const bool typing = ImGui::GetIO().WantTextInput;
  for (const Action& row : table()) {
    if (typing && !row.while_typing) continue;
    // A character that can be typed is no key of an action while somebody types.
    const ImGuiKeyChord other = typing && is_typed(row.other_chord) ? 0 : row.other_chord;
    const bool first = is_pressed(row.chord, row.repeats);
    if (!first && !is_pressed(other, row.repeats)) continue;
    if (row.enabled(context.now, context.state))
      tell_audience(context.state.presenter, chord_text(first ? row.chord : other), row.label);
    run_action(row.id, context);
  }
}

}  // namespace app
