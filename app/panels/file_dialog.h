#pragma once

#include <span>

#include "app/panels/panel.h"

namespace app {

// What the left column offers.
struct FileDialogPlaces {
  const Places& known;
  std::span<const RecentFile> recent;
};

// The file dialog for whatever `state.question` asks: its answer arrives as an errand, after the
// dialog has closed.
PanelResult draw_file_dialog(const PanelInput& in, FileDialogState& state,
                             const FileDialogPlaces& places, const Style& style);

}  // namespace app
