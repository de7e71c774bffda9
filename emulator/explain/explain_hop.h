#pragma once

#include "emulator/explain/sentence.h"

namespace emulator {

// What happened at that hop and what SageMaker would do, in reading order. Never empty: a hop that
// was not reached says why; hop 0 is an invocation that no container saw.
std::vector<Paragraph> explain_hop(const Explained& of);

}  // namespace emulator
