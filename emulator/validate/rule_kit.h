#pragma once

#include <optional>
#include <string>
#include <vector>

#include "emulator/model/file_pointer.h"
#include "emulator/model/finding.h"
#include "emulator/model/pipeline.h"

// What rules about a definition or a request are written with.
namespace emulator {

using Findings = std::vector<Finding>;

// A finding without id: validate() gives it its rule's.
Finding finding_of(Severity severity, std::string message, std::string fix);
// The same about one container, or about the member `key` of it.
Finding container_finding(const Pipeline& pipeline, std::size_t index, std::string_view key,
                          Finding finding);

// The path of a container's member in AWS's texts: containers.2.member.image (contract 1.19).
std::string aws_path(const Pipeline& pipeline, std::size_t index, std::string_view member);

// AWS's own wording of a broken constraint (contract 1c).
std::string constraint_text(std::string_view value, std::string_view path,
                            std::string_view constraint);

// Limits of one text member and how AWS says that they were broken.
struct TextLimits {
  std::size_t min = 0;
  std::size_t max = 0;                          // in characters
  bool (*matches)(std::string_view) = nullptr;  // null: any text
  std::string_view pattern{};                   // as AWS prints it
};
// The constraint that `value` breaks, in AWS's words.
std::optional<std::string> broken_limit(std::string_view value, const TextLimits& limits);

// "Member must satisfy enum value set: [A, B]" where `value` is none of them.
std::optional<std::string> broken_enum(std::string_view value,
                                       std::span<const std::string_view> options);

// Characters of UTF-8 text.
std::size_t character_count(std::string_view text);

}  // namespace emulator
