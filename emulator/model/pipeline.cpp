#include "emulator/model/pipeline.h"

#include <algorithm>
#include <atomic>

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
  for (std::size_t i = 0; i < next.stages.size(); ++i)
    for (std::size_t k = 0; k < before.stages.size(); ++k)
      if (container_name(next, i) == container_name(before, k))
        next.stages[i].id = before.stages[k].id;
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
