#pragma once

#include "emulator/demo_stage/exchange.h"
#include "emulator/demo_stage/script.h"

namespace demo_stage {

// Changes the answer as the script says; faults on the wire come later, when it is sent.
void apply_answer_faults(const Script& script, const Request& request, Answer& answer);

}  // namespace demo_stage
