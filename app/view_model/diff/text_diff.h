#pragma once

#include <string_view>

#include "app/view_model/diff/body_diff.h"

namespace app {

// By line, with some equal lines around each difference. Lines whose words are the same but for
// numbers within the tolerance are equal.
BodyDiff diff_lines(std::string_view before, std::string_view after, const Tolerance& tolerance);

}  // namespace app
