#include "app/raster/rasterise.h"

#include <array>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <numeric>

#include <catch2/catch_test_macros.hpp>

namespace {

using app::Image;
using app::Rgba;

constexpr Rgba kBlack{0, 0, 0, 255};

// Draws into a bare list and rasterises it over black. The atlas is the embedded font's.
class Sheet {
 public:
  Sheet(int width, int height) : width_(width), height_(height) {
    ImGui::SetCurrentContext(context_);
    ImGui::GetIO().IniFilename = nullptr;
    ImGui::GetIO().DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
    texture_ = app::alpha_texture(*ImGui::GetIO().Fonts);
  }
  ~Sheet() { ImGui::DestroyContext(context_); }
  Sheet(const Sheet&) = delete;
  Sheet& operator=(const Sheet&) = delete;

  Image draw(const std::function<void(ImDrawList&)>& paint) {
    ImGui::NewFrame();
    paint(*ImGui::GetForegroundDrawList());
    ImGui::Render();
    return app::rasterise(*ImGui::GetDrawData(), texture_, kBlack);
  }
  // The same, with the device's pixels `factor` times as fine.
  Image draw_fine(float factor, const std::function<void(ImDrawList&)>& paint) {
    ImGui::GetIO().DisplayFramebufferScale = {factor, factor};
    return draw(paint);
  }

 private:
  int width_, height_;
  ImGuiContext* context_ = ImGui::CreateContext();
  app::AlphaTexture texture_;
};

int red_sum(const Image& image) {
  return std::accumulate(image.pixels.begin(), image.pixels.end(), 0,
                         [](int sum, Rgba p) { return sum + p.r; });
}

}  // namespace

TEST_CASE("a rectangle covers exactly its pixels") {
  Sheet sheet(10, 8);
  const Image image = sheet.draw([](ImDrawList& list) {
    list.AddRectFilled({2, 3}, {6, 5}, IM_COL32(255, 10, 20, 255));
  });
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x) {
      const bool inside = x >= 2 && x < 6 && y >= 3 && y < 5;
      CHECK(image.at(x, y) == (inside ? Rgba{255, 10, 20, 255} : kBlack));
    }
  }
}

TEST_CASE("half-transparent paint mixes with what is under it") {
  Sheet sheet(4, 4);
  const Image image = sheet.draw([](ImDrawList& list) {
    list.AddRectFilled({0, 0}, {4, 4}, IM_COL32(255, 255, 255, 255));
    list.AddRectFilled({0, 0}, {4, 4}, IM_COL32(255, 0, 0, 128));
  });
  CHECK(image.at(1, 1) == Rgba{255, 127, 127, 255});
}

TEST_CASE("nothing is painted outside the clip rectangle or the picture") {
  Sheet sheet(20, 20);
  const Image image = sheet.draw([](ImDrawList& list) {
    list.PushClipRect({5, 5}, {10, 10});
    list.AddRectFilled({-100, -100}, {100, 100}, IM_COL32_WHITE);
    list.AddCircleFilled({7, 7}, 300.0f, IM_COL32_WHITE);
    list.PopClipRect();
    list.AddTriangleFilled({-50, 30}, {30, 90}, {90, 25}, IM_COL32_WHITE);
  });
  CHECK(red_sum(image) == 5 * 5 * 255);
}

TEST_CASE("triangles that share an edge cover each pixel once") {
  Sheet sheet(40, 40);
  const Image image = sheet.draw([](ImDrawList& list) {
    list.Flags &= ~ImDrawListFlags_AntiAliasedFill;
    // A fan around an inner point with uneven corners: every pixel inside is painted once at half
    // strength, so a gap would stay black and an overlap would be brighter.
    const std::array<ImVec2, 5> ring = {{{1, 1}, {38.3f, 2.2f}, {39, 37.7f}, {20, 39}, {2, 36.1f}}};
    for (std::size_t i = 0; i < ring.size(); ++i) {
      list.AddTriangleFilled({17.3f, 19.6f}, ring[i], ring[(i + 1) % ring.size()],
                             IM_COL32(255, 255, 255, 100));
    }
  });
  for (int y = 8; y < 32; ++y) {
    for (int x = 8; x < 32; ++x) CHECK(image.at(x, y) == Rgba{100, 100, 100, 255});
  }
  for (const Rgba& pixel : image.pixels) CHECK((pixel.r == 0 || pixel.r == 100));
}

TEST_CASE("an anti-aliased disc has the area of a disc and soft edges") {
  Sheet sheet(100, 100);
  const Image image = sheet.draw([](ImDrawList& list) {
    list.AddCircleFilled({50, 50}, 30.0f, IM_COL32_WHITE, 64);
  });
  const double area = red_sum(image) / 255.0;
  CHECK(std::abs(area - 3.14159 * 30 * 30) < 40);
  int soft = 0;
  for (const Rgba& pixel : image.pixels) soft += pixel.r > 0 && pixel.r < 255;
  CHECK(soft > 100);
  CHECK(image.at(50, 50) == Rgba{255, 255, 255, 255});
}

TEST_CASE("colours run evenly between corners") {
  Sheet sheet(100, 10);
  const Image image = sheet.draw([](ImDrawList& list) {
    const ImU32 left = IM_COL32(0, 0, 0, 255), right = IM_COL32(200, 100, 0, 255);
    list.AddRectFilledMultiColor({0, 0}, {100, 10}, left, right, right, left);
  });
  for (int x = 0; x < 100; ++x) {
    const double part = (x + 0.5) / 100;
    CHECK(std::abs(image.at(x, 5).r - part * 200) <= 1.0);
    CHECK(std::abs(image.at(x, 5).g - part * 100) <= 1.0);
  }
}

TEST_CASE("text of the embedded font is drawn texel by texel") {
  Sheet sheet(20, 20);
  const Image image = sheet.draw([](ImDrawList& list) {
    list.AddText({3, 2}, IM_COL32_WHITE, "H");
  });
  const ImFont& font = *ImGui::GetFont();
  const ImFontGlyph& glyph = *font.FindGlyph('H');
  const app::AlphaTexture texture = app::alpha_texture(*font.ContainerAtlas);
  const int u = static_cast<int>(std::lround(glyph.U0 * static_cast<float>(texture.width)));
  const int v = static_cast<int>(std::lround(glyph.V0 * static_cast<float>(texture.height)));
  const int left = 3 + static_cast<int>(glyph.X0), top = 2 + static_cast<int>(glyph.Y0);
  for (int y = 0; y < static_cast<int>(glyph.Y1 - glyph.Y0); ++y) {
    for (int x = 0; x < static_cast<int>(glyph.X1 - glyph.X0); ++x) {
      const auto texel = static_cast<std::size_t>((v + y) * texture.width + u + x);
      CHECK(image.at(left + x, top + y).r == texture.texels[texel]);
    }
  }
  CHECK(red_sum(image) > 0);
}

TEST_CASE("a finer device gets more pixels of the same picture") {
  Sheet sheet(10, 10);
  const Image image = sheet.draw_fine(2.0f, [](ImDrawList& list) {
    list.AddRectFilled({2, 2}, {5, 5}, IM_COL32_WHITE);
  });
  CHECK(image.width == 20);
  CHECK(red_sum(image) == 6 * 6 * 255);
}
