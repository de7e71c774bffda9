#pragma once

#include "app/panels/panel.h"

namespace app {

// All that is known of an endpoint or of a model, in the current window from its cursor down.
PanelResult draw_endpoint_sheet(const PanelInput& in, const emulator::EndpointView& endpoint,
                                const Style& style);
PanelResult draw_model_sheet(const PanelInput& in, const emulator::ModelView& model,
                             const Style& style);

}  // namespace app
