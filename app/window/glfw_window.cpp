#include "app/window/glfw_window.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <mutex>
#include <utility>

#include <GLFW/glfw3.h>
#include <imgui_impl_glfw.h>
#include <imgui_impl_opengl3.h>

#include "app/window/wake.h"
#include "app/window/window_icon.h"

namespace app {
namespace {

std::mutex g_alive_mutex;
bool g_alive = false;  // whether GLFW may be called from other threads

void set_alive(bool alive) {
  const std::lock_guard lock(g_alive_mutex);
  g_alive = alive;
}

// GLFW reports through one callback for the whole program.
std::string& last_error() {
  static std::string text;
  return text;
}

void remember_error(int, const char* description) { last_error() = description; }

// OpenGL versions to try, best first, and the shading language that ImGui's backend uses there.
struct GlVersion {
  int major, minor, profile;
  const char* shader;
};
constexpr std::array kGlVersions = {
    GlVersion{3, 2, GLFW_OPENGL_CORE_PROFILE, "#version 150"},
    GlVersion{3, 0, GLFW_OPENGL_ANY_PROFILE, "#version 130"},
    GlVersion{2, 1, GLFW_OPENGL_ANY_PROFILE, "#version 120"},
};

void set_hints(const GlVersion& version, bool remembered) {
  glfwDefaultWindowHints();
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, version.major);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, version.minor);
  glfwWindowHint(GLFW_OPENGL_PROFILE, version.profile);
  glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);  // until there is something to see
  // A size that is remembered has been scaled already.
  glfwWindowHint(GLFW_SCALE_TO_MONITOR, remembered ? GLFW_FALSE : GLFW_TRUE);
  glfwWindowHintString(GLFW_X11_CLASS_NAME, "hoplens");
  glfwWindowHintString(GLFW_X11_INSTANCE_NAME, "hoplens");
#ifdef GLFW_WAYLAND_APP_ID
  glfwWindowHintString(GLFW_WAYLAND_APP_ID, "hoplens");
#endif
#ifdef GLFW_COCOA_RETINA_FRAMEBUFFER
  glfwWindowHint(GLFW_COCOA_RETINA_FRAMEBUFFER, GLFW_TRUE);
#endif
  if (version.profile == GLFW_OPENGL_CORE_PROFILE) {
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);  // macOS gives nothing else
  }
}

// A monitor may have gone since: the title bar must be where somebody can take hold of it.
bool is_in_sight(const WindowPlacement& place) {
  constexpr int kEnough = 80;
  int count = 0;
  GLFWmonitor** monitors = glfwGetMonitors(&count);
  for (int i = 0; i < count; ++i) {
    int x = 0, y = 0, width = 0, height = 0;
    glfwGetMonitorWorkarea(monitors[i], &x, &y, &width, &height);
    const int left = std::max(x, place.position->x);
    const int right = std::min(x + width, place.position->x + place.width);
    if (right - left >= kEnough && place.position->y >= y &&
        place.position->y + kEnough <= y + height)
      return true;
  }
  return false;
}

WindowEvents& events_of(GLFWwindow* window) {
  return *static_cast<WindowEvents*>(glfwGetWindowUserPointer(window));
}

float channel(std::uint8_t value) { return static_cast<float>(value) / 255.0f; }

}  // namespace

void wake() {
  const std::lock_guard lock(g_alive_mutex);
  if (g_alive) glfwPostEmptyEvent();
}

struct GlfwWindow::Library {
  Library() {
    glfwSetErrorCallback(remember_error);
    last_error().clear();
    ready = glfwInit() == GLFW_TRUE;
    set_alive(ready);
  }
  ~Library() {
    set_alive(false);
    if (ready) glfwTerminate();
  }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
  bool ready = false;
};

emulator::Result<std::unique_ptr<GlfwWindow>> GlfwWindow::open(const WindowSize& size,
                                                               WindowEvents events) {
  constexpr const char* kWithoutWindow =
      "Use `hoplens run` or `hoplens screenshot`, which need no display";
  auto library = std::make_unique<Library>();
  if (!library->ready) {
    return emulator::fail(emulator::ErrorCode::Unsupported, "No display: " + last_error(),
                          kWithoutWindow);
  }
  const char* shader_version = nullptr;
  GLFWwindow* window = create(size, shader_version);
  if (window == nullptr) {
    return emulator::fail(emulator::ErrorCode::Unsupported,
                          "No window with OpenGL 2.1 or newer: " + last_error(), kWithoutWindow);
  }
  std::unique_ptr<GlfwWindow> opened(new GlfwWindow(std::move(library), window, std::move(events)));
  opened->take_place(size.place);
  opened->connect_callbacks();
  opened->start_imgui(shader_version);
  return opened;
}

GLFWwindow* GlfwWindow::create(const WindowSize& size, const char*& shader_version) {
  for (const GlVersion& version : kGlVersions) {
    set_hints(version, size.place.position.has_value());
    shader_version = version.shader;
    GLFWwindow* window =
        glfwCreateWindow(size.place.width, size.place.height, size.title.c_str(), nullptr, nullptr);
    if (window != nullptr) return window;
  }
  return nullptr;
}

GlfwWindow::GlfwWindow(std::unique_ptr<Library> library, GLFWwindow* window, WindowEvents events)
    : library_(std::move(library)), window_(window), events_(std::move(events)) {
  glfwSetWindowUserPointer(window_, &events_);
  glfwSetWindowSizeLimits(window_, 960, 600, GLFW_DONT_CARE, GLFW_DONT_CARE);
  glfwMakeContextCurrent(window_);
  glfwSwapInterval(1);
  set_window_icon(window_);
}

GlfwWindow::~GlfwWindow() {
  ImGui_ImplOpenGL3_Shutdown();
  ImGui_ImplGlfw_Shutdown();
  ImGui::DestroyContext();
  glfwDestroyWindow(window_);
}

// Ours first: ImGui's backend calls the callbacks that it found when it installs its own.
void GlfwWindow::connect_callbacks() {
  const auto note = [](GLFWwindow* window) { events_of(window).input(); };
  glfwSetKeyCallback(window_, [](GLFWwindow* w, int, int, int, int) { events_of(w).input(); });
  glfwSetCharCallback(window_, [](GLFWwindow* w, unsigned) { events_of(w).input(); });
  glfwSetMouseButtonCallback(window_, [](GLFWwindow* w, int, int, int) { events_of(w).input(); });
  glfwSetScrollCallback(window_, [](GLFWwindow* w, double, double) { events_of(w).input(); });
  glfwSetCursorPosCallback(window_, [](GLFWwindow* w, double, double) { events_of(w).input(); });
  glfwSetCursorEnterCallback(window_, [](GLFWwindow* w, int) { events_of(w).input(); });
  glfwSetWindowFocusCallback(window_, [](GLFWwindow* w, int) { events_of(w).input(); });
  glfwSetWindowIconifyCallback(window_, [](GLFWwindow* w, int) { events_of(w).input(); });
  glfwSetFramebufferSizeCallback(window_, [](GLFWwindow* w, int, int) { events_of(w).input(); });
  glfwSetWindowContentScaleCallback(window_,
                                    [](GLFWwindow* w, float, float) { events_of(w).input(); });
  glfwSetWindowRefreshCallback(window_, note);
  glfwSetWindowCloseCallback(window_, note);
  glfwSetDropCallback(window_, [](GLFWwindow* w, int count, const char** names) {
    events_of(w).input();
    events_of(w).files_dropped({names, names + count});
  });
}

void GlfwWindow::start_imgui(const char* shader_version) {
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  ImGui_ImplGlfw_InitForOpenGL(window_, true);
  ImGui_ImplOpenGL3_Init(shader_version);
}

void GlfwWindow::poll() { glfwPollEvents(); }

void GlfwWindow::wait(std::optional<FrameScheduler::Milliseconds> at_most) {
  if (!at_most) return glfwWaitEvents();
  glfwWaitEventsTimeout(std::chrono::duration<double>(*at_most).count());
}

void GlfwWindow::begin_frame() {
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplGlfw_NewFrame();
  ImGui::NewFrame();
}

void GlfwWindow::end_frame(Rgba background) {
  ImGui::Render();
  int width = 0, height = 0;
  glfwGetFramebufferSize(window_, &width, &height);
  glViewport(0, 0, width, height);
  glClearColor(channel(background.r), channel(background.g), channel(background.b), 1.0f);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  glfwSwapBuffers(window_);
  if (!std::exchange(shown_, true)) glfwShowWindow(window_);
}

// Everything of the backend: its next frame makes a texture only together with its shaders.
void GlfwWindow::fonts_changed() { ImGui_ImplOpenGL3_DestroyDeviceObjects(); }

void GlfwWindow::take_place(const WindowPlacement& place) {
  placement_ = place;
  if (place.position && is_in_sight(place)) {
    glfwSetWindowPos(window_, place.position->x, place.position->y);
  } else {
    placement_.position.reset();
  }
  if (place.maximised) glfwMaximizeWindow(window_);
}

const WindowPlacement& GlfwWindow::placement() {
  placement_.maximised = glfwGetWindowAttrib(window_, GLFW_MAXIMIZED) == GLFW_TRUE;
  if (!shown_ || placement_.maximised || iconified()) return placement_;
  glfwGetWindowSize(window_, &placement_.width, &placement_.height);
  last_error().clear();
  WindowPlacement::Position at;
  glfwGetWindowPos(window_, &at.x, &at.y);
  placement_.position.reset();
  if (last_error().empty()) placement_.position = at;  // Wayland does not tell
  return placement_;
}

bool GlfwWindow::iconified() const {
  return glfwGetWindowAttrib(window_, GLFW_ICONIFIED) == GLFW_TRUE;
}

bool GlfwWindow::take_close_request() {
  const bool asked = glfwWindowShouldClose(window_) == GLFW_TRUE;
  glfwSetWindowShouldClose(window_, GLFW_FALSE);
  return asked;
}

float GlfwWindow::pixels_per_unit() const {
  int width = 0, pixels = 0;
  glfwGetWindowSize(window_, &width, nullptr);
  glfwGetFramebufferSize(window_, &pixels, nullptr);
  return width > 0 && pixels > 0 ? static_cast<float>(pixels) / static_cast<float>(width) : 1.0f;
}

float GlfwWindow::content_scale() const {
  float scale = 1.0f;
  glfwGetWindowContentScale(window_, &scale, nullptr);
  // Where the framebuffer is finer than the screen unit, that part is done there.
  return scale > 0.0f ? scale / pixels_per_unit() : 1.0f;
}

}  // namespace app
