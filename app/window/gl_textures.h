#pragma once

#include <map>
#include <memory>

#include "app/theme/textures.h"

namespace app {

// Pictures in the memory of the graphics card. Main thread, while the window's OpenGL is current.
class GlTextures final : public Textures {
 public:
  GlTextures() = default;
  ~GlTextures() override;
  GlTextures(const GlTextures&) = delete;
  GlTextures& operator=(const GlTextures&) = delete;

  // Lets go of what the frame before did not ask for.
  void begin_frame();
  ImTextureID texture_of(const std::shared_ptr<const Image>& picture) override;

 private:
  struct Uploaded {
    std::shared_ptr<const Image> picture;  // keeps its address from being another's
    unsigned name = 0;                     // OpenGL's
    bool wanted = true;
  };
  std::map<const Image*, Uploaded> uploaded_;
};

}  // namespace app
