#pragma once

#include "app/view_model/bodies/grid_makers.h"

namespace app {

// Label, and index:value pairs of each line. Lines that cannot be read stand as they are.
GridPtr make_libsvm_grid(BodyContentPtr body);

}  // namespace app
