#pragma once

#include "app/panels/body_views/body_part.h"

namespace app {

// The row in which a text is looked for in the tree, while it is shown. Chooses the match that is
// stepped to. There must be a tree.
void draw_tree_search(const BodyPart& part);

// Whether a node is among the matches.
bool is_match(const TreeSearch& search, std::uint32_t node);

}  // namespace app
