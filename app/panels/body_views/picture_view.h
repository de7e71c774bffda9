#pragma once

#include "app/panels/body_views/body_part.h"

namespace app {

// A PNG or JPEG body. Returns false where it cannot be shown: bytes stand in.
bool draw_picture_view(const BodyPart& part, BodyHabits& habits);

}  // namespace app
