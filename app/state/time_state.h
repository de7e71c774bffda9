#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/view_model/latency_figures.h"
#include "app/view_model/time_axis.h"
#include "app/view_model/timeline_layout.h"

namespace app {

// An axis of time that can be zoomed and moved.
struct AxisState {
  std::optional<TimeRange> zoom;  // what is shown; none: all
  TimeRange whole;                // all, as it was drawn last

  // A range is being selected with the mouse.
  struct Drag {
    float from = 0;  // pixels from the plot's left edge
    float to = 0;
    bool moved = false;      // far enough to be no click
    bool cancelled = false;  // Esc was pressed: nothing happens until the button is released
  };
  std::optional<Drag> drag;

  TimeRange shown() const { return zoom ? kept_inside(*zoom, whole) : whole; }
};

// The axis of the selected invocation. What it is zoomed to holds for others that look alike.
struct OneInvocationAxis : AxisState {
  emulator::InvocationId of;       // it was drawn for last
  std::vector<std::string> route;  // of that one
};

// All invocations on one axis.
struct TimelineState : AxisState {
  TimelineIndex index;
  TimelineRows rows;
  bool follow = true;               // the newest stays in view
  bool reveal = false;              // bring the selected row into view
  emulator::InvocationId revealed;  // the selected one when it was last brought into view
  float scroll_y = 0;
  std::size_t rows_seen = 0;  // to hold the view still while rows arrive above it
};

struct LatencyState {
  LatencyScope scope = LatencyScope::All;
  bool made_up = false;     // hops that are not real count, too
  bool cloudwatch = false;  // in CloudWatch's words and units
  LatencyFigures figures;
};

// How the time axis and the latency figures are looked at.
struct TimeState {
  bool all = false;  // the waterfall shows all invocations, not the hops of one
  OneInvocationAxis one;
  TimelineState timeline;
  LatencyState latency;
  bool behind = false;  // not everything that is on the screen was counted yet: frames are wanted

  AxisState& axis() {
    if (all) return timeline;
    return one;
  }
};

}  // namespace app
