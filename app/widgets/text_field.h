#pragma once

#include <span>
#include <string>

#include "app/widgets/pen.h"

namespace app {

// A one-line field in the mono font. `name` is its item label, not shown.
bool text_field(const Pen& pen, const char* name, const Rect& place, std::string& text,
                const char* hint = "");
// The same, with dots in place of the characters.
bool secret_field(const Pen& pen, const char* name, const Rect& place, std::string& text);
// A field of many lines.
bool text_area(const Pen& pen, const char* name, const Rect& place, std::string& text);

// One of a few words; `none` is what stands there for "". True when another one was chosen.
bool choice_field(const Pen& pen, const char* name, const Rect& place, std::string& chosen,
                  std::span<const std::string_view> options, const char* none);

// Sets the look of ImGui's own frames (fields, combos) while it lives.
class FieldLook {
 public:
  FieldLook(const Style& style, float height);
  ~FieldLook();
  FieldLook(const FieldLook&) = delete;
  FieldLook& operator=(const FieldLook&) = delete;
};

}  // namespace app
