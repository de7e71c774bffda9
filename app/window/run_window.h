#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/theme/style.h"
#include "app/theme/theme.h"
#include "app/window/wake.h"
#include "app/window/window_placement.h"
#include "emulator/base/result.h"

namespace app {

// How the user wants things to look.
struct Appearance {
  const Theme* theme = &dark_theme();
  float scale = 1.0f;  // 0.75 … 3, on top of the desktop's own
  bool reduced_motion = false;
  bool operator==(const Appearance&) const = default;
};

struct WindowOptions {
  std::string title = "Hoplens";
  WindowPlacement place;
  Appearance appearance;
};

// What lives in the window. All calls come on the main thread.
class WindowHost {
 public:
  virtual ~WindowHost() = default;

  // Draws one frame between ImGui's NewFrame and Render.
  virtual void frame(const Style& style) = 0;

  // The frame is on the screen; ImGui still holds what was drawn.
  virtual void frame_shown() {}

  // A number that changes when there is something new to draw; call wake() after it did.
  virtual std::uint64_t generation() const = 0;

  // Whether something runs whose elapsed time is on the screen.
  virtual bool busy() const = 0;

  // Whether something on the screen is on its way to its place.
  virtual bool moving() const { return false; }

  // Where the window stands, whenever that changed.
  virtual void placed(const WindowPlacement&) {}

  // The close button. The window closes once wants_to_close() is true.
  virtual void close_requested() = 0;
  virtual bool wants_to_close() const = 0;

  virtual void files_dropped(const std::vector<std::filesystem::path>&) {}

  // A look other than the one in use takes effect before the next frame.
  virtual std::optional<Appearance> wanted_appearance() const { return std::nullopt; }
};

// Opens the window and serves it until the host wants to close or the program is told to end by
// SIGINT or SIGTERM (a second one ends it at once). Draws only when there is a cause. Returns the
// exit code: 0, 130 or 143. Unsupported if there is no display.
emulator::Result<int> run_window(const WindowOptions& options, WindowHost& host);

}  // namespace app
