#pragma once

#include <optional>
#include <span>

#include "app/panels/panel.h"
#include "app/view_model/waterfall_layout.h"
#include "app/widgets/pen.h"

namespace app {

// How a phase of a hop is called and painted.
struct PhaseLook {
  Phase phase;
  std::string_view name;
  Role role;
};
std::span<const PhaseLook> phase_looks();  // in the order of Phase
void paint_phase(const Pen& pen, const PhaseLook& look, const Rect& bar);

// Where things stand in the waterfall, in pixels on the screen.
struct WaterfallPlot {
  Rect area;        // the whole panel
  Rect chart;       // where bars are drawn
  float pitch = 0;  // from one row to the next
  Rect row(std::size_t index, float top) const {
    return {area.x, top + pitch * static_cast<float>(index), area.w, pitch};
  }
};

// What all rows of one frame share.
struct WaterfallRows {
  const PanelInput& in;
  const emulator::Invocation& invocation;
  const WaterfallLayout& layout;
  const WaterfallPlot& plot;
  const AxisState& axis;   // of which a range may be being selected
  bool selecting = false;  // the mouse selects time: letting it go clicks no row
  // From receipt; where the slow motion is, if it plays this invocation.
  std::optional<emulator::Nanoseconds> playhead = std::nullopt;
};
// One row a hop, in a child that scrolls where a route has more stages than fit.
PanelResult draw_waterfall_rows(const WaterfallRows& rows, Selection& selection,
                                const Style& style);

}  // namespace app
