#pragma once

#include <cstdint>
#include <string>

namespace app {

// Large type for an audience: what was pressed and clicked is told at the foot of the window.
struct PresenterState {
  bool on = false;
  bool drawer_before = true;  // shown before it was turned on
  std::string keys;           // "Ctrl+Enter", "Click"
  std::string what;           // "Send"; may be empty
  std::uint64_t told = 0;     // captions so far
};

}  // namespace app
