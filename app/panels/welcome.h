#pragma once

#include "app/panels/panel.h"

namespace app {

// What stands in the window while no pipeline is open.
PanelResult draw_welcome(const Style& style);

}  // namespace app
