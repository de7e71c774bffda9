#pragma once

#include <span>
#include <string>
#include <string_view>

#include "emulator/model/stand_in.h"

namespace emulator {

// A way in which stages really fail on SageMaker, as a fault.
struct FaultPreset {
  std::string_view id;
  std::string_view title;
  std::string_view what;  // what happens, in a sentence
  std::string_view fact;  // of the contract
  Fault fault;
};

// In the order in which they are offered.
std::span<const FaultPreset> fault_presets();
// Null where there is none of that id.
const FaultPreset* fault_preset(std::string_view id);

// "delay", "status", "wrong-type", "truncated", "oversize", "dropped", "ping-failing"; "" for None.
std::string_view to_text(FaultKind kind);
// "answers 5 s late", "answers 415", …; "" for None.
std::string words_of(const Fault& fault);

}  // namespace emulator
