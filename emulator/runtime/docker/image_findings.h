#pragma once

#include <vector>

#include "emulator/docker/docker_api.h"
#include "emulator/runtime/runtime.h"

namespace emulator {

// What is odd about a stage's image: D01 (label missing, contract 2.8), D13 (no way to start it by
// "serve", 2.2) and D34 (built for another processor). Pure. Container name and stage are left
// out: the taker of a runtime's news knows them.
std::vector<Finding> image_findings(const StageLaunchPlan& plan, const std::string& image,
                                    const ImageFacts& facts, const EngineFacts& engine);

// An engine's refusal to start a container, or what it left in State.Error, as one of those
// findings; nothing where it is about something else.
std::optional<Finding> start_failure_finding(const std::string& image, const std::string& said);

}  // namespace emulator
