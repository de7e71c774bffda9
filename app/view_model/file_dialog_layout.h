#pragma once

#include "app/view_model/geometry.h"

namespace app {

inline constexpr float kFileRow = 26;  // design points

// Pixels, on the screen.
struct FileDialogLayout {
  Rect dialog;
  Rect title;
  Rect places;  // the left column
  Rect crumbs;  // the way to the folder
  Rect field;
  Rect heads;  // of the columns
  Rect rows;
  Rect status;
  Rect buttons;
};

// Where the parts of the file dialog stand in a window of that size.
FileDialogLayout file_dialog_layout(float width, float height, float scale);

// The columns of a row that begins at `x`; a narrow row does without the time.
struct FileColumns {
  float name_end = 0;  // x
  float size_end = 0;  // the size ends here
  float time_end = 0;  // the time ends here; 0: it is not shown
};
FileColumns file_columns(const Rect& row, float scale);

}  // namespace app
