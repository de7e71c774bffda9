#include "app/raster/image.h"

#include <system_error>

#include <stb_image_write.h>

namespace app {

Image::Image(int w, int h, Rgba fill)
    : width(w),
      height(h),
      pixels(static_cast<std::size_t>(w) * static_cast<std::size_t>(h), fill) {}

emulator::Result<void> write_png(const Image& image, const std::filesystem::path& path) {
  std::filesystem::path temporary = path;
  temporary += ".part";
  const int stride = image.width * 4;
  stbi_write_png_compression_level = 5;  // a third of the time, a few percent more bytes
  std::error_code error;
  if (stbi_write_png(temporary.c_str(), image.width, image.height, 4, image.pixels.data(),
                     stride) == 0) {
    std::filesystem::remove(temporary, error);
    return emulator::fail(emulator::ErrorCode::IoFailed,
                          "The picture could not be written to " + path.string(),
                          "Choose a folder that exists and that you may write to");
  }
  std::filesystem::rename(temporary, path, error);
  if (error) {
    return emulator::fail(
        emulator::ErrorCode::IoFailed,
        "The picture could not be put at " + path.string() + ": " + error.message(),
        "Choose another file name");
  }
  return {};
}

}  // namespace app
