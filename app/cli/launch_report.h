#pragma once

#include <map>
#include <string>
#include <vector>

#include "emulator/model/secrets.h"
#include "app/cli/terminal.h"
#include "emulator/engine/snapshot.h"

namespace app::cli {

// How a launch has come out, or not yet.
enum class LaunchState { Going, InService, Failed };
LaunchState launch_state(const emulator::EngineSnapshot& now);

// What takes long (a pull, a build) in few lines: at most one a stage every five seconds.
class SparseNews {
 public:
  // Whether that is to be told now: it is new, and the last line is old enough.
  bool due(emulator::StageId stage, const std::string& words, emulator::SteadyTime now);

 private:
  struct Told {
    std::string words;
    emulator::SteadyTime at;
  };
  std::map<emulator::StageId, Told> told_;
};

// "a: pulling xgb:1, 45 MB of 120 MB; b and c: building image, step 3 of 7"; "" where nothing takes
// long.
struct StageDoing {
  std::string stage;
  std::string words;  // may be empty
};
std::string doing_text(const std::vector<StageDoing>& starting);

// Tells on standard error how the stages come up: which Docker Engine starts containers, a line
// for each stage that is ready or failed, and on a terminal one that is rewritten for those still
// starting.
class LaunchProgress {
 public:
  LaunchProgress(Terminal& terminal, const emulator::Secrets& secrets)
      : terminal_(terminal), secrets_(secrets) {}
  void show(const emulator::EngineSnapshot& now);

 private:
  void tell_engine(const emulator::EngineSnapshot& now);
  void tell(const std::string& name, const emulator::StageStatus& status);
  void tell_news(const std::string& name, const emulator::StageStatus& status);
  std::string doing(const emulator::StageStatus& status) const;
  Terminal& terminal_;
  const emulator::Secrets& secrets_;
  std::map<emulator::StageId, emulator::StageState> told_;
  SparseNews news_;
  bool engine_told_ = false;
  emulator::SteadyTime since_ = std::chrono::steady_clock::now();
};

// Why a launch failed, in words: for each stage its error, what to do and its last log lines.
std::string launch_failure_text(const emulator::EngineSnapshot& now, const emulator::Secrets& secrets,
                                Paint paint);

// "Last log lines of model" and the lines; "" where the stage logged nothing.
std::string last_words_text(const emulator::EngineSnapshot& now, emulator::StageId stage,
                            const emulator::Secrets& secrets, Paint paint);

// The findings of definition and launch; a failed stage that none of them mentions gets one.
std::vector<emulator::Finding> launch_findings(const emulator::EngineSnapshot& now,
                                               const emulator::Secrets& secrets);

}  // namespace app::cli
