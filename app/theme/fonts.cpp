#include "app/theme/fonts.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace app {
namespace {

using Bytes = std::vector<unsigned char>;

// Latin, Latin-1, Latin Extended-A and the punctuation and arrows that the screen uses.
constexpr ImWchar kLatin[] = {
    0x0020, 0x017F, 0x2010, 0x2015, 0x2018, 0x201D, 0x2022, 0x2022, 0x2026, 0x2026, 0x2030, 0x2030,
    0x2039, 0x203A, 0x20AC, 0x20AC, 0x2190, 0x2193, 0x2212, 0x2212, 0x221E, 0x221E, 0x2260, 0x2260,
    0x2264, 0x2265, 0x25B8, 0x25B8, 0x25BE, 0x25BE, 0x27F5, 0x27F5, 0xFFFD, 0xFFFD, 0,
};
constexpr ImWchar kSymbols[] = {
    0x2010, 0x2015, 0x2018, 0x201D, 0x2022, 0x2022, 0x2026, 0x2026, 0x2030, 0x2030,
    0x20AC, 0x20AC, 0x2190, 0x2193, 0x2212, 0x2212, 0x221E, 0x221E, 0x2260, 0x2260,
    0x2264, 0x2265, 0x25B8, 0x25B8, 0x25BE, 0x25BE, 0x27F5, 0x27F5, 0,
};

// What stands in for a glyph that no font at hand has (ImGui's embedded font is Latin-1 only).
struct StandIn {
  ImWchar missing, shown;
};
constexpr std::array kStandIns = {
    StandIn{0x2010, '-'}, StandIn{0x2011, '-'}, StandIn{0x2012, '-'},  StandIn{0x2013, '-'},
    StandIn{0x2014, '-'}, StandIn{0x2015, '-'}, StandIn{0x2018, '\''}, StandIn{0x2019, '\''},
    StandIn{0x201C, '"'}, StandIn{0x201D, '"'}, StandIn{0x2022, 0xB7}, StandIn{0x2026, 0x85},
    StandIn{0x2039, '<'}, StandIn{0x203A, '>'}, StandIn{0x2190, '<'},  StandIn{0x2191, '^'},
    StandIn{0x2192, '>'}, StandIn{0x2193, 'v'}, StandIn{0x2212, '-'},  StandIn{0x2260, '#'},
    StandIn{0x2264, '<'}, StandIn{0x2265, '>'}, StandIn{0x25B8, '>'},  StandIn{0x25BE, 'v'},
    StandIn{0x27F5, '<'},
};

unsigned read_u16(std::span<const unsigned char> file, std::size_t at) {
  if (at + 2 > file.size()) return 0;
  return static_cast<unsigned>(file[at]) << 8 | file[at + 1];
}

std::size_t read_u32(std::span<const unsigned char> file, std::size_t at) {
  return static_cast<std::size_t>(read_u16(file, at)) << 16 | read_u16(file, at + 2);
}

bool has_name(std::span<const unsigned char> file, std::size_t at, const char* name) {
  return at + 4 <= file.size() && std::memcmp(file.data() + at, name, 4) == 0;
}

// Where a table of the font starts; 0 if it has none of that name.
std::size_t find_table(std::span<const unsigned char> file, const char* name) {
  const std::size_t start = has_name(file, 0, "ttcf") ? read_u32(file, 12) : 0;
  const unsigned count = read_u16(file, start + 4);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t record = start + 12 + i * 16;
    if (has_name(file, record, name)) return read_u32(file, record + 8);
  }
  return 0;
}

Bytes read_file(const std::filesystem::path& path) {
  if (path.empty()) return {};
  std::ifstream in(path, std::ios::binary);
  return Bytes(std::istreambuf_iterator<char>(in), {});
}

// One typeface, read once for all its sizes.
struct Typeface {
  Bytes bytes;
  float ratio = 1.0f;
  bool usable() const { return !bytes.empty(); }
};

Typeface read_typeface(const std::filesystem::path& path) {
  Typeface face{.bytes = read_file(path)};
  const std::optional<float> ratio = pixels_per_em(face.bytes);
  if (!ratio) return {};
  face.ratio = *ratio;
  return face;
}

// Builds fonts into one atlas; the typefaces live until the atlas is built.
class Loader {
 public:
  Loader(ImFontAtlas& atlas, const FontFiles& files, float scale, std::span<const ImWchar> extra)
      : atlas_(atlas),
        scale_(scale),
        symbols_(read_typeface(files.symbols)),
        extra_(ranges_of(extra)),
        latin_(std::begin(kLatin), std::end(kLatin) - 1) {
    latin_.insert(latin_.end(), extra_.begin(), extra_.end());
    if (extra.empty()) {
      latin_.push_back(0);
      return;
    }
    for (const auto& file : files.other_scripts)
      if (Typeface face = read_typeface(file); face.usable())
        other_scripts_.push_back(std::move(face));
  }

  ImFont* add(Typeface& face, float em, bool fixed_width) {
    if (!face.usable()) return add_embedded(em);
    ImFontConfig config = memory_config(face, em);
    config.GlyphRanges = latin_.data();
    config.PixelSnapH = fixed_width;  // columns of code stay columns
    ImFont* font = atlas_.AddFont(&config);
    if (symbols_.usable()) merge(symbols_, em, kSymbols);
    for (Typeface& other : other_scripts_) merge(other, em, extra_.data());
    return font;
  }

 private:
  // Pairs of first and last, as ImGui wants them, ended by a 0 where there are any.
  static std::vector<ImWchar> ranges_of(std::span<const ImWchar> characters) {
    std::vector<ImWchar> ranges;
    for (const ImWchar character : characters) {
      if (!ranges.empty() && ranges.back() + 1 == character) {
        ranges.back() = character;
      } else {
        ranges.insert(ranges.end(), {character, character});
      }
    }
    if (!ranges.empty()) ranges.push_back(0);
    return ranges;
  }

  void merge(Typeface& face, float em, const ImWchar* ranges) {
    ImFontConfig more = memory_config(face, em);
    more.GlyphRanges = ranges;
    more.MergeMode = true;  // glyphs that are there already stay
    atlas_.AddFont(&more);
  }

  ImFontConfig memory_config(Typeface& face, float em) const {
    ImFontConfig config;
    config.FontData = face.bytes.data();
    config.FontDataSize = static_cast<int>(face.bytes.size());
    config.FontDataOwnedByAtlas = false;
    // Whole pixels, so that line heights are whole too.
    config.SizePixels = std::round(em * scale_ * face.ratio);
    return config;
  }

  // A bitmap font of 13 pixels: crisp only at whole multiples, so small sizes share it.
  ImFont* add_embedded(float em) {
    ImFontConfig config;
    const float points = em >= 24.0f ? 26.0f : em >= 18.0f ? 19.0f : 13.0f;
    config.SizePixels = std::round(points * scale_);
    return atlas_.AddFontDefault(&config);
  }

  ImFontAtlas& atlas_;
  float scale_;
  Typeface symbols_;
  std::vector<Typeface> other_scripts_;
  std::vector<ImWchar> extra_;  // ranges, as are these:
  std::vector<ImWchar> latin_;  // the usual ones and the extra ones
};

void add_stand_ins(ImFontAtlas& atlas) {
  for (ImFont* font : atlas.Fonts) {
    for (const StandIn& row : kStandIns) {
      if (font->FindGlyphNoFallback(row.missing) == nullptr) {
        font->AddRemapChar(row.missing, row.shown);
      }
    }
  }
}

}  // namespace

std::optional<float> pixels_per_em(std::span<const unsigned char> file) {
  const std::size_t head = find_table(file, "head");
  const std::size_t hhea = find_table(file, "hhea");
  if (head == 0 || hhea == 0 || head + 54 > file.size() || hhea + 36 > file.size()) return {};
  const auto units = static_cast<float>(read_u16(file, head + 18));
  const auto ascender = static_cast<std::int16_t>(read_u16(file, hhea + 4));
  const auto descender = static_cast<std::int16_t>(read_u16(file, hhea + 6));
  if (units <= 0.0f || ascender - descender <= 0) return {};
  return static_cast<float>(ascender - descender) / units;
}

Fonts load_fonts(ImFontAtlas& atlas, const FontFiles& files, float scale,
                 std::span<const ImWchar> extra) {
  Typeface ui = read_typeface(files.ui);
  Typeface strong = read_typeface(files.strong);
  Typeface mono = read_typeface(files.mono);
  Loader loader(atlas, files, scale, extra);
  Fonts fonts;
  fonts.body = loader.add(ui, 14.0f, false);  // the first font is ImGui's default
  fonts.caption = loader.add(ui, 12.0f, false);
  fonts.mono = loader.add(mono, 13.0f, true);
  fonts.strong = loader.add(strong, 14.0f, false);
  fonts.title = loader.add(strong, 18.0f, false);
  fonts.hero = loader.add(strong, 24.0f, false);
  atlas.Flags |= ImFontAtlasFlags_NoPowerOfTwoHeight;
  atlas.Build();
  add_stand_ins(atlas);
  atlas.ClearInputData();  // it points into the typefaces, which end here
  return fonts;
}

}  // namespace app
