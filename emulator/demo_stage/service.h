#pragma once

#include <atomic>
#include <chrono>
#include <string>

#include "emulator/demo_stage/exchange.h"
#include "emulator/demo_stage/script.h"
#include "emulator/demo_stage/stage.h"
#include "emulator/demo_stage/stop_signal.h"

namespace demo_stage {

// Turns requests into answers as the stage and its script say, and logs each. Both HTTP fronts
// call it, from any thread; it outlives them.
class Service {
 public:
  Service(Stage stage, Script script, std::string default_accept, const StopSignal& stop);

  // Blocks as long as the script wants; a stop cuts every wait short. May end the program.
  Answer answer(const Request& request);
  // To be called when an answer is wholly sent. May end the program.
  void answered(const Request& request);

  const Script& script() const { return script_; }
  const StopSignal& stop() const { return stop_; }

 private:
  Answer answer_ping();
  Answer answer_invocation(const Request& request);
  void log(const Request& request, const Answer& answer, std::chrono::nanoseconds taken);

  const Stage stage_;
  const Script script_;
  const std::string default_accept_;
  const StopSignal& stop_;
  std::atomic<std::int64_t> pings_ = 0;
  std::atomic<std::int64_t> invocations_ = 0;
  std::atomic<std::int64_t> invocations_answered_ = 0;
  std::atomic<int> last_ping_status_ = 0;
};

// Writes the lines of the fault flood-log; none where the script does not have it.
void flood_log(const Script& script);

}  // namespace demo_stage
