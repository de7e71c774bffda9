#pragma once

#include "app/panels/panel.h"

namespace app {

struct DiffTabInput {
  const PanelInput& panel;
  const emulator::Invocation& invocation;
  int hop = 0;  // 1-based; 0: it has none
};

// The inspector's tab of differences: the chosen hop beside the same hop of another invocation, its
// request beside its response, or a message beside what it was before somebody edited it.
PanelResult draw_diff_tab(const DiffTabInput& in, CompareState& state, Selection& selection,
                          const Rect& area, const Style& style);

}  // namespace app
