#include "app/theme/glyph_wishes.h"

#include <utility>

#include <imgui_internal.h>

namespace app {

void GlyphWishes::look_at(const ImFont& font, std::string_view text) {
  constexpr unsigned kFirst = 0x100;  // every font has what comes before
  const char* end = text.data() + text.size();
  for (const char* at = text.data(); at < end;) {
    if (static_cast<unsigned char>(*at) < 0x80) {
      ++at;
      continue;
    }
    unsigned character = 0;
    at += ImTextCharFromUtf8(&character, at, end);
    if (character < kFirst || character > IM_UNICODE_CODEPOINT_MAX) continue;
    const auto glyph = static_cast<ImWchar>(character);
    if (font.FindGlyphNoFallback(glyph) != nullptr || wished_.size() >= kMost) continue;
    news_ |= wished_.insert(glyph).second;
  }
}

bool GlyphWishes::take_news() { return std::exchange(news_, false); }

}  // namespace app
