#pragma once

#include <string_view>

#include "app/view_model/diff/body_diff.h"
#include "emulator/base/result.h"

namespace app {

// By path: members by name in any order; elements by position, or, where the arrays are of
// different lengths, held together by equal ones. An error where one is not JSON.
emulator::Result<BodyDiff> diff_json(std::string_view before, std::string_view after,
                                     const Tolerance& tolerance);

}  // namespace app
