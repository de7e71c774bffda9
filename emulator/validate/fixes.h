#pragma once

#include <optional>

#include "emulator/model/edit.h"
#include "emulator/model/finding.h"

namespace emulator {

// The edit that does what a finding's fix says, where that needs no decision: afterwards the rule
// no longer finds it. None where somebody has to choose, or where the pipeline has changed so that
// the finding no longer stands.
std::optional<Edit> mechanical_fix(const Pipeline& pipeline, const Finding& finding);

}  // namespace emulator
