#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/actions/actions.h"
#include "app/view_model/finding_rows.h"
#include "app/widgets/pen.h"
#include "emulator/engine/snapshot.h"

// What all panels have in common. A panel draws what it is given into the current window and
// returns what the user wants. No panel knows the engine or another panel; they share parts of
// AppState.
namespace app {

// What panels may use of the world outside the snapshot. Functions may be called on any thread.
struct Outside {
  std::string home_folder;  // for short paths; empty: paths are shown in full
  // A body wherever it is kept. Reads the disk: for errands.
  std::function<emulator::Result<std::shared_ptr<const emulator::Bytes>>(const emulator::Body&)>
      load_body;
  // Puts a body that was read from a file among those that are kept. May be empty.
  std::function<void(const emulator::BodyPtr&)> keep_body;
  // Whether the desktop wants dark windows; nothing where it does not say. For errands. May be
  // empty.
  std::function<std::optional<bool>()> desktop_prefers_dark;
};

struct PanelInput {
  const emulator::EngineSnapshot& now;
  emulator::WallTime time;
  const ActionStates& can;
  const FindingRows& findings;
  const Outside& outside;
  Dialogs& dialogs;
  std::vector<Errand>& errands;  // to ask for what this panel wants to show
  emulator::SteadyTime steady_time{};
};

using PanelResult = std::optional<Intent>;

// The first of two wishes of one frame.
inline PanelResult either(PanelResult first, PanelResult second) {
  return first ? std::move(first) : std::move(second);
}

}  // namespace app
