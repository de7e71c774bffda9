#pragma once

#include <cstddef>

#include "app/view_model/geometry.h"

namespace app {

struct ExportLayoutInput {
  float width = 0;  // of the window, pixels
  float height = 0;
  float scale = 1;
  std::size_t to_fill_in = 0;  // findings
};

// Where the parts of the export dialog stand, relative to `dialog`'s top left corner.
struct ExportLayout {
  Rect dialog;    // on the window
  Rect title;     // across the top
  Rect formats;   // the list on the left
  Rect text;      // what would be exported
  Rect findings;  // four rows at most are seen at once; no height without findings
  Rect status;    // one line
  Rect buttons;   // or the path to save to
};

ExportLayout export_layout(const ExportLayoutInput& input);

// Height of one finding, design points.
inline constexpr float kExportFindingRow = 24;

}  // namespace app
