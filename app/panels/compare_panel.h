#pragma once

#include "app/panels/panel.h"

namespace app {

struct CompareView {
  CompareState& state;
  Selection& selection;
  InspectorState& inspector;  // a row opens its tab of differences
};

// The drawer's table of two invocations, hop by hop: the selected one beside the one it is compared
// with.
PanelResult draw_compare_panel(const PanelInput& in, const CompareView& view, const Style& style);

}  // namespace app
