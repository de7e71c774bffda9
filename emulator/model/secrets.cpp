#include "emulator/model/secrets.h"

#include <algorithm>
#include <cstdlib>

#include "emulator/base/text.h"

namespace emulator {
namespace {

constexpr std::string_view kMask = "••••";
// Shorter values ("true", "1") would mask ordinary words.
constexpr std::size_t kShortestSecret = 6;

std::size_t replace_all(std::string& text, std::string_view value) {
  std::size_t count = 0;
  for (std::size_t at = text.find(value); at != std::string::npos;
       at = text.find(value, at + kMask.size()), ++count)
    text.replace(at, value.size(), kMask);
  return count;
}

}  // namespace

Secrets::Secrets(const Pipeline& pipeline) {
  const auto add_all = [this](const std::optional<EnvironmentMap>& environment) {
    if (!environment) return;
    for (const auto& [name, value] : *environment) add(name, value);
  };
  for (const auto& stage : pipeline.stages) {
    add_all(stage.container.environment);
    if (!stage.launch) continue;
    add_all(stage.launch->environment);
    if (!stage.launch->pass_environment) continue;
    for (const auto& name : *stage.launch->pass_environment) {
      const char* value = std::getenv(name.c_str());
      if (value != nullptr) add(name, value);
    }
  }
  // A value that contains another one is masked as a whole.
  std::ranges::sort(values_, std::ranges::greater{}, &std::string::size);
}

void Secrets::add(std::string_view name, std::string_view value) {
  if (value.size() >= kShortestSecret && looks_secret(name)) values_.emplace_back(value);
}

std::size_t Secrets::mask(std::string& text) const {
  std::size_t count = 0;
  for (const auto& value : values_) count += replace_all(text, value);
  return count;
}

std::string Secrets::masked(std::string_view text) const {
  std::string out(text);
  mask(out);
  return out;
}

Finding Secrets::masked(Finding finding) const {
  finding.message = masked(finding.message);
  finding.fix = masked(finding.fix);
  return finding;
}

std::vector<Finding> Secrets::masked(std::vector<Finding> findings) const {
  for (auto& finding : findings) finding = masked(std::move(finding));
  return findings;
}

}  // namespace emulator
