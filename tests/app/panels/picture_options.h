#pragma once

#include "app/raster/offscreen.h"
#include "app/theme/fonts.h"
#include "app/theme/theme.h"

namespace tests {

// For a row that says width, height, scale and whether it is dark: with the fonts that people see.
template <typename Shot>
app::OffscreenOptions picture_options(const Shot& shot) {
  app::OffscreenOptions options;
  options.width = shot.width;
  options.height = shot.height;
  options.scale = shot.scale;
  options.theme = shot.dark ? &app::dark_theme() : &app::light_theme();
  options.fonts = app::find_fonts();
  return options;
}

}  // namespace tests
