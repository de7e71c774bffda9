#include "app/raster/decode_picture.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <memory>
#include <optional>

#include <stb_image.h>

#include "emulator/base/text.h"

namespace app {
namespace {

constexpr std::int64_t kMostPixels = 64'000'000;
constexpr int kLargestSide = 4'096;  // what every OpenGL takes

using Pixels = std::unique_ptr<stbi_uc, void (*)(void*)>;

tl::unexpected<emulator::Error> broken() {
  const char* why = stbi_failure_reason();
  return emulator::fail(emulator::ErrorCode::InvalidInput,
                        std::string("The picture cannot be decoded: ") +
                            (why == nullptr ? "it is neither PNG nor JPEG" : why));
}

// A PNG's sides stand at the same place in all of them; zeros where it is none.
std::array<std::int64_t, 2> png_sides(std::string_view bytes) {
  constexpr std::size_t kWidth = 16, kHeight = 20, kEnd = 24;
  if (!bytes.starts_with("\x89PNG") || bytes.size() < kEnd) return {};
  const auto number = [&](std::size_t at) {
    std::int64_t value = 0;
    for (const char c : bytes.substr(at, 4)) value = value << 8 | static_cast<unsigned char>(c);
    return value;
  };
  return {number(kWidth), number(kHeight)};
}

std::optional<emulator::Error> too_large(std::int64_t width, std::int64_t height) {
  if (width == 0 || height <= kMostPixels / width) return std::nullopt;
  return emulator::Error{emulator::ErrorCode::Unsupported,
                         std::to_string(width) + " × " + std::to_string(height) +
                             " pixels are more than the " + emulator::format_count(kMostPixels) +
                             " that are drawn here",
                         "Save it, and open it with a picture viewer"};
}

Rgba mean_of(const stbi_uc* pixels, int width, const int (&box)[4]) {
  unsigned sum[4] = {};
  for (int y = box[1]; y < box[3]; ++y) {
    for (int x = box[0]; x < box[2]; ++x) {
      const stbi_uc* p = pixels + (static_cast<std::ptrdiff_t>(y) * width + x) * 4;
      for (int i = 0; i < 4; ++i) sum[i] += p[i];
    }
  }
  const auto count = static_cast<unsigned>((box[2] - box[0]) * (box[3] - box[1]));
  const auto mean = [&](int i) { return static_cast<std::uint8_t>((sum[i] + count / 2) / count); };
  return {mean(0), mean(1), mean(2), mean(3)};
}

// Each pixel is the mean of a square of the picture.
Image reduced(const stbi_uc* pixels, const DecodedPicture& picture) {
  const int step = picture.reduced;
  Image image((picture.width + step - 1) / step, (picture.height + step - 1) / step, {});
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x) {
      const int box[4] = {x * step, y * step, std::min((x + 1) * step, picture.width),
                          std::min((y + 1) * step, picture.height)};
      image.row(y)[x] = mean_of(pixels, picture.width, box);
    }
  }
  return image;
}

Image whole(const stbi_uc* pixels, const DecodedPicture& picture) {
  static_assert(sizeof(Rgba) == 4);
  Image image(picture.width, picture.height, {});
  std::memcpy(image.pixels.data(), pixels, image.pixels.size() * sizeof(Rgba));
  return image;
}

}  // namespace

emulator::Result<DecodedPicture> decode_picture(std::string_view bytes) {
  if (bytes.size() > std::numeric_limits<int>::max()) return broken();
  const auto* data = reinterpret_cast<const stbi_uc*>(bytes.data());
  const int size = static_cast<int>(bytes.size());
  // stb itself refuses the largest ones without saying why.
  const auto [width, height] = png_sides(bytes);
  if (auto error = too_large(width, height)) return emulator::fail(*error);
  DecodedPicture picture;
  int channels = 0;
  if (stbi_info_from_memory(data, size, &picture.width, &picture.height, &channels) == 0)
    return broken();
  if (auto error = too_large(picture.width, picture.height)) return emulator::fail(*error);
  const Pixels pixels(
      stbi_load_from_memory(data, size, &picture.width, &picture.height, &channels, STBI_rgb_alpha),
      stbi_image_free);
  if (pixels == nullptr) return broken();
  picture.format = bytes.starts_with("\x89PNG") ? "PNG" : "JPEG";
  picture.has_alpha = channels == 2 || channels == 4;
  const int side = std::max(picture.width, picture.height);
  picture.reduced = (side + kLargestSide - 1) / kLargestSide;
  picture.pixels =
      picture.reduced > 1 ? reduced(pixels.get(), picture) : whole(pixels.get(), picture);
  return picture;
}

}  // namespace app
