#pragma once

#include "app/panels/panel.h"

namespace app {

// How images of models that arrive through the address run here: Local.Images and Local.S3 of the
// open pipeline, row by row, and which row would run an image.
PanelResult draw_images_dialog(const PanelInput& in, ImagesState& state, const Style& style);

}  // namespace app
