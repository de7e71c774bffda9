#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "emulator/base/clock.h"
#include "emulator/base/result.h"
#include "emulator/model/finding.h"
#include "emulator/model/log_line.h"
#include "emulator/model/model_places.h"
#include "emulator/model/pipeline.h"
#include "emulator/model/stage_address.h"

namespace emulator {

// How a stage came to its end.
struct StageExit {
  int code = 0;               // exit code, when signal is 0
  int signal = 0;             // the signal that ended it
  std::string note;           // what the runtime knows besides: "out of memory (limit 64 MB)"
  std::string words() const;  // "exited with code 1", "killed by SIGKILL (9), out of memory"
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
  bool in_pipeline = false;  // one of several containers: its image needs a label (contract 2.8)
  // Stages with the same number belong together: under PortBinding strict they share a namespace.
  std::uint64_t group = 0;
};

using LogSink = std::function<void(std::vector<LogLine>)>;  // called from the runtime's threads

// Whom a runtime tells what while it starts a stage. Called from the thread that starts it; `log`
// from the runtime's own threads, too, and for as long as the stage is there.
struct StageNews {
  StageNews(std::nullptr_t = nullptr) {}
  StageNews(LogSink log_sink) : log(std::move(log_sink)) {}  // NOLINT: a sink is news enough

  LogSink log;
  // What takes long just now, for the card: "pulling xgb:1, 45 MB of 120 MB"; "" when it is over.
  std::function<void(std::string)> doing;
  // What is odd about its image or model data. The stage and its name are filled in by the taker.
  std::function<void(Finding)> found;
};

// What a running stage uses.
struct StageUsage {
  double cpus = 0;  // processors kept busy: 1.5
  std::uint64_t memory_bytes = 0;
  std::uint64_t memory_limit = 0;  // 0: none
  bool operator==(const StageUsage&) const = default;
};

// Whether stages of a kind can be started at all, for front ends.
struct RuntimeCondition {
  enum class State { Looking, Ready, Missing };
  State state = State::Looking;
  std::string words;           // "Docker 20.10.24"
  std::string where;           // "unix:///var/run/docker.sock (DOCKER_HOST)"
  std::optional<Error> error;  // for Missing: why, and what to do
  bool operator==(const RuntimeCondition&) const = default;
};

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
  virtual std::optional<StageUsage> usage() { return std::nullopt; }
  // Of a MultiModel container; null for all others. May be called from any thread once it is had.
  virtual std::shared_ptr<ModelPlaces> model_places() const { return nullptr; }
  // Why it may not answer although it runs: "paused"; "" where nothing is known.
  virtual std::string ailment() { return ""; }
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
  virtual Result<std::unique_ptr<RunningStage>> start(const StageLaunchPlan& plan, StageNews news,
                                                      std::stop_token cancel) = 0;
  // Tells at once and at each change whether stages can be started; from any thread. nullptr ends
  // it: no call is under way when it returns.
  using ConditionWatch = std::function<void(const RuntimeCondition&)>;
  virtual void watch_condition(ConditionWatch /*watch*/) {}  // NOLINT: those that keep it move it
};

}  // namespace emulator
