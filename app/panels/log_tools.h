#pragma once

#include "app/panels/panel.h"

namespace app {

struct LogTools {
  const PanelInput& in;
  DrawerState& state;
  const Selection& selection;
};

// What belongs to the log in the drawer's row of tabs: its search box, how many lines it finds,
// and chips that write into it. `row` is the room that is left.
PanelResult draw_log_tools(const Pen& pen, const LogTools& to, const Rect& row);

}  // namespace app
