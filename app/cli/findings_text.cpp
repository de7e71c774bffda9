#include "app/cli/findings_text.h"

#include <algorithm>
#include <array>

#include "app/cli/printable.h"

namespace app::cli {
namespace {

using emulator::Finding;
using emulator::Severity;

constexpr std::string_view kWholePipeline = "The pipeline";

Ink ink_of(Severity severity) {
  switch (severity) {
    case Severity::Error:
      return Ink::Red;
    case Severity::Warning:
      return Ink::Yellow;
    case Severity::Info:
      return Ink::Blue;
  }
  return Ink::Dim;
}

std::string place_of(const Finding& finding) {
  std::string place = finding.line > 0 ? "line " + std::to_string(finding.line) + "  " : "";
  if (!finding.pointer.empty()) place += printable(finding.pointer) + "  ";
  return place + printable(finding.id);
}

std::string finding_text(const Finding& finding, Paint paint) {
  const std::string severity = pad_right(emulator::to_text(finding.severity), 7);
  std::string out = "  " + paint(ink_of(finding.severity), severity) + "  " +
                    paint(Ink::Dim, place_of(finding)) + "\n";
  out += "           " + printable(finding.message) + "\n";
  if (!finding.fix.empty()) out += "           → " + printable(finding.fix) + "\n";
  return out;
}

std::vector<std::string> groups_of(const std::vector<Finding>& findings) {
  std::vector<std::string> groups;
  for (const auto& finding : findings) {
    const std::string& name = finding.container_hostname;
    if (std::ranges::find(groups, name) == groups.end())
      groups.insert(name.empty() ? groups.begin() : groups.end(), name);
  }
  return groups;
}

}  // namespace

std::string findings_text(const std::vector<Finding>& findings, Paint paint) {
  std::string out;
  for (const auto& group : groups_of(findings)) {
    out += paint(Ink::Bold, group.empty() ? std::string(kWholePipeline) : printable(group)) + "\n";
    for (const auto& finding : findings)
      if (finding.container_hostname == group) out += finding_text(finding, paint);
  }
  return out;
}

std::string findings_count(const std::vector<Finding>& findings) {
  constexpr std::array kSeverities = {Severity::Error, Severity::Warning, Severity::Info};
  constexpr std::array<std::string_view, 3> kNouns = {"error", "warning", "note"};
  std::string out;
  for (std::size_t i = 0; i < kSeverities.size(); ++i) {
    const auto number = std::ranges::count(findings, kSeverities[i], &Finding::severity);
    if (number == 0) continue;
    if (!out.empty()) out += ", ";
    out += counted(static_cast<std::size_t>(number), kNouns[i]);
  }
  return out;
}

}  // namespace app::cli
