#pragma once

#include "app/panels/panel.h"

namespace app {

// Name, service state, facts and the actions on the pipeline as a whole.
PanelResult draw_top_bar(const PanelInput& in, bool& menu_wanted, const Style& style);

// What could not be done, with the way out; one at a time. Only drawn when there is a notice.
PanelResult draw_banner(const emulator::Error& notice, const Style& style);

}  // namespace app
