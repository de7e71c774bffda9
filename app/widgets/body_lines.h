#pragma once

#include "app/view_model/body_preview.h"
#include "app/widgets/pen.h"

namespace app {

// The lines of a body preview at the cursor, only those that are visible, and its note.
void draw_body_lines(const Pen& pen, const BodyPreview& preview);

// How many columns of code fit into `width` pixels.
std::size_t code_columns(const Pen& pen, float width);

}  // namespace app
