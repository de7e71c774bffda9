#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <stop_token>
#include <string>

#include "emulator/base/clock.h"

namespace emulator {

// Which models a MultiModel container has loaded since its launch (contract 2.32), and who is
// loading one just now, so that each is loaded once. Thread-safe.
class LoadedModels {
 public:
  enum class Turn {
    Load,    // the caller loads it, and calls loaded() or forget() in the end
    Loaded,  // it is there
    Late,    // another caller was still loading it at the deadline, or stop was requested
  };
  Turn await(const std::string& name, SteadyTime deadline, const std::stop_token& stop);
  void loaded(const std::string& name);
  void forget(const std::string& name);  // it is not there, or not any more

 private:
  enum class State { Loading, Loaded };

  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::map<std::string, State> models_;
};

}  // namespace emulator
