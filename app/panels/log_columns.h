#pragma once

#include "app/panels/log_line.h"
#include "app/view_model/filter/log_filter.h"

namespace app {

// The log side by side: a column a stage, each line in its stage's, in one common order of time.
// Columns that do not fit are scrolled to. `some` is which lines; null: all.
PanelResult draw_log_columns(const Pen& pen, const LogLook& look, const LogMatches* some,
                             DrawerState& state);

}  // namespace app
