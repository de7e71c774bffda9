#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "emulator/model/service_state.h"

namespace app {

// One open pipeline, as its tab shows it.
struct TabTitle {
  std::string name;
  emulator::ServiceState service = emulator::ServiceState::Empty;
  bool unsaved = false;
  bool calls = false;  // something there waits for the user: a notice, a held invocation
};

// What every tab knows of all of them. Told by the workspace before each frame.
struct WorkspaceState {
  struct Wish {
    enum class Kind { New, Show, Close, Quit };  // Quit: the window
    Kind kind = Kind::New;
    std::size_t tab = 0;
  };
  bool can_add = false;        // more than one pipeline can be open at a time
  std::vector<TabTitle> tabs;  // fewer than two: no tab bar
  std::size_t active = 0;
  std::optional<Wish> wish;  // the workspace takes it after the frame
};

}  // namespace app
