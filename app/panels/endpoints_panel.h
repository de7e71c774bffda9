#pragma once

#include "app/panels/panel.h"

namespace app {

// What is at the SageMaker address: endpoints and models on the left, the chosen one in full on the
// right. While there is none, how to get one.
PanelResult draw_endpoints_panel(const PanelInput& in, EndpointsState& state, const Style& style);

// Whether the chosen endpoint or model is to be deleted.
PanelResult draw_delete_hosted(const PanelInput& in, EndpointsState& state, const Style& style);

}  // namespace app
