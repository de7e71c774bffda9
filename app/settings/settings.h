#pragma once

#include <string>

namespace app {

// What the user chose once and wants to find again.
struct Settings {
  enum class ThemeChoice { Desktop, Dark, Light };  // Desktop: as the desktop says, else dark
  ThemeChoice theme = ThemeChoice::Desktop;
  float zoom = 1.0f;  // 0.75 … 3, on top of the desktop's own scale
  bool reduced_motion = false;
  // Where the SageMaker address is opened.
  std::string address_host = "127.0.0.1";
  int address_port = 8089;  // 0: any free one
  // What happens when the pipeline's file, or the source of a process stage, changes on the disk.
  enum class OnChange { Ask, Reload, Leave };
  OnChange on_change = OnChange::Ask;
  bool operator==(const Settings&) const = default;
};

}  // namespace app
