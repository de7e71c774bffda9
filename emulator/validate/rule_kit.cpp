#include "emulator/validate/rule_kit.h"

#include <algorithm>

namespace emulator {

Finding finding_of(Severity severity, std::string message, std::string fix) {
  Finding out;
  out.severity = severity;
  out.message = std::move(message);
  out.fix = std::move(fix);
  return out;
}

Finding container_finding(const Pipeline& pipeline, std::size_t index, std::string_view key,
                          Finding finding) {
  finding.container_hostname = container_name(pipeline, index);
  finding.stage = pipeline.stages[index].id;
  finding.pointer = container_pointer(pipeline, index);
  if (!key.empty()) finding.pointer.append("/").append(key);
  return finding;
}

std::string aws_path(const Pipeline& pipeline, std::size_t index, std::string_view member) {
  std::string out = "primaryContainer";
  if (!uses_primary_container(pipeline))
    out = "containers." + std::to_string(index + 1) + ".member";
  else if (index > 0)
    out = "containers." + std::to_string(index) + ".member";
  return out.append(".").append(member);
}

std::string constraint_text(std::string_view value, std::string_view path,
                            std::string_view constraint) {
  std::string out = "1 validation error detected: Value '";
  return out.append(value).append("' at '").append(path).append(
             "' failed to satisfy constraint: ") +
         std::string(constraint);
}

std::optional<std::string> broken_limit(std::string_view value, const TextLimits& limits) {
  const std::size_t count = character_count(value);
  if (count > limits.max)
    return "Member must have length less than or equal to " + std::to_string(limits.max);
  if (count < limits.min)
    return "Member must have length greater than or equal to " + std::to_string(limits.min);
  if (limits.matches == nullptr || limits.matches(value)) return std::nullopt;
  return "Member must satisfy regular expression pattern: " + std::string(limits.pattern);
}

std::optional<std::string> broken_enum(std::string_view value,
                                       std::span<const std::string_view> options) {
  if (std::ranges::find(options, value) != options.end()) return std::nullopt;
  std::string out = "Member must satisfy enum value set: [";
  for (const std::string_view option : options)
    out.append(out.ends_with('[') ? "" : ", ").append(option);
  return out + "]";
}

std::size_t character_count(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace emulator
