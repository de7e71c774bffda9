#pragma once

#include <span>
#include <string>
#include <string_view>

#include "app/widgets/pen.h"

namespace app {

struct ComboText {
  std::string& text;
  const char* hint = "";
  std::span<const std::string_view> choices;  // what the list beside the field offers
};

// A one-line field for any text, with a list of common ones. `name` is its item label; its list is
// opened by "<name> list". True when the text changed.
bool combo_field(const Pen& pen, const char* name, const Rect& place, const ComboText& combo);

// The small triangle of everything that opens a list, around its middle.
void draw_list_mark(const Pen& pen, float x, float middle);

}  // namespace app
