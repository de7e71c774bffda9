#pragma once

#include "app/panels/panel.h"
#include "app/view_model/diff/message_diff.h"

namespace app {

struct DiffShown {
  const MessageDiff& diff;
  const Tolerance& tolerance;
  const DiffNames& names;  // of the columns
};

// Outcome, status, headers and body of a comparison from the cursor on; only visible rows are
// drawn. Walks to the difference that `state` asks for.
void draw_diff_rows(const Pen& pen, const PanelInput& in, const DiffShown& shown,
                    DiffTabState& state);
// How many differences can be walked through.
std::size_t difference_count(const MessageDiff& diff);

}  // namespace app
