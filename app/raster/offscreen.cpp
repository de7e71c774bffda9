#include "app/raster/offscreen.h"

#include "app/raster/frame_text.h"

namespace app {
namespace {

// ImGui's functions work on a current context; this one is it for a scope.
class Current {
 public:
  explicit Current(ImGuiContext* context) : before_(ImGui::GetCurrentContext()) {
    ImGui::SetCurrentContext(context);
  }
  ~Current() { ImGui::SetCurrentContext(before_); }
  Current(const Current&) = delete;
  Current& operator=(const Current&) = delete;

 private:
  ImGuiContext* before_;
};

ImGuiContext* create_context() {
  ImGuiContext* before = ImGui::GetCurrentContext();
  ImGuiContext* created = ImGui::CreateContext();
  ImGui::SetCurrentContext(before);
  return created;
}

}  // namespace

Offscreen::Offscreen(const OffscreenOptions& options)
    : context_(create_context()), fonts_(options.fonts) {
  const Current current(context_);
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;  // nothing is remembered between runs
  io.LogFilename = nullptr;
  io.DisplaySize = {static_cast<float>(options.width), static_cast<float>(options.height)};
  io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  io.ConfigInputTrickleEventQueue = false;  // a queued frame of input is one frame
  style_.theme = options.theme;
  style_.scale = options.scale;
  style_.reduced_motion = options.reduced_motion;
  style_.fonts = load_fonts(*io.Fonts, fonts_, options.scale);
  style_.glyph_wishes = &wishes_;
  style_.textures = &textures_;
  apply(style_);
}

Offscreen::~Offscreen() { ImGui::DestroyContext(context_); }

ImGuiIO& Offscreen::io() {
  const Current current(context_);
  return ImGui::GetIO();
}

// Whoever draws it shows the picture by its own address.
ImTextureID Offscreen::Memory::texture_of(const std::shared_ptr<const Image>& picture) {
  const auto id = static_cast<ImTextureID>(const_cast<Image*>(picture.get()));
  pictures[id] = picture;
  return id;
}

void Offscreen::frame(const std::function<void(const Style&)>& draw) {
  const Current current(context_);
  ImGui::GetIO().DeltaTime = 1.0f / 60.0f;
  textures_.pictures.clear();
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  // What the last frame lacked is there in this one.
  if (wishes_.take_news() && !fonts_.other_scripts.empty()) {
    atlas.Clear();
    style_.fonts = load_fonts(atlas, fonts_, style_.scale, wishes_.all());
  }
  alpha_texture(atlas);  // a frame needs a built atlas
  ImGui::NewFrame();
  draw(style_);
  ImGui::Render();
}

Image Offscreen::picture() const {
  const Current current(context_);
  const ImDrawData* data = ImGui::GetDrawData();
  if (data == nullptr) return {};
  return rasterise(*data, alpha_texture(*ImGui::GetIO().Fonts), (*style_.theme)[Role::Window],
                   textures_.pictures);
}

std::string Offscreen::text() const {
  const Current current(context_);
  const ImDrawData* data = ImGui::GetDrawData();
  return data == nullptr ? std::string() : frame_text(*data, *ImGui::GetIO().Fonts);
}

}  // namespace app
