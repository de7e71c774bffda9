#pragma once

#include <string>
#include <vector>

#include "emulator/model/finding.h"
#include "emulator/model/invocation.h"

namespace emulator {

// The document of `hoplens run --json`. `order` and `findings` come with it because a launch may
// have failed before there was an invocation (null then): Hops empty, Response null.
struct RunReport {
  std::string model_name;
  std::vector<std::string> order;
  InvocationPtr invocation;
  std::vector<Finding> findings;  // of definition, launch and invocation
};
std::string run_json(const RunReport& report);

// The document of `validate --json` and `check --json`.
std::string findings_json(const std::vector<Finding>& findings);

}  // namespace emulator
