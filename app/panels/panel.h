#pragma once

#include <optional>

#include "app/actions.h"
#include "app/view_model/finding_rows.h"
#include "app/widgets/pen.h"
#include "emulator/engine/snapshot.h"

// What all panels have in common. A panel draws what it is given into the current window and
// returns what the user wants. No panel knows the engine or another panel; they share parts of
// AppState.
namespace app {

struct PanelInput {
  const emulator::EngineSnapshot& now;
  emulator::WallTime time;
  const ActionStates& can;
  const FindingRows& findings;
  std::string_view home;  // the user's home folder, for short paths
};

using PanelResult = std::optional<Intent>;

// The first of two wishes of one frame.
inline PanelResult either(PanelResult first, PanelResult second) {
  return first ? std::move(first) : std::move(second);
}

}  // namespace app
