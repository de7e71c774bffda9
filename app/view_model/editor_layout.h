#pragma once

#include "app/view_model/geometry.h"

namespace app {

// Where the parts of the editor of a definition stand on the window. Pixels.
struct EditorLayout {
  Rect dialog;
  Rect title;
  Rect tabs;
  Rect body;     // the fields; scrolls
  Rect status;   // one line, left of the buttons
  Rect buttons;
  float label = 0;  // width of the column of labels
};

EditorLayout editor_layout(float width, float height, float scale);

}  // namespace app
