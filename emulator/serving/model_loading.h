#pragma once

#include <optional>
#include <stop_token>
#include <string>

#include "emulator/serving/run_pipeline.h"

// Models of a MultiModel container are loaded when they are first asked for (contract 2.32).
namespace emulator {

// Sees to it that the stage has the model, which may take a minute. What went wrong, as the
// exchange that a hop records: the container's refusal, or why it could not even be asked
// (model_is_missing, a Timeout: it was not ready in time). nullopt: it can be invoked. A stage
// whose models are not placed from here is not asked before it said 404.
std::optional<Exchange> load_model(const RouteStage& stage, const std::string& target_model,
                                   HopTransport& transport, const std::stop_token& stop);

// The container answered 404 to an invocation: loads the model (again).
std::optional<Exchange> reload_model(const RouteStage& stage, const std::string& target_model,
                                     HopTransport& transport, const std::stop_token& stop);

// The hop is such an exchange: the container was never invoked.
bool is_model_load(const Hop& hop);
// There is no such model, or it could not be fetched; nothing was sent to the container.
bool model_is_missing(const Hop& hop);

}  // namespace emulator
