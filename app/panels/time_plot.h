#pragma once

#include <string>
#include <vector>

#include "app/state/time_state.h"
#include "app/widgets/pen.h"

// What both views of the waterfall do with their axis of time.
namespace app {

// Mouse and wheel on a plot (bars and the labels above them): a drag selects a range and zooms
// there, Ctrl and the wheel zoom around the pointer, Shift and the wheel or the middle button
// move, a double click shows all. True while a pressed button selects time, so that letting it go
// clicks nothing.
bool take_time_input(const Pen& pen, const Rect& plot, AxisState& axis);

// Lines over the chart, labels above it.
void paint_time_axis(const Pen& pen, const std::vector<AxisTick>& ticks, const Rect& chart);

// The range that is being selected, above everything in the current window.
void paint_selected_time(const Pen& pen, const AxisState& axis, const Rect& chart);

// "12–48 ms of 101 ms ×" while not all is shown; a click shows all.
void draw_zoom_chip(const Pen& pen, const std::string& text, const Rect& line, AxisState& axis);

// "This invocation | All", its right edge there; returns its left edge.
float draw_time_switch(const Pen& pen, float right, float middle, TimeState& state);

}  // namespace app
