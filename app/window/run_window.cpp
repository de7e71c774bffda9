#include "app/window/run_window.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <utility>

#include <imgui_internal.h>

#include "app/theme/fonts.h"
#include "app/theme/glyph_wishes.h"
#include "app/window/atlas_bake.h"
#include "app/window/frame_scheduler.h"
#include "app/window/gl_textures.h"
#include "app/window/glfw_window.h"
#include "app/window/signal_watch.h"

namespace app {
namespace {

// The loop around one window.
class Session {
 public:
  Session(const WindowOptions& options, WindowHost& host)
      : host_(host), appearance_(options.appearance), placed_(options.place) {}

  emulator::Result<void> open(const WindowOptions& options) {
    WindowEvents events{.input = [this] { scheduler_.input_arrived(); },
                        .files_dropped = [this](const auto& paths) { host_.files_dropped(paths); }};
    auto opened = GlfwWindow::open({options.title, options.place}, events);
    if (!opened) return emulator::fail(opened.error());
    window_ = std::move(*opened);
    return {};
  }

  int run() {
    const SignalWatch signals(wake);
    while (!host_.wants_to_close() && signals.signal() == 0) {
      turn();
      if (window_->take_close_request()) host_.close_requested();
    }
    tell_place();
    constexpr int kInterrupted = 128;  // as shells count: 130, 143
    return signals.signal() == 0 ? 0 : kInterrupted + signals.signal();
  }

 private:
  // Draws or sleeps, whichever is due.
  void turn() {
    follow_glyphs();
    const FrameScheduler::Plan plan = scheduler_.plan(now(), facts());
    if (!plan.draw) return window_->wait(plan.sleep);
    window_->poll();
    draw();
  }

  void draw() {
    follow_appearance();
    window_->begin_frame();
    textures_.begin_frame();
    host_.frame(style_);
    window_->end_frame((*style_.theme)[Role::Window]);
    tell_place();
    host_.frame_shown();
    scheduler_.frame_drawn(now());
    if (input_is_queued()) scheduler_.input_arrived();
  }

  void tell_place() {
    if (placed_ != window_->placement()) host_.placed(placed_ = window_->placement());
  }

  // ImGui spreads what came at once (a key down and up, two shortcuts) over several frames.
  static bool input_is_queued() { return !ImGui::GetCurrentContext()->InputEventsQueue.empty(); }

  FrameScheduler::Facts facts() const {
    return {.generation = host_.generation(),
            .busy = host_.busy(),
            .moving = host_.moving(),
            .text_input_active = ImGui::GetIO().WantTextInput && !appearance_.reduced_motion,
            .iconified = window_->iconified()};
  }

  // Fonts are baked for one scale: a new one, or another monitor, means a new atlas.
  void follow_appearance() {
    appearance_ = host_.wanted_appearance().value_or(appearance_);
    const float scale = std::clamp(appearance_.scale, 0.75f, 3.0f) * window_->content_scale();
    const float ratio = window_->pixels_per_unit();
    const bool same_fonts = style_.scale == scale && ratio_ == ratio && style_.theme != nullptr;
    if (same_fonts && style_.theme == appearance_.theme &&
        style_.reduced_motion == appearance_.reduced_motion) {
      return;
    }
    style_.theme = appearance_.theme;
    style_.scale = scale;
    style_.reduced_motion = appearance_.reduced_motion;
    style_.textures = &textures_;
    if (!same_fonts) load(scale, ratio);
    ImGui::GetIO().ConfigInputTextCursorBlink = !appearance_.reduced_motion;
    apply(style_);
  }

  void load(float scale, float ratio) {
    ImGuiIO& io = ImGui::GetIO();
    bake_.reset();  // for another size
    io.Fonts->Clear();
    style_.fonts = load_fonts(*io.Fonts, find_fonts(), scale * ratio, wishes_.all());
    style_.glyph_wishes = &wishes_;
    io.FontGlobalScale = 1.0f / ratio;  // baked for the finer framebuffer, measured in units
    ratio_ = ratio;
    window_->fonts_changed();
  }

  // Characters that the fonts lacked are baked beside the window's work; the atlas that has them
  // takes the place of the old one between two frames.
  void follow_glyphs() {
    if (bake_ && bake_->is_done()) {
      ImGuiIO& io = ImGui::GetIO();
      window_->fonts_changed();
      ImFontAtlas* old = std::exchange(io.Fonts, bake_->take(style_.fonts));
      IM_DELETE(old);
      bake_.reset();
      scheduler_.input_arrived();
    }
    if (!bake_ && wishes_.take_news())
      bake_.emplace(find_fonts(), style_.scale * ratio_, wishes_.all(), wake);
  }

  static FrameScheduler::Time now() { return std::chrono::steady_clock::now(); }

  WindowHost& host_;
  Appearance appearance_;
  FrameScheduler scheduler_;
  std::unique_ptr<GlfwWindow> window_;
  GlTextures textures_;  // gone before the window is
  Style style_;
  GlyphWishes wishes_;
  std::optional<AtlasBake> bake_;
  float ratio_ = 0.0f;
  WindowPlacement placed_;  // as the host knows it
};

}  // namespace

emulator::Result<int> run_window(const WindowOptions& options, WindowHost& host) {
  Session session(options, host);
  if (const emulator::Result<void> opened = session.open(options); !opened) {
    return emulator::fail(opened.error());
  }
  return session.run();
}

}  // namespace app
