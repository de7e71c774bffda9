#pragma once

#include <optional>

#include "app/panels/panel.h"

namespace app {

// Where the item stands that the step points at; nothing where it is not on the screen.
std::optional<Rect> lesson_spot(const LessonStep& step, std::string& path);

// A frame around it, the rest of the window a little darker. It takes no input.
void paint_spotlight(const Style& style, const LessonState& state, const Rect& spot,
                     const Rect& card);

}  // namespace app
