#pragma once

#include "app/panels/panel.h"

namespace app {

struct InspectorInput {
  const PanelInput& panel;
  bool stacked = false;  // request above response: the window is narrow
  CompareState& compare;
};

// What was said on the chosen hop: request and response with what became of each header, and in
// a second tab what the client sent and got.
PanelResult draw_hop_inspector(const InspectorInput& in, InspectorState& state,
                               Selection& selection, const Style& style);

}  // namespace app
