#include "app/raster/image.h"

#include <string>

#include <stb_image_write.h>

#include "emulator/codec/pipeline_file.h"

namespace app {

Image::Image(int w, int h, Rgba fill)
    : width(w),
      height(h),
      pixels(static_cast<std::size_t>(w) * static_cast<std::size_t>(h), fill) {}

emulator::Result<void> write_png(const Image& image, const std::filesystem::path& path) {
  std::string bytes;
  const auto append = [](void* into, void* data, int size) {
    static_cast<std::string*>(into)->append(static_cast<const char*>(data),
                                            static_cast<std::size_t>(size));
  };
  stbi_write_png_compression_level = 5;  // a third of the time, a few percent more bytes
  if (stbi_write_png_to_func(append, &bytes, image.width, image.height, 4, image.pixels.data(),
                             image.width * 4) == 0) {
    return emulator::fail(emulator::ErrorCode::IoFailed, "The picture could not be made",
                          "Choose a smaller size");
  }
  return emulator::write_text_atomically(bytes, path);
}

}  // namespace app
