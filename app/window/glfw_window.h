#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <imgui.h>

#include "app/theme/theme.h"
#include "app/window/frame_scheduler.h"
#include "app/window/window_placement.h"
#include "emulator/base/result.h"

struct GLFWwindow;

namespace app {

// What a window tells its owner, on the main thread, from inside wait().
struct WindowEvents {
  std::function<void()> input;  // anything that a frame must answer
  std::function<void(std::vector<std::filesystem::path>)> files_dropped;
};

struct WindowSize {
  std::string title;
  WindowPlacement place;
};

// GLFW, an OpenGL context and an ImGui context with their backends, from open to destruction.
// Main thread only; one at a time.
class GlfwWindow {
 public:
  // Unsupported if there is no display or no OpenGL 2.1 on it.
  static emulator::Result<std::unique_ptr<GlfwWindow>> open(const WindowSize& size,
                                                            WindowEvents events);
  ~GlfwWindow();
  GlfwWindow(const GlfwWindow&) = delete;
  GlfwWindow& operator=(const GlfwWindow&) = delete;

  // Handles events that are there; with a time, sleeps until one comes or it is over; wait()
  // sleeps without end.
  void poll();
  void wait(std::optional<FrameScheduler::Milliseconds> at_most);

  void begin_frame();
  void end_frame(Rgba background);  // paints and shows; the first one makes the window visible

  // The atlas was built anew: its texture must be too.
  void fonts_changed();

  bool iconified() const;
  // Follows the window; while it is maximised or iconified, its size and position stay.
  const WindowPlacement& placement();
  // The user asked to close it; asking again later is noticed again.
  bool take_close_request();
  float pixels_per_unit() const;  // framebuffer pixels to a screen unit (2 on some displays)
  float content_scale() const;    // how much larger the desktop wants text, in screen units

 private:
  struct Library;  // GLFW itself
  GlfwWindow(std::unique_ptr<Library> library, GLFWwindow* window, WindowEvents events);
  static GLFWwindow* create(const WindowSize& size, const char*& shader_version);
  void take_place(const WindowPlacement& place);
  void connect_callbacks();
  void start_imgui(const char* shader_version);

  std::unique_ptr<Library> library_;
  GLFWwindow* window_;
  WindowEvents events_;
  WindowPlacement placement_;
  bool shown_ = false;
};

}  // namespace app
