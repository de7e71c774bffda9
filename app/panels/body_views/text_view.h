#pragma once

#include "app/panels/body_views/body_part.h"

namespace app {

// The beginning is drawn at once; the rest of a large text, and a new width of it, follow.
void draw_text_view(const BodyPart& part);

// 16 bytes a row.
void draw_hex_view(const BodyPart& part);

}  // namespace app
