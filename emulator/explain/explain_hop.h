#pragma once

#include "emulator/explain/sentence.h"

namespace emulator {

// Title of the paragraph about mocks, faults, edits and hops taken over: the first where it is
// there.
inline constexpr std::string_view kNotReal = "Not the real thing";

// What happened at that hop and what SageMaker would do, in reading order. Never empty: a hop that
// was not reached says why; hop 0 is an invocation that no container saw.
std::vector<Paragraph> explain_hop(const Explained& of);

}  // namespace emulator
