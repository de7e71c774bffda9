#pragma once

#include "app/panels/panel.h"

namespace app {

// The filter of the invocation list: its field, and under it what is wrong with it, its terms as
// chips that can be taken away, and how far the search of bodies has come. `place` is the field's;
// returns how much room all of it takes below the field.
float draw_filter_bar(const Pen& pen, const PanelInput& in, InvocationListState& state,
                      const Rect& place);

}  // namespace app
