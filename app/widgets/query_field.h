#pragma once

#include <span>
#include <string>

#include "app/widgets/pen.h"

namespace app {

struct QueryText {
  std::string& text;
  const char* hint = "";
  std::span<const std::string> offers;  // terms; Tab completes the last word with the first fit
};

struct QueryKeys {
  bool active = false;   // the field has the keyboard
  bool entered = false;  // Enter was pressed in it
};

// The field of a query box. `name` is its item label.
QueryKeys query_field(const Pen& pen, const char* name, const Rect& place, const QueryText& query);

}  // namespace app
