#pragma once

#include <span>

#include "app/panels/panel.h"

namespace app {

// What stands in the window while no pipeline is open: how to get one.
PanelResult draw_welcome(const PanelInput& in, std::span<const RecentFile> recent,
                         const Style& style);

// In the strip's place while no pipeline is open, but something came through the address.
PanelResult draw_nothing_open(const PanelInput& in, const Style& style);

}  // namespace app
