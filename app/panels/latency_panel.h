#pragma once

#include <string>

#include "app/panels/panel.h"

namespace app {

struct LatencyPanelInput {
  const PanelInput& panel;
  const std::string& filter;           // of the invocation list
  const emulator::Invocation* chosen;  // null: none
};

// How long each stage takes, over many invocations: our figures, or the same as CloudWatch has
// them.
PanelResult draw_latency_panel(const LatencyPanelInput& in, TimeState& time, const Style& style);

}  // namespace app
