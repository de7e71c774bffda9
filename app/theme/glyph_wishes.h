#pragma once

#include <set>
#include <string_view>
#include <vector>

#include <imgui.h>

namespace app {

// Characters that were to be drawn and that the fonts at hand do not have, so that whoever owns
// the fonts can bake them, too. Bounded: a body of many scripts must not grow the atlas without
// end. Of the basic multilingual plane only, as ImGui's glyphs are. UI thread.
class GlyphWishes {
 public:
  static constexpr std::size_t kMost = 6'000;

  // Looks at a text that is drawn with this font.
  void look_at(const ImFont& font, std::string_view text);
  // True when there are wishes that were not told yet.
  bool take_news();
  // All of them, ascending, those that no font could fulfil included.
  std::vector<ImWchar> all() const { return {wished_.begin(), wished_.end()}; }

 private:
  std::set<ImWchar> wished_;
  bool news_ = false;
};

}  // namespace app
