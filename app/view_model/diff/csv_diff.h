#pragma once

#include <string_view>

#include "app/view_model/diff/body_diff.h"

namespace app {

// By cell. Where both have a header row, columns are told apart by its names; where the numbers of
// records differ, equal records hold the others together.
BodyDiff diff_csv(std::string_view before, std::string_view after, const Tolerance& tolerance);

}  // namespace app
