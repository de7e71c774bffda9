#include "emulator/codec/recordings/hop_words.h"

#include <vector>

namespace emulator {
namespace {

std::string_view source_words(HopSource source) {
  switch (source) {
    case HopSource::Container: return "";
    case HopSource::Recording: return "answered from a recording";
    case HopSource::Canned: return "a canned answer";
    case HopSource::Hand: return "answered by hand";
    case HopSource::Kept: return "kept from an earlier invocation";
  }
  return "";
}

std::string_view fault_words(FaultKind fault) {
  switch (fault) {
    case FaultKind::None: return "";
    case FaultKind::Delay: return "fault put on the stage: delay";
    case FaultKind::Status: return "fault put on the stage: status";
    case FaultKind::WrongType: return "fault put on the stage: wrong type";
    case FaultKind::Truncated: return "fault put on the stage: truncated answer";
    case FaultKind::Oversize: return "fault put on the stage: oversize answer";
    case FaultKind::Dropped: return "fault put on the stage: dropped connection";
    case FaultKind::PingFailing: return "fault put on the stage: failing ping";
  }
  return "";
}

}  // namespace

std::string not_real_text(const Hop& hop) {
  if (hop.is_real()) return "";
  std::vector<std::string> reasons;
  if (hop.source != HopSource::Container) reasons.emplace_back(source_words(hop.source));
  if (!hop.source_note.empty()) reasons.push_back(hop.source_note);
  if (hop.fault != FaultKind::None) reasons.emplace_back(fault_words(hop.fault));
  if (hop.request_before_edit) reasons.emplace_back("request edited while it was held");
  if (hop.response_before_edit) reasons.emplace_back("answer edited while it was held");
  std::string out;
  for (const std::string& reason : reasons) out += (out.empty() ? ": " : "; ") + reason;
  return "NOT THE CONTAINER'S OWN ANSWER" + out;
}

std::string not_real_text(const Invocation& invocation) {
  std::string out;
  for (const HopPtr& hop : invocation.hops)
    if (const std::string text = not_real_text(*hop); !text.empty())
      out += (out.empty() ? "" : " · ") + std::string("Hop ") + std::to_string(hop->index) + " (" +
             hop->container_hostname + "): " + text;
  return out;
}

}  // namespace emulator
