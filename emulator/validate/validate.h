#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "emulator/model/finding.h"
#include "emulator/model/pipeline.h"

namespace emulator {

// One rule about a definition. Rules only look; each appends what it finds.
struct Rule {
  std::string_view id;     // of its findings: D19, or a word
  std::string_view title;  // "ContainerHostname on every container or on none"
  std::string_view fact;   // contract fact
  void (*check)(const Pipeline&, std::vector<Finding>&);
};

// Every rule: patterns, lengths, enums and cross-field rules of contract section 1, and the
// consistency of Local with it.
std::span<const Rule> definition_rules();

// Applies them all, in table order. Pointers are from the root of the pipeline's own file form.
// No I/O: whether files and programs exist is the launch's business.
std::vector<Finding> validate(const Pipeline& pipeline);

bool has_errors(const std::vector<Finding>& findings);

}  // namespace emulator
