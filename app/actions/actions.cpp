#include "app/actions/actions.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "app/actions/rows.h"

namespace app {
namespace {

// All topics, one behind the other: the order of menus, palette and key sheet.
std::vector<Action> gathered() {
  std::vector<Action> all;
  for (const auto rows : {service_actions(), pipeline_actions(), stage_actions(), file_actions(),
                          trace_actions(), view_actions(), finding_actions()})
    all.insert(all.end(), rows.begin(), rows.end());
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

std::span<const Action> actions() { return table(); }

const Action& action(ActionId id) { return *std::ranges::find(table(), id, &Action::id); }

ActionStates::ActionStates(const emulator::EngineSnapshot& now, const AppState& state) {
  for (const Action& row : table())
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
  if (row.enabled(context.now, context.state)) row.run(context);
}

void run_pressed_actions(const ActionContext& context) {
  if (ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel)) return;
  const bool typing = ImGui::GetIO().WantTextInput;
  for (const Action& row : table()) {
    if (typing && !row.while_typing) continue;
    if (is_pressed(row.chord, row.repeats) || is_pressed(row.other_chord, row.repeats))
      run_action(row.id, context);
  }
}

}  // namespace app
