#include "app/theme/glyph_wishes.h"

#include <algorithm>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "app/raster/offscreen.h"
#include "app/widgets/pen.h"

namespace {

// A line of text on a screen with this machine's fonts, in which more glyphs can be baked.
struct Screen {
  explicit Screen(app::FontFiles fonts) : screen({.width = 400, .height = 100, .fonts = fonts}) {}
  std::string shown(std::string_view text) {
    for (int i = 0; i < 3; ++i)
      screen.frame([text](const app::Style& style) {
        ImGui::SetNextWindowPos({0, 0});
        ImGui::SetNextWindowSize({400, 100});
        ImGui::Begin("Text", nullptr, ImGuiWindowFlags_NoDecoration);
        app::Pen(style).text(style.fonts.mono, 10, 40, app::Role::Text, text);
        ImGui::End();
      });
    return screen.text();
  }
  app::Offscreen screen;
};

bool has_cjk(const app::FontFiles& fonts) {
  return std::ranges::any_of(fonts.other_scripts, [](const auto& file) {
    const std::string name = file.filename().string();
    return name.find("CJK") != name.npos || name.find("wqy") != name.npos ||
           name.find("Droid") != name.npos;
  });
}

}  // namespace

TEST_CASE("characters that the fonts lack are wished for once, Latin ones never") {
  app::Offscreen screen({});
  const ImFont& font = *screen.style().fonts.body;
  app::GlyphWishes wishes;
  wishes.look_at(font, "plain text, déjà vu");
  CHECK_FALSE(wishes.take_news());
  wishes.look_at(font, "葡萄酒 вино");
  CHECK(wishes.take_news());
  CHECK(wishes.all().size() == 3 + 4);
  wishes.look_at(font, "葡萄酒");
  CHECK_FALSE(wishes.take_news());
  wishes.look_at(font, "\xff\xfe broken \xe8\x91");
  CHECK(wishes.all().size() <= 3 + 4 + 1);
}

TEST_CASE("wishes are bounded, however many scripts a body has") {
  app::Offscreen screen({});
  app::GlyphWishes wishes;
  std::string text;
  for (unsigned c = 0x3400; c < 0x9fff; ++c)
    text += {static_cast<char>(0xe0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 0x3f)),
             static_cast<char>(0x80 | (c & 0x3f))};
  wishes.look_at(*screen.style().fonts.body, text);
  CHECK(wishes.all().size() == app::GlyphWishes::kMost);
}

TEST_CASE("Chinese and Cyrillic text is shown once its glyphs are baked") {
  const app::FontFiles fonts = app::find_fonts();
  if (!has_cjk(fonts)) SKIP("no font with Chinese characters is installed");
  CHECK(Screen(fonts).shown("wine 葡萄酒 вино").find("葡萄酒 вино") != std::string::npos);
}
