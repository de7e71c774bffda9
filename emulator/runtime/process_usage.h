#pragma once

#include <optional>

#include <sys/types.h>

#include "emulator/base/clock.h"
#include "emulator/runtime/runtime.h"

// Linux only: what a process and all below it use.
namespace emulator {

// Samples one family; one thread. The first sample knows no processors yet.
class ProcessUsage {
 public:
  // Nothing where the family is gone. What is too little to be measured (three ticks of the
  // system's clock between two samples) counts as none, so that a stage that only answers /ping is
  // at rest.
  std::optional<StageUsage> sample(pid_t ancestor, SteadyTime now);

 private:
  struct Before {
    Nanoseconds processor;
    SteadyTime at;
  };
  std::optional<Before> before_;
};

}  // namespace emulator
