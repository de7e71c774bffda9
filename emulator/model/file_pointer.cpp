#include "emulator/model/file_pointer.h"

#include <algorithm>

namespace emulator {

std::string pointer_step(std::string_view parent, std::string_view key) {
  std::string out(parent);
  out += '/';
  for (const char c : key) {
    if (c == '~')
      out += "~0";
    else if (c == '/')
      out += "~1";
    else
      out += c;
  }
  return out;
}

bool has_both_container_members(const Pipeline& pipeline) {
  const auto& keys = pipeline.model.kept.key_order;
  return pipeline.model.primary_container && std::ranges::count(keys, "PrimaryContainer") > 0 &&
         std::ranges::count(keys, "Containers") > 0;
}

bool uses_primary_container(const Pipeline& pipeline) {
  return pipeline.model.primary_container && !pipeline.stages.empty() &&
         (pipeline.stages.size() == 1 || has_both_container_members(pipeline));
}

std::vector<std::string> local_stage_keys(const Pipeline& pipeline) {
  std::vector<std::string> keys(pipeline.stages.size());
  const auto taken = [&keys](const std::string& key) {
    return std::ranges::find(keys, key) != keys.end();
  };
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const auto& hostname = pipeline.stages[i].container.container_hostname;
    if (hostname && !taken(*hostname)) keys[i] = *hostname;
  }
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (!keys[i].empty()) continue;
    keys[i] = "container-" + std::to_string(i + 1);
    // A hostname of that very form on another stage: broken rules, but nothing may be lost.
    while (std::ranges::count(keys, keys[i]) > 1) keys[i] += "-";
  }
  return keys;
}

std::string model_pointer(const Pipeline& pipeline) {
  return pipeline.form == FileForm::Pipeline ? "/CreateModel" : "";
}

std::string container_pointer(const Pipeline& pipeline, std::size_t index) {
  const std::string model = model_pointer(pipeline);
  if (!uses_primary_container(pipeline)) return model + "/Containers/" + std::to_string(index);
  if (index == 0) return model + "/PrimaryContainer";
  return model + "/Containers/" + std::to_string(index - 1);
}

std::string launch_pointer(const Pipeline& pipeline, std::size_t index) {
  return pointer_step("/Local/Stages", local_stage_keys(pipeline)[index]);
}

std::string request_pointer(std::size_t index) { return "/Requests/" + std::to_string(index); }

}  // namespace emulator
