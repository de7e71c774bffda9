#pragma once

#include "emulator/api/control/control_state.h"

// A pipeline that nobody created over the wire, as a model, a config and an endpoint.
namespace emulator {

// Model, config and endpoint of a file, under the pipeline's ModelName, running exactly that
// pipeline. The endpoint's number, to start it by. Error: the name is no name, or is taken.
Result<std::uint64_t> add_served(ControlState& state, std::shared_ptr<const Pipeline> pipeline);

// What is open in the window, with its state as it is now; null: nothing.
void set_window(ControlState& state, HostedPipelinePtr open);

}  // namespace emulator
