#include "app/raster/offscreen.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "tests/app/raster/screen.h"

namespace {

namespace fs = std::filesystem;
using app::Image;
using app::Offscreen;
using app::Role;

Image picture_of(const app::OffscreenOptions& options) {
  Offscreen screen(options);
  for (int i = 0; i < 3; ++i) screen.frame(draw_sample_screen);
  return screen.picture();
}

std::string text_of(const app::OffscreenOptions& options) {
  Offscreen screen(options);
  for (int i = 0; i < 3; ++i) screen.frame(draw_sample_screen);
  return screen.text();
}

fs::path fresh_folder(const char* name) {
  const fs::path folder = fs::temp_directory_path() / name;
  fs::remove_all(folder);
  fs::create_directories(folder);
  return folder;
}

}  // namespace

TEST_CASE("the same screen gives the same bytes every time") {
  const Image first = picture_of({.width = 400, .height = 200});
  const Image second = picture_of({.width = 400, .height = 200});
  REQUIRE(first.pixels.size() == 400U * 200U);
  CHECK(first.pixels == second.pixels);
}

TEST_CASE("a picture shows the theme's colours where the screen paints them") {
  for (const app::Theme* theme : {&app::dark_theme(), &app::light_theme()}) {
    const Image image = picture_of({.width = 640, .height = 200, .theme = theme});
    CHECK(image.at(639, 199) == (*theme)[Role::Panel]);
    const auto has = [&](Role role) {
      return std::find(image.pixels.begin(), image.pixels.end(), (*theme)[role]) !=
             image.pixels.end();
    };
    CHECK(has(Role::Ok));
    CHECK(has(Role::Card));
    CHECK(has(Role::Accent));
  }
}

TEST_CASE("a screen reads as text") {
  const std::string text = text_of({.width = 640, .height = 200});
  CHECK(text.find("wine-pipeline") < text.find("127.0.0.1:8089/endpoints > 98.6 ms"));
  CHECK(text.find("\n") < text.find("Send"));
  CHECK(text.find("Export…") != std::string::npos);
}

TEST_CASE("text reads the same at every scale and in installed fonts") {
  for (const float scale : {0.75f, 1.0f, 2.0f, 3.0f}) {
    INFO("scale " << scale);
    const std::string text =
        text_of({.width = 2400, .height = 600, .scale = scale, .fonts = app::find_fonts()});
    CHECK(text.find("wine-pipeline") != std::string::npos);
    CHECK(text.find("98.6 ms") != std::string::npos);
    CHECK(text.find("Send") != std::string::npos);
  }
}

TEST_CASE("text that is clipped away is not read") {
  Offscreen screen({.width = 300, .height = 100});
  screen.frame([](const app::Style&) {
    ImDrawList* list = ImGui::GetForegroundDrawList();
    list->PushClipRect({0, 0}, {50, 100});
    list->AddText({10, 10}, IM_COL32_WHITE, "seen");
    list->AddText({100, 10}, IM_COL32_WHITE, "hidden");
    list->PopClipRect();
  });
  CHECK(screen.text().find("seen") != std::string::npos);
  CHECK(screen.text().find("hidden") == std::string::npos);
}

TEST_CASE("two screens live side by side") {
  Offscreen small({.width = 100, .height = 50});
  Offscreen large({.width = 400, .height = 300, .theme = &app::light_theme()});
  small.frame(draw_sample_screen);
  large.frame(draw_sample_screen);
  CHECK(small.picture().width == 100);
  CHECK(large.picture().width == 400);
  CHECK(ImGui::GetCurrentContext() == nullptr);
}

TEST_CASE("a screen without a frame has no picture and no text") {
  const Offscreen screen({.width = 100, .height = 50});
  CHECK(screen.picture().pixels.empty());
  CHECK(screen.text().empty());
}

TEST_CASE("a PNG is written whole or not at all") {
  const fs::path folder = fresh_folder("hoplens_png_test");
  const Image image(3, 2, {1, 2, 3, 255});
  REQUIRE(app::write_png(image, folder / "a.png").has_value());
  std::ifstream in(folder / "a.png", std::ios::binary);
  const std::string bytes(std::istreambuf_iterator<char>(in), {});
  CHECK(bytes.rfind("\x89PNG\r\n", 0) == 0);
  CHECK(bytes.substr(16, 8) == std::string("\0\0\0\x03\0\0\0\x02", 8));
  const emulator::Result<void> failed = app::write_png(image, folder / "missing" / "a.png");
  REQUIRE_FALSE(failed.has_value());
  CHECK(failed.error().code == emulator::ErrorCode::NotFound);
  CHECK(std::distance(fs::directory_iterator(folder), {}) == 1);  // no part left behind
  fs::remove_all(folder);
}
