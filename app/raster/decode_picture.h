#pragma once

#include <string>
#include <string_view>

#include "app/raster/image.h"

namespace app {

// A PNG or JPEG picture, ready to be drawn.
struct DecodedPicture {
  Image pixels;   // smaller than the picture where that is larger than a texture may be
  int width = 0;  // of the picture itself
  int height = 0;
  int reduced = 1;     // each pixel stands for reduced × reduced of the picture
  std::string format;  // "PNG", "JPEG"
  bool has_alpha = false;
};

// Errors: no such picture, broken, or too many pixels. Not for the UI thread.
emulator::Result<DecodedPicture> decode_picture(std::string_view bytes);

}  // namespace app
