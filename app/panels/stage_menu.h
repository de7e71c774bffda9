#pragma once

#include "app/panels/panel.h"

namespace app {

// What can be done with the selected stage: opened with OpenPopup("stage menu") in this window.
PanelResult draw_stage_menu(const PanelInput& in);

// What can be done with the pipeline as a whole: OpenPopup("pipeline menu").
PanelResult draw_pipeline_menu(const PanelInput& in);

// Why the stage is ill, the last lines it wrote, and the ways on: OpenPopup("stage trouble").
PanelResult draw_stage_trouble(const PanelInput& in, emulator::StageId stage, const Style& style);

// The cause and the last lines that the stage wrote, as texts in the current window; nothing for
// one that is well.
void write_stage_trouble(const PanelInput& in, emulator::StageId stage, const Style& style);

}  // namespace app
