#pragma once

#include "emulator/demo_stage/exchange.h"
#include "emulator/demo_stage/script.h"
#include "emulator/demo_stage/stop_signal.h"

namespace demo_stage {

// Sends a well-formed answer. False where the connection is of no more use.
bool send_answer(int socket, const Answer& answer);

// Sends the answer with the first fault on the wire that the script names, else as it is.
// False where the connection is to be closed. Blocks; a stop cuts waits short.
bool send_scripted(int socket, const Answer& answer, const Script& script, const StopSignal& stop);

}  // namespace demo_stage
