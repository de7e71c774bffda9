#pragma once

#include <string>
#include <vector>

#include "app/cli/terminal.h"
#include "emulator/model/finding.h"

namespace app::cli {

// Findings for people, grouped by container in the order in which they come, those of the whole
// pipeline first: severity, place, id, what it is and what to do. "" where there are none.
std::string findings_text(const std::vector<emulator::Finding>& findings, Paint paint);

// "2 errors, 1 warning"
std::string findings_count(const std::vector<emulator::Finding>& findings);

}  // namespace app::cli
