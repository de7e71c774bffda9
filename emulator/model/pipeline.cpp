#include "emulator/model/pipeline.h"

#include <algorithm>
#include <atomic>
#include <utility>
#include <vector>

namespace emulator {

std::string_view to_text(RuntimeKind kind) {
  switch (kind) {
    case RuntimeKind::Docker: return "docker";
    case RuntimeKind::Process: return "process";
    case RuntimeKind::Url: return "url";
  }
  return "";
}

std::string container_name(const Pipeline& pipeline, std::size_t index) {
  const auto& hostname = pipeline.stages[index].container.container_hostname;
  return hostname ? *hostname : "container-" + std::to_string(index + 1);
}

void keep_stage_ids(Pipeline& next, const Pipeline& before) {
  std::vector<std::pair<std::string, StageId>> free;
  for (std::size_t i = 0; i < before.stages.size(); ++i)
    free.emplace_back(container_name(before, i), before.stages[i].id);
  for (std::size_t i = 0; i < next.stages.size(); ++i) {
    const auto found = std::ranges::find(free, container_name(next, i),
                                         &std::pair<std::string, StageId>::first);
    if (found == free.end()) continue;
    next.stages[i].id = found->second;
    free.erase(found);
  }
}

std::size_t index_of(const Pipeline& pipeline, StageId id) {
  const auto found = std::ranges::find(pipeline.stages, id, &Stage::id);
  return static_cast<std::size_t>(found - pipeline.stages.begin());
}

std::optional<std::size_t> find_container(const Pipeline& pipeline, std::string_view name) {
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i)
    if (container_name(pipeline, i) == name) return i;
  return std::nullopt;
}

StageId new_stage_id() {
  static std::atomic<std::uint64_t> last{0};
  return StageId{++last};
}

}  // namespace emulator
