#pragma once

#include <string>

#include "app/widgets/pen.h"

namespace app {

// A one-line field in the mono font. `name` is its item label, not shown.
bool text_field(const Pen& pen, const char* name, const Rect& place, std::string& text,
                const char* hint = "");
// A field of many lines.
bool text_area(const Pen& pen, const char* name, const Rect& place, std::string& text);

// Sets the look of ImGui's own frames (fields, combos) while it lives.
class FieldLook {
 public:
  FieldLook(const Style& style, float height);
  ~FieldLook();
  FieldLook(const FieldLook&) = delete;
  FieldLook& operator=(const FieldLook&) = delete;
};

}  // namespace app
