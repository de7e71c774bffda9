#pragma once

#include <optional>
#include <string>
#include <vector>

#include "emulator/runtime/ping.h"
#include "emulator/runtime/stage_supervisor.h"

namespace emulator {

// The two times of one moment.
struct Moment {
  SteadyTime steady;
  WallTime wall;
};

// The facts about a stage that its progress is judged by.
struct StageFacts {
  StageId stage;
  std::string container_name;
  int bind_port = 0;  // 0: it chose its port itself, at its Url
  SupervisorTimes times;
  PortBinding port_binding = PortBinding::Lenient;
};

// One round of /ping: at the stage's address and, where that gave no answer and the stage listens
// on port 8080 although it was given another port, there.
struct PingRound {
  PingResult at_address;
  bool looked_for_fallback = false;  // not every round does: it is not cheap
  std::optional<StageAddress> fallback;
  PingResult at_fallback;
  std::string ailment;  // why it gives no answer although it runs, where that is known: "paused"
};

// The life of one stage as a state machine: what happened goes in, StageStatus comes out. No
// sockets, no processes, no clock, no thread.
class StageProgress {
 public:
  explicit StageProgress(StageFacts facts);

  const StageStatus& status() const { return status_; }

  void launching(Moment now);
  // What takes long before it is launched; "" when it is over.
  void doing(std::string what);
  void found(Finding finding);
  // The start-up window begins here (contract 2.18); pulling and downloading come before it.
  void launched(const RunningStage& stage, Moment now);
  void launch_failed(Error error, Moment now);
  void pinged(const PingRound& round, Moment now);
  // `last_lines`: the end of its log, for people.
  // True when that can be seen: figures are kept as coarse as they are shown.
  bool used(std::optional<StageUsage> usage);
  void exited(const StageExit& exit, const std::vector<std::string>& last_lines, Moment now);
  // Adds the end of the log to the error of a stage that failed.
  void add_last_lines(const std::vector<std::string>& last_lines);
  void stopping(Moment now);
  void stopped(Moment now);
  void restarted() { ++status_.restarts; }

  // When the next /ping is due, after a round that ended at `now`. Frequent at first; contract
  // 2.17 names only the period once ready.
  SteadyTime next_ping(SteadyTime now) const;
  // How long a try that begins at `now` may take.
  SteadyTime ping_deadline(SteadyTime now) const;

 private:
  void enter(StageState state, std::string cause, Moment now);
  void become_ready(Moment now);
  void explain_end(std::string id, const std::string& why, std::string_view advice,
                   const std::vector<std::string>& last_lines);
  void pinged_while_starting(const PingRound& round, Moment now);
  void pinged_once_ready(const PingRound& round, Moment now);
  bool fallback_settles_it(const PingRound& round, Moment now);
  void startup_timed_out(const PingResult& last, Moment now);
  std::optional<SteadyTime> startup_deadline() const;

  StageFacts facts_;
  StageStatus status_;
  SteadyTime launched_at_{};
  std::optional<SteadyTime> runs_since_;
  std::optional<SteadyTime> fallback_since_;  // when /ping on 8080 began to answer 200
  std::optional<PingResult> last_while_starting_;
  std::string failing_with_;  // "503", "no answer"
  int failing_times_ = 0;
};

}  // namespace emulator
