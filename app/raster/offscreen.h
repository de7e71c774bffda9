#pragma once

#include <functional>
#include <string>

#include <imgui.h>

#include "app/raster/rasterise.h"
#include "app/theme/fonts.h"
#include "app/theme/glyph_wishes.h"
#include "app/theme/style.h"
#include "app/theme/textures.h"

namespace app {

struct OffscreenOptions {
  int width = 1440;  // pixels
  int height = 900;
  float scale = 1.0f;
  const Theme* theme = &dark_theme();
  FontFiles fonts;  // empty: the embedded font, equal on every machine
  bool reduced_motion = false;
};

// The screen without a window: its own ImGui context with no backend. Time passes 1/60 s a frame,
// so pictures do not depend on the clock. One thread; several may live at once.
class Offscreen {
 public:
  explicit Offscreen(const OffscreenOptions& options);
  ~Offscreen();
  Offscreen(const Offscreen&) = delete;
  Offscreen& operator=(const Offscreen&) = delete;

  // Runs one whole ImGui frame around `draw`.
  void frame(const std::function<void(const Style&)>& draw);

  // The last frame as a picture, and as plain text: one line per row of text, columns kept apart
  // by blanks.
  Image picture() const;
  std::string text() const;

  // Queue input for the next frame here.
  ImGuiIO& io();
  ImGuiContext& context() { return *context_; }
  const Style& style() const { return style_; }

 private:
  // Pictures of one frame, kept for picture().
  struct Memory final : Textures {
    ImTextureID texture_of(const std::shared_ptr<const Image>& picture) override;
    PictureTextures pictures;
  };

  ImGuiContext* context_;
  Memory textures_;
  Style style_;
  FontFiles fonts_;
  GlyphWishes wishes_;
};

}  // namespace app
