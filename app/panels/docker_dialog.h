#pragma once

#include "app/panels/panel.h"

namespace app {

// Whether the open pipeline needs a Docker Engine, none answers, and nobody sent that away yet.
bool tells_docker_missing(const emulator::EngineSnapshot& now, const DockerState& state);
// The banner that says so, with a way on.
PanelResult draw_docker_missing(const PanelInput& in, DockerState& state, const Style& style);

// Which engine was picked and why, or how to get one, with commands to copy.
void draw_docker_dialog(const PanelInput& in, const Style& style);

}  // namespace app
