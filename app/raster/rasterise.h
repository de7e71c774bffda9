#pragma once

#include <map>
#include <memory>
#include <span>

#include <imgui.h>

#include "app/raster/image.h"

namespace app {

// The font atlas as coverage, one byte a texel, rows from the top.
struct AlphaTexture {
  std::span<const unsigned char> texels;
  int width = 0;
  int height = 0;
};

// The atlas's texture; belongs to the atlas and lives as long as its pixels do.
AlphaTexture alpha_texture(ImFontAtlas& atlas);

// Pictures by the textures that draw commands name.
using PictureTextures = std::map<ImTextureID, std::shared_ptr<const Image>>;

// Paints a finished frame on the CPU as OpenGL would: samples at pixel centres, top-left fill
// rule, bilinear texture, alpha blending over `background`. A draw command uses one of `pictures`,
// else it is taken to use `texture`. Of pictures, upright rectangles are painted. Callbacks are
// skipped.
Image rasterise(const ImDrawData& data, const AlphaTexture& texture, Rgba background,
                const PictureTextures& pictures = {});

}  // namespace app
