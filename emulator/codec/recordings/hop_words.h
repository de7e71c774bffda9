#pragma once

#include <string>

#include "emulator/model/invocation.h"

namespace emulator {

// "NOT THE CONTAINER'S OWN ANSWER: canned answer"; empty where the container answered for itself.
// Goes into every format, so that a rehearsed answer is never taken for a real one.
std::string not_real_text(const Hop& hop);
// The same of an invocation: "Hop 2 (model): …"; empty where all hops are real.
std::string not_real_text(const Invocation& invocation);

}  // namespace emulator
