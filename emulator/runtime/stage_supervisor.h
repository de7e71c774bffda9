#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "emulator/runtime/runtime.h"

namespace emulator {

enum class StageState {
  Idle,      // not deployed
  Starting,  // launched, /ping has not answered 200 yet
  Ready,     // /ping answered 200
  Failing,   // was ready; /ping fails now, the process is there
  Stopping,  // SIGTERM was sent
  Exited,    // it ended by itself
  Failed,    // it could not be launched or never became ready
};

// "Idle", "Starting", "Ready", …
std::string_view to_text(StageState state);

// What is known about one stage right now. A value, published by its supervisor.
struct StageStatus {
  StageId stage;
  StageState state = StageState::Idle;
  std::string cause;           // always said when ill: "/ping 503 ×4", "exited with code 137"
  std::optional<Error> error;  // for Failed and Exited: what happened and what to do
  std::string description;     // "pid 4121"
  StageAddress address;
  WallTime since;
  int restarts = 0;
  Nanoseconds launch_to_ready{0};
  Nanoseconds ran_for{0};               // from launch to its end, once it has ended by itself
  bool used_port_8080 = false;          // contract 2.9 lenient fallback, finding D02
  std::vector<Finding> findings;        // what its launch found to be odd about image or model data
  std::shared_ptr<ModelPlaces> models;  // of a MultiModel container while it runs
  std::optional<StageUsage> usage;      // while it runs, where its runtime can tell
  bool outdated = false;  // runs as it was defined before an edit; Deploy starts it anew
};

struct SupervisorTimes {
  Nanoseconds startup_timeout{};
  Nanoseconds ping_timeout{};
  Nanoseconds ping_period = std::chrono::seconds{2};  // once ready (contract 2.17)
};

// Owns one stage from launch to stop, on a thread of its own: launch → /ping every few
// milliseconds until 200 → watch. Reports each change through `report`, from its own thread.
class StageSupervisor {
 public:
  using Report = std::function<void(const StageStatus&)>;

  StageSupervisor(std::shared_ptr<Runtime> runtime, StageLaunchPlan plan, SupervisorTimes times,
                  Report report, LogSink log);
  // Asks the stage to stop and waits for it (SIGTERM, grace, SIGKILL).
  ~StageSupervisor();
  StageSupervisor(const StageSupervisor&) = delete;
  StageSupervisor& operator=(const StageSupervisor&) = delete;

  void request_stop();    // returns at once; the last report says Idle
  void kill_now();        // no more patience: SIGKILL
  void restart();         // stop and launch again; returns at once
  // From the next try on /ping is taken to answer this; 0: what it does answer.
  void pretend_ping(int status);
  bool finished() const;  // its thread has nothing left to do

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace emulator
