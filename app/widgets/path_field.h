#pragma once

#include <optional>
#include <string>

#include "app/widgets/pen.h"

namespace app {

// A one-line field whose text can be changed while it has the keyboard: what stands in `retyped`
// replaces it, cursor at the end, and is taken. True when the user changed it.
bool path_field(const Pen& pen, const char* name, const Rect& place, std::string& text,
                std::optional<std::string>& retyped, const char* hint = "");

}  // namespace app
