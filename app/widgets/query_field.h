#pragma once

#include <optional>
#include <span>
#include <string>

#include "app/view_model/filter/query_edit.h"
#include "app/widgets/pen.h"
#include "emulator/base/query_terms.h"

namespace app {

struct QueryText {
  std::string& text;
  CompletionState& completion;
  const char* hint = "";
  std::span<const std::string> offers;            // terms, and keys that wait for a value
  std::optional<emulator::QueryProblem> problem;  // its part of the text is underlined
};

struct QueryKeys {
  bool active = false;   // the field has the keyboard
  bool entered = false;  // Enter was pressed in it, and not to take an offer
};

// The field of a query box; `name` is its item label. While one types, a list under it shows what
// the word at the cursor could become: arrows choose, Tab and Enter take, as does a click.
QueryKeys query_field(const Pen& pen, const char* name, const Rect& place, const QueryText& query);

}  // namespace app
