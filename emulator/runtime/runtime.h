#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "emulator/base/clock.h"
#include "emulator/base/result.h"
#include "emulator/model/log_line.h"
#include "emulator/model/pipeline.h"
#include "emulator/model/stage_address.h"

namespace emulator {

// How a stage came to its end.
struct StageExit {
  int code = 0;               // exit code, when signal is 0
  int signal = 0;             // the signal that ended it
  std::string words() const;  // "exited with code 1", "killed by SIGKILL (9)"
};

// Ports that a stage may use: its bind port and SAGEMAKER_SAFE_PORT_RANGE (contract 2.7).
struct PortLease {
  int bind_port = 0;
  int safe_first = 0;  // inclusive
  int safe_last = 0;   // inclusive
};

// Everything a runtime needs to start one stage. A value.
struct StageLaunchPlan {
  StageId stage;
  std::string container_name;
  ContainerDefinition container;
  StageLaunch launch;
  std::filesystem::path folder;  // relative paths start here
  PortLease ports;
  PortBinding port_binding = PortBinding::Lenient;
  bool network_isolation = false;
};

using LogSink = std::function<void(std::vector<LogLine>)>;  // called from the runtime's threads

// One started stage. Destroying it kills what is left of it at once.
// start/stop/exit are called from the stage's supervisor thread only.
class RunningStage {
 public:
  virtual ~RunningStage() = default;
  virtual StageAddress address() const = 0;
  // Contract 2.9: the address on port 8080, once it is known that this very stage listens there
  // although it was given another port.
  virtual std::optional<StageAddress> fallback_address() { return std::nullopt; }
  virtual std::string describe() const = 0;  // "pid 4121", "url", for the card
  virtual std::optional<StageExit> exited() = 0;
  // Waits until it has exited, `deadline` passes or stop is requested on `wake`. True when it has
  // exited.
  virtual bool wait_exit(SteadyTime deadline, std::stop_token wake) = 0;
  // SIGTERM, then SIGKILL for it and all its descendants after `grace` (contract 2.3), or at
  // once when `kill_now` is requested. Returns when nothing of it is left.
  virtual void stop(Nanoseconds grace, std::stop_token kill_now) = 0;
};

// Starts stages of one kind. Knows nothing about pipelines. Thread-safe.
class Runtime {
 public:
  virtual ~Runtime() = default;
  // Long preparations (unpacking, building an image) are given up when stop is requested on
  // `cancel`; the error is Cancelled then.
  virtual Result<std::unique_ptr<RunningStage>> start(const StageLaunchPlan& plan, LogSink log,
                                                      std::stop_token cancel) = 0;
};

}  // namespace emulator
