#include <string>

#include <catch2/catch_test_macros.hpp>

#include "app/raster/decode_picture.h"
#include "app/raster/offscreen.h"
#include "emulator/base/text.h"
#include "tests/support/small_pictures.h"

using namespace app;
namespace pictures = tests::pictures;

namespace {

std::string decoded(std::string_view base64) {
  std::string bytes;
  REQUIRE(emulator::base64_decode(base64, bytes));
  return bytes;
}

bool is_near(Rgba a, Rgba b) {
  const auto near = [](int x, int y) { return x - y <= 24 && y - x <= 24; };
  return near(a.r, b.r) && near(a.g, b.g) && near(a.b, b.b);
}

}  // namespace

TEST_CASE("a PNG is decoded with its transparency") {
  const DecodedPicture picture = decode_picture(decoded(pictures::kDisc)).value();
  CHECK(picture.width == 48);
  CHECK(picture.height == 32);
  CHECK(picture.format == "PNG");
  CHECK(picture.has_alpha);
  CHECK(picture.pixels.at(0, 0).a == 0);
  CHECK(picture.pixels.at(20, 10) == Rgba{240, 90, 160, 255});
}

TEST_CASE("a JPEG is decoded") {
  const DecodedPicture picture = decode_picture(decoded(pictures::kQuarters)).value();
  CHECK(picture.format == "JPEG");
  CHECK_FALSE(picture.has_alpha);
  CHECK(is_near(picture.pixels.at(2, 2), {220, 40, 90, 255}));
  CHECK(is_near(picture.pixels.at(13, 13), {30, 200, 90, 255}));
}

TEST_CASE("what is no picture, a broken one and one with too many pixels say so") {
  CHECK_FALSE(decode_picture("hello"));
  std::string half = decoded(pictures::kDisc);
  half.resize(half.size() / 2);
  CHECK(decode_picture(half).error().what.find("cannot be decoded") != std::string::npos);
  const emulator::Error huge = decode_picture(decoded(pictures::kHuge)).error();
  CHECK(huge.what == "30000 × 30000 pixels are more than the 64,000,000 that are drawn here");
  CHECK_FALSE(huge.next_step.empty());
}

TEST_CASE("a picture off screen is painted pixel by pixel, and through its transparency") {
  Offscreen screen({.width = 100, .height = 60});
  const auto decoded_picture =
      std::make_shared<const DecodedPicture>(decode_picture(decoded(pictures::kDisc)).value());
  const std::shared_ptr<const Image> pixels(decoded_picture, &decoded_picture->pixels);
  screen.frame([&](const Style& style) {
    const ImTextureID texture = style.textures->texture_of(pixels);
    ImGui::GetBackgroundDrawList()->AddRectFilled({0, 0}, {100, 60}, IM_COL32(10, 20, 30, 255));
    ImGui::GetBackgroundDrawList()->AddImage(texture, {10, 5}, {58, 37});
  });
  const Image image = screen.picture();
  CHECK(image.at(10 + 20, 5 + 10) == Rgba{240, 90, 160, 255});
  CHECK(image.at(10 + 30, 5 + 20) == Rgba{60, 180, 160, 255});
  CHECK(image.at(11, 6) == Rgba{10, 20, 30, 255});
  CHECK(image.at(80, 50) == Rgba{10, 20, 30, 255});
  CHECK(screen.text().find_first_not_of(" \n") == std::string::npos);
}
