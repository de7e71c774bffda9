#pragma once

#include <string>
#include <vector>

#include "emulator/model/invocation.h"

namespace app {

// A number of the Timing tab, with what it means. A row without a value is a heading.
struct TimingRow {
  std::string label;  // "Wait"
  std::string value;  // "82.6 ms"
  std::string note;   // "until the first byte of the answer"
  bool operator==(const TimingRow&) const = default;
};

// Phases and sizes of a hop (1-based), and AWS's view of the whole invocation.
std::vector<TimingRow> timing_table(const emulator::Invocation& invocation, int hop);

}  // namespace app
