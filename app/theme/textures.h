#pragma once

#include <memory>

#include <imgui.h>

namespace app {

struct Image;

// Turns pictures into what ImGui draws: textures of the window, or memory of the rasteriser.
class Textures {
 public:
  virtual ~Textures() = default;
  // For this frame; kept while every frame asks for it. Null where it cannot be made.
  virtual ImTextureID texture_of(const std::shared_ptr<const Image>& picture) = 0;
};

}  // namespace app
