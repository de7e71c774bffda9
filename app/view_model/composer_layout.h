#pragma once

#include <vector>

#include "app/view_model/geometry.h"

namespace app {

struct ComposerLayoutInput {
  Rect area;  // pixels
  float scale = 1;
  std::size_t fields = 2;   // Content-Type, Accept, and those that are asked for
  float label_width = 0;    // of the widest label, pixels
  bool names_file = false;  // the body's file stands above it
};

// Where the parts of the composer stand. In a narrow column labels stand above their fields as
// long as that leaves room for the body.
struct ComposerLayout {
  struct Field {
    Rect label;
    Rect field;
  };
  Rect title, picker, menu;
  std::vector<Field> fields;
  Rect file;  // no height where the body has no file
  Rect body;
  Rect size, from_file;  // the line under the body
  Rect send, other;
  bool stacked = false;
  bool keys_shown = true;  // there is room for the buttons' keys
};
ComposerLayout composer_layout(const ComposerLayoutInput& input);

}  // namespace app
