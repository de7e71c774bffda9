#pragma once

#include "app/panels/panel.h"

namespace app {

// Faults to put on the selected stage, named after the ways in which stages fail on SageMaker.
PanelResult draw_faults_dialog(const PanelInput& in, emulator::StageId stage, const Style& style);

}  // namespace app
