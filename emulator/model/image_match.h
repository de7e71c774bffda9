#pragma once

#include <string_view>

namespace emulator {

// Whether an image name is what a pattern of Local.Images means: each '*' stands for any text, also
// for none; everything else for itself.
bool image_matches(std::string_view pattern, std::string_view image);

}  // namespace emulator
