#pragma once

#include "app/view_model/header_table.h"
#include "app/widgets/pen.h"

namespace app {

// A short word on a tinted pill. Left edge at x, centred on the line; returns its right edge.
float draw_chip(const Pen& pen, float x, float middle, std::string_view text, ChipTone tone);
float chip_width(const Pen& pen, std::string_view text);

// A chip that can be clicked; `name` is its item label.
bool chip_button(const Pen& pen, const char* name, const Rect& place, std::string_view text,
                 ChipTone tone);

}  // namespace app
