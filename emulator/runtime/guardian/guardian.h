#pragma once

#include <memory>
#include <mutex>
#include <optional>

#include <sys/types.h>

#include "emulator/runtime/guardian/wire.h"
#include "emulator/runtime/process_runtime.h"

namespace emulator {

// One stage process as hoplens sees it. Used by one thread at a time. Destroying it kills what is
// left of the stage and waits until that is done.
class StageProcess {
 public:
  struct Start {
    pid_t stage = 0;
    pid_t keeper = 0;
    Descriptor channel;
    Descriptor out;  // to read the stage's stdout from
    Descriptor err;
  };
  explicit StageProcess(Start start) : start_(std::move(start)) {}
  ~StageProcess();
  StageProcess(const StageProcess&) = delete;
  StageProcess& operator=(const StageProcess&) = delete;

  pid_t pid() const { return start_.stage; }
  pid_t keeper() const { return start_.keeper; }  // ancestor of all that the stage forks
  Descriptor take_out() { return std::move(start_.out); }
  Descriptor take_err() { return std::move(start_.err); }

  std::optional<StageExit> exited();
  // Waits for the exit of the main process. True when it has exited; false after `deadline`, or
  // as soon as stop is requested on `wake`.
  bool wait_exit(SteadyTime deadline, const std::stop_token& wake);
  void terminate();  // SIGTERM to the main process
  void kill();       // SIGKILL to it and all its descendants
  // Waits until no process of the stage is left. False after `deadline`.
  bool wait_gone(SteadyTime deadline);

 private:
  bool channel_ready(SteadyTime deadline, const std::stop_token& wake);
  void read_event();

  Start start_;
  std::optional<StageExit> exit_;
  bool gone_ = false;
};

// The connection to the guardian. Thread-safe. When the guardian was killed its stages end with
// it; the next launch starts a new one.
class Guardian {
 public:
  struct Link {
    pid_t process = -1;
    Descriptor socket;
  };
  explicit Guardian(Link link) : link_(std::move(link)) {}
  ~Guardian();
  Guardian(const Guardian&) = delete;
  Guardian& operator=(const Guardian&) = delete;

  [[nodiscard]] Result<std::unique_ptr<StageProcess>> launch(const StageCommand& command);
  pid_t process() const;

 private:
  bool send_launch(const std::array<int, kLaunchDescriptors>& descriptors);

  mutable std::mutex mutex_;
  Link link_;
};

}  // namespace emulator
