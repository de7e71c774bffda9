#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/cli/secrets.h"
#include "app/cli/terminal.h"
#include "emulator/engine/snapshot.h"

namespace app::cli {

// How a launch has come out, or not yet.
enum class LaunchState { Going, InService, Failed };
LaunchState launch_state(const emulator::EngineSnapshot& now);

// Tells on standard error how the stages come up: a line for each that is ready or failed, and
// on a terminal one that is rewritten for those still starting.
class LaunchProgress {
 public:
  LaunchProgress(Terminal& terminal, const Secrets& secrets)
      : terminal_(terminal), secrets_(secrets) {}
  void show(const emulator::EngineSnapshot& now);

 private:
  void tell(const std::string& name, const emulator::StageStatus& status);
  Terminal& terminal_;
  const Secrets& secrets_;
  std::map<emulator::StageId, emulator::StageState> told_;
  emulator::SteadyTime since_ = std::chrono::steady_clock::now();
};

// Why a launch failed, in words: for each stage its error, what to do and its last log lines.
std::string launch_failure_text(const emulator::EngineSnapshot& now, const Secrets& secrets,
                                Paint paint);

// "Last log lines of model" and the lines; "" where the stage logged nothing.
std::string last_words_text(const emulator::EngineSnapshot& now, emulator::StageId stage,
                            const Secrets& secrets, Paint paint);

// The findings of definition and launch; a failed stage that none of them mentions gets one.
std::vector<emulator::Finding> launch_findings(const emulator::EngineSnapshot& now,
                                               const Secrets& secrets);

}  // namespace app::cli
