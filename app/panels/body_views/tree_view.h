#pragma once

#include "app/panels/body_views/body_part.h"

namespace app {

// JSON or JSON Lines as a tree. Returns false where there is none (yet): text stands in.
bool draw_tree_view(const BodyPart& part);

}  // namespace app
