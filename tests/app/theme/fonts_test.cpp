#include "app/theme/fonts.h"

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

namespace {

using Bytes = std::vector<unsigned char>;

Bytes read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return Bytes(std::istreambuf_iterator<char>(in), {});
}

void put16(Bytes& file, std::size_t at, unsigned value) {
  file[at] = static_cast<unsigned char>(value >> 8);
  file[at + 1] = static_cast<unsigned char>(value & 0xFF);
}

// The two tables that matter, with 1,000 units an em.
Bytes small_font(unsigned ascender, int descender) {
  Bytes file(200, 0);
  put16(file, 4, 2);
  const auto record = [&](std::size_t at, const char* name, unsigned offset) {
    std::copy(name, name + 4, file.begin() + static_cast<std::ptrdiff_t>(at));
    put16(file, at + 10, offset);
  };
  record(12, "head", 60);
  record(28, "hhea", 120);
  put16(file, 60 + 18, 1000);
  put16(file, 120 + 4, ascender);
  put16(file, 120 + 6, static_cast<unsigned>(descender) & 0xFFFF);
  return file;
}

// HOPLENS_FONTS for a scope.
struct FontWish {
  explicit FontWish(const char* value) { setenv("HOPLENS_FONTS", value, 1); }
  ~FontWish() { unsetenv("HOPLENS_FONTS"); }
};

}  // namespace

TEST_CASE("pixels per em come from the font's own tables") {
  CHECK(std::abs(app::pixels_per_em(small_font(1020, -300)).value() - 1.32f) < 0.001f);
}

TEST_CASE("a file that is no font has no pixels per em") {
  CHECK_FALSE(app::pixels_per_em({}).has_value());
  const std::string text = "this is not a font, however long it may be, not even a bit of one";
  CHECK_FALSE(app::pixels_per_em(Bytes(text.begin(), text.end())).has_value());
  Bytes cut = small_font(1020, -300);
  cut.resize(130);
  CHECK_FALSE(app::pixels_per_em(cut).has_value());
  CHECK_FALSE(app::pixels_per_em(small_font(0, 0)).has_value());
}

TEST_CASE("Inter and JetBrains Mono are corrected to the same em") {
  const app::FontFiles files = app::find_fonts();
  if (files.ui.filename().string().rfind("Inter", 0) != 0 ||
      files.mono.filename().string().rfind("JetBrains", 0) != 0) {
    SKIP("Inter and JetBrains Mono are not installed");
  }
  CHECK(std::abs(app::pixels_per_em(read(files.ui)).value() - 1.21f) < 0.01f);
  CHECK(std::abs(app::pixels_per_em(read(files.mono)).value() - 1.32f) < 0.01f);
  ImFontAtlas atlas;
  const app::Fonts fonts = app::load_fonts(atlas, files, 1.0f);
  CHECK(fonts.body->FontSize == 17.0f);
  CHECK(fonts.mono->FontSize == 17.0f);
  CHECK(fonts.caption->FontSize == 15.0f);
}

TEST_CASE("every sign the screen uses is drawn, with and without installed fonts") {
  for (const app::FontFiles& files : {app::embedded_fonts(), app::find_fonts()}) {
    ImFontAtlas atlas;
    const app::Fonts fonts = app::load_fonts(atlas, files, 1.0f);
    for (const ImFont* font :
         {fonts.caption, fonts.mono, fonts.body, fonts.strong, fonts.title, fonts.hero}) {
      REQUIRE(font != nullptr);
      for (const ImWchar sign : u"…·–‘’“”•→←▸×≥≤µé") {
        INFO("U+" << std::hex << static_cast<unsigned>(sign));
        if (sign != 0) CHECK(font->FindGlyphNoFallback(sign) != nullptr);
      }
    }
  }
}

TEST_CASE("fonts that cannot be read are replaced by the embedded one") {
  ImFontAtlas atlas;
  const app::FontFiles broken{"/nonexistent.otf", HOPLENS_SOURCE_DIR "/CMakeLists.txt", {}, {}};
  const app::Fonts fonts = app::load_fonts(atlas, broken, 2.0f);
  CHECK(fonts.body->FontSize == 26.0f);
  CHECK(fonts.strong->FontSize == 26.0f);
  CHECK(atlas.TexWidth > 0);
}

TEST_CASE("HOPLENS_FONTS=embedded makes pictures equal on every machine") {
  const FontWish wish("embedded");
  const app::FontFiles files = app::find_fonts();
  CHECK(files.ui.empty());
  CHECK(files.mono.empty());
  CHECK(files.symbols.empty());
}
