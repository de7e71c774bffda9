#pragma once

#include <string>
#include <string_view>

#include "app/widgets/pen.h"

namespace app {

// A text in lines no wider than `width`; returns its height. `at`: its upper left corner.
float draw_wrapped(const Pen& pen, ImFont* font, ImVec2 at, float width, Role role,
                   std::string_view text);
float wrapped_height(const ImFont* font, float width, std::string_view text);

// Inside a tooltip: a long text in lines that can be read.
void wrapped_lines(const std::string& text);
// A tooltip of it, now, or for the last item when that is pointed at. None for "".
void show_wrapped_tooltip(const std::string& text);
void wrapped_tooltip(const std::string& text);

}  // namespace app
