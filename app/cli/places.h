#pragma once

#include "app/app_state.h"

namespace app::cli {

// The user's home and cache, the working directory, the demo's program beside this one, and
// the demo pipeline and the lessons: beside the program, where an installation puts them, or in the
// source tree that the program was built in.
Places known_places();

}  // namespace app::cli
