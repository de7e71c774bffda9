#pragma once

#include <filesystem>
#include <vector>

#include "app/theme/theme.h"
#include "emulator/base/result.h"

namespace app {

// Rows from the top, no padding; straight (not premultiplied) alpha.
struct Image {
  int width = 0;
  int height = 0;
  std::vector<Rgba> pixels;

  Image() = default;
  Image(int w, int h, Rgba fill);
  Rgba at(int x, int y) const { return pixels[index(x, y)]; }
  Rgba* row(int y) { return pixels.data() + index(0, y); }
  std::size_t index(int x, int y) const {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
           static_cast<std::size_t>(x);
  }
};

// Writes a PNG as write_text_atomically writes a text: readers never see half a picture, and links
// and devices stay what they are.
emulator::Result<void> write_png(const Image& image, const std::filesystem::path& path);

}  // namespace app
