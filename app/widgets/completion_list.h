#pragma once

#include <optional>
#include <span>
#include <string>

#include "app/view_model/filter/query_edit.h"
#include "app/widgets/pen.h"

namespace app {

// What could be typed into a field, under it or above where there is no room, over everything
// else. It never takes the keyboard. Returns the row that was clicked.
std::optional<std::size_t> draw_completion_list(const Style& style, const Rect& field,
                                                std::span<const std::string> offers,
                                                const CompletionState& state);

}  // namespace app
