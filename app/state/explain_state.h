#pragma once

#include <memory>
#include <optional>

#include "app/view_model/explanation.h"

namespace app {

// The explanation on the screen, made once for what it is about.
struct ExplainState {
  emulator::InvocationPtr invocation;
  int hop = 0;
  std::shared_ptr<const emulator::Pipeline> pipeline;
  std::shared_ptr<const std::vector<emulator::Finding>> findings;
  bool logs = false;  // whether anything was written
  std::optional<Explanation> made;
};

}  // namespace app
