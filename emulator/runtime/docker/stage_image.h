#pragma once

#include <stop_token>
#include <string>

#include "emulator/runtime/docker/engine_finder.h"
#include "emulator/runtime/runtime.h"

namespace emulator {

struct StageImage {
  std::string name;
  ImageFacts facts;
};

// The image of a stage, present at the engine: Local's Build built, else Local's Image, else the
// container's own, pulled with the user's credentials where it is not there. Tells what it does
// and what is odd about the image.
[[nodiscard]] Result<StageImage> stage_image(const StageLaunchPlan& plan,
                                             const ReachedEngine& engine,
                                             const DockerSurroundings& surroundings,
                                             const StageNews& news, std::stop_token cancel);

}  // namespace emulator
