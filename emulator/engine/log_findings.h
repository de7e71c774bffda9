#pragma once

#include <map>
#include <vector>

#include "emulator/model/finding.h"
#include "emulator/model/log_line.h"
#include "emulator/model/pipeline.h"
#include "emulator/runtime/stage_supervisor.h"

namespace emulator {

// Known mistakes that stages tell in their logs (contract 7.2), each once a stage and launch.
// Belongs to one thread (the engine's); costs a log line a few searches for a word.
class LogFindings {
 public:
  // True where something new was found.
  bool read(const std::vector<LogLine>& lines);
  // A stage that starts anew has said nothing yet. True where something is forgotten by that.
  bool follow(const StageStatus& status);
  void forget() { stages_.clear(); }

  // Those of the pipeline's stages, under the names that they have now.
  std::vector<Finding> findings(const Pipeline& pipeline) const;

 private:
  struct Heard {
    StageState state = StageState::Idle;
    std::map<std::size_t, std::string> lines;  // that told it, by cause
  };
  std::map<StageId, Heard> stages_;
};

}  // namespace emulator
