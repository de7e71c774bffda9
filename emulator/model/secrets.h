#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/model/finding.h"
#include "emulator/model/pipeline.h"

namespace emulator {

// The values of environment variables whose names say that they are nobody's business, so that
// they can be masked in log lines, causes and findings. A value.
class Secrets {
 public:
  Secrets() = default;
  // Looks at CreateModel's Environment, the local one, and what PassEnvironment takes over.
  explicit Secrets(const Pipeline& pipeline);

  // Replaces every such value by "••••"; how many there were.
  std::size_t mask(std::string& text) const;
  bool none() const { return values_.empty(); }

  // The text with every such value replaced by "••••".
  std::string masked(std::string_view text) const;
  Finding masked(Finding finding) const;
  std::vector<Finding> masked(std::vector<Finding> findings) const;

 private:
  void add(std::string_view name, std::string_view value);
  std::vector<std::string> values_;  // longest first
};

}  // namespace emulator
