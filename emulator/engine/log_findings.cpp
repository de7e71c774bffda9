#include "emulator/engine/log_findings.h"

#include "emulator/serving/spoken_causes.h"

namespace emulator {

bool LogFindings::read(const std::vector<LogLine>& lines) {
  const auto causes = spoken_causes();
  bool any = false;
  for (const LogLine& line : lines) {
    if (line.stream == LogStream::Runtime) continue;  // our own words
    for (std::size_t i = 0; i < causes.size(); ++i) {
      if (!tells(causes[i], line.text)) continue;
      Heard& heard = stages_[line.stage];
      any |= heard.lines.try_emplace(i, line.text.substr(0, kHeardBytes)).second;
    }
  }
  return any;
}

bool LogFindings::follow(const StageStatus& status) {
  Heard& heard = stages_[status.stage];
  const bool anew = status.state == StageState::Starting && heard.state != StageState::Starting;
  heard.state = status.state;
  if (!anew || heard.lines.empty()) return false;
  heard.lines.clear();
  return true;
}

std::vector<Finding> LogFindings::findings(const Pipeline& pipeline) const {
  std::vector<Finding> found;
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i) {
    const auto heard = stages_.find(pipeline.stages[i].id);
    if (heard == stages_.end()) continue;
    for (const auto& [cause, line] : heard->second.lines) {
      found.push_back(finding_of(spoken_causes()[cause], container_name(pipeline, i), line));
      found.back().stage = pipeline.stages[i].id;
    }
  }
  return found;
}

}  // namespace emulator
