#pragma once

#include <optional>
#include <string>

#include "app/widgets/pen.h"

namespace app {

// What stands in a path field, and what shall.
struct PathFieldText {
  std::string& name;
  std::optional<std::string>& retyped;  // replaces the name while the field has the keyboard; taken
};

struct PathFieldChange {
  bool typed = false;  // the user changed something
  std::string way;     // folders that were typed, up to their last "/"; they left the field
};

// A one-line field for a name. A path may be typed or pasted too: the folders in front of the
// name leave the field as they come.
PathFieldChange path_field(const Pen& pen, const char* label, const Rect& place,
                           const PathFieldText& text, const char* hint = "");

}  // namespace app
