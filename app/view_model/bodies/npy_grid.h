#pragma once

#include <memory>
#include <string_view>

#include "app/view_model/bodies/grid.h"
#include "emulator/payload/npy.h"

namespace app {

// Bytes and whoever keeps them.
struct KeptBytes {
  std::shared_ptr<const void> keeper;
  std::string_view view;
};

// An array as rows of its last axis; one with fewer than two axes is one column.
GridPtr make_npy_grid(KeptBytes bytes, emulator::NpyArray array);

}  // namespace app
