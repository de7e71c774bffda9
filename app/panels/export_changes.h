#pragma once

#include "app/panels/panel.h"
#include "app/view_model/line_diff.h"

// What differs from the last export: a part of the export dialog.
namespace app {

// Asks for the file of the last export of the chosen format, and compares with it once it is
// read. For every frame, after the text was rendered.
void compare_with_last_export(const PanelInput& in, ExportState& state);

// Both texts as one at the cursor: only the visible lines, marked + and −.
void draw_changed_lines(const Pen& pen, const LineDiff& diff, float padding);

}  // namespace app
