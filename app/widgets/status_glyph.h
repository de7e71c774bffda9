#pragma once

#include "app/view_model/humanise.h"
#include "app/widgets/pen.h"

namespace app {

// The colour that goes with a status shape.
Role glyph_role(Glyph glyph);

// Paints a status shape around its middle. Shapes differ in outline, so colour only repeats what
// they say. `behind` is the colour they stand on.
void draw_glyph(const Pen& pen, Glyph glyph, float x, float middle, Role behind = Role::Panel);

}  // namespace app
