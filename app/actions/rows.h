#pragma once

#include <span>

#include "app/actions/actions.h"

// What the files of this folder share: the rows of the table, topic by topic, and the questions
// that several rows ask.
namespace app {

std::span<const Action> service_actions();
std::span<const Action> debugger_actions();
std::span<const Action> rehearsal_actions();
std::span<const Action> request_actions();
std::span<const Action> pipeline_actions();
std::span<const Action> file_actions();
std::span<const Action> stage_actions();
std::span<const Action> finding_actions();
std::span<const Action> trace_actions();
std::span<const Action> time_actions();
std::span<const Action> compare_actions();
std::span<const Action> message_actions();
std::span<const Action> body_actions();
std::span<const Action> log_actions();
std::span<const Action> share_actions();
std::span<const Action> address_actions();
std::span<const Action> view_actions();
std::span<const Action> playback_actions();
std::span<const Action> lesson_actions();

inline constexpr ImGuiKeyChord kCtrl = ImGuiMod_Ctrl, kAlt = ImGuiMod_Alt, kShift = ImGuiMod_Shift;
inline constexpr bool kTyping = true, kNotTyping = false, kRepeats = true, kOnce = false;

inline bool always(const emulator::EngineSnapshot&, const AppState&) { return true; }

// Position of the selected stage; as many as there are stages when none is selected.
inline std::size_t stage_at(const emulator::EngineSnapshot& now, const AppState& state) {
  return emulator::index_of(*now.pipeline, state.selection.stage);
}
inline bool has_stage(const emulator::EngineSnapshot& now, const AppState& state) {
  return stage_at(now, state) < now.pipeline->stages.size();
}
inline bool has_invocation(const emulator::EngineSnapshot& now, const AppState& state) {
  return selected_invocation(now, state.selection) != nullptr;
}

}  // namespace app
