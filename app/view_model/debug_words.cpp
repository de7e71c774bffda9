#include "app/view_model/debug_words.h"

#include <algorithm>

#include "app/view_model/humanise.h"
#include "emulator/base/text.h"
#include "emulator/engine/breakpoint_condition.h"
#include "emulator/model/fault_presets.h"

namespace app {
namespace {

using emulator::FaultKind;
using emulator::HoldMoment;
using emulator::HopSource;

// Whatever is made up is called that, wherever it shows.
constexpr std::string_view kMock = "MOCK", kFault = "FAULT", kEdited = "edited",
                           kByHand = "by hand", kKept = "kept";

bool contains_ignoring_case(std::string_view text, std::string_view part) {
  return std::ranges::search(text, part, [](char a, char b) {
           return std::tolower(static_cast<unsigned char>(a)) ==
                  std::tolower(static_cast<unsigned char>(b));
         }).begin() != text.end();
}

std::string name_of(const emulator::Invocation& invocation, int hop) {
  const auto at = static_cast<std::size_t>(hop) - 1;
  return at < invocation.order.size() ? invocation.order[at] : std::string("the client");
}

// What the client calls itself, without its address: "Boto3/1.37.9".
std::string agent_of(const std::string& client) {
  const std::size_t blank = client.find(' ');
  return blank == client.npos ? client : client.substr(blank + 1);
}

std::string of_stand_in(const emulator::StandIn& stand_in) {
  if (const auto* recorded = std::get_if<emulator::FromRecordings>(&stand_in))
    return "answered from " + counted(recorded->recordings.size(), "recording");
  if (const auto* canned = std::get_if<emulator::CannedAnswer>(&stand_in))
    return "answers " + std::to_string(canned->response.status) + " as written down here";
  return "";
}

std::vector<std::string_view> hop_marks(const emulator::Hop& hop) {
  std::vector<std::string_view> marks;
  const auto add = [&marks](bool so, std::string_view mark) {
    if (so) marks.push_back(mark);
  };
  add(hop.source == HopSource::Recording || hop.source == HopSource::Canned, kMock);
  add(hop.source == HopSource::Hand, kByHand);
  add(hop.source == HopSource::Kept, kKept);
  add(hop.fault != FaultKind::None, kFault);
  add(hop.request_before_edit || hop.response_before_edit, kEdited);
  return marks;
}

}  // namespace

std::string held_title(const emulator::HeldHop& held) {
  return std::string(held.moment == HoldMoment::BeforeRequest ? "Paused before hop "
                                                              : "Paused after hop ") +
         std::to_string(held.hop);
}

std::string held_sentence(const emulator::HeldHop& held, const emulator::Invocation& invocation) {
  const std::string& stage = held.container_hostname;
  if (held.moment == HoldMoment::AfterResponse) {
    const bool last = static_cast<std::size_t>(held.hop) >= invocation.order.size();
    const std::string next = last ? "the client" : name_of(invocation, held.hop + 1);
    return stage + " answered " + std::to_string(held.response.status) +
           ". What stands below is handed on to " + next + " when it goes on.";
  }
  if (held.hop == 1)
    return "The body below is the client's. " + stage +
           " gets it with the client's Content-Type (contract 3.2).";
  return "The body below is " + name_of(invocation, held.hop - 1) +
         "'s answer. Its Content-Type becomes the request's Content-Type (contract 3.3).";
}

std::string held_client(const emulator::HeldHop& held) {
  if (held.client.empty()) return "";
  const std::string agent = agent_of(held.client);
  if (held.client_gone)
    return agent + " gave up: nobody gets the answer any more. Go on to see it, or stop it here.";
  // contract 4.10
  const bool boto3 = contains_ignoring_case(agent, "boto");
  return agent + " waits for the answer" +
         (boto3 ? "; its read time-out is 60 s by default, then it tries again" : "");
}

std::string provenance(const emulator::Invocation& invocation) {
  std::string words;
  if (invocation.alone && !invocation.order.empty()) words = invocation.order.front() + " alone";
  if (invocation.experiment != 0) words = "experiment " + std::to_string(invocation.experiment);
  if (!invocation.replay_of) return words;
  if (!words.empty()) words += ", ";
  words += "replay of " + std::to_string(invocation.replay_of.value);
  if (invocation.replay_from > 1) words += " from hop " + std::to_string(invocation.replay_from);
  return words;
}

std::string hop_mark(const emulator::Hop& hop) {
  std::string words;
  for (const std::string_view mark : hop_marks(hop))
    words += (words.empty() ? "" : " + ") + std::string(mark);
  return words;
}

std::string tampering(const emulator::Invocation& invocation) {
  std::vector<std::string_view> found;
  for (const emulator::HopPtr& hop : invocation.hops)
    for (const std::string_view mark : hop_marks(*hop)) found.push_back(mark);
  std::string words;
  for (const std::string_view mark : {kMock, kFault, kEdited, kByHand})  // kept: its replay is told
    if (std::ranges::find(found, mark) != found.end())
      words += (words.empty() ? "" : ", ") + std::string(mark);
  return words;
}

std::string source_sentence(const emulator::Hop& hop) {
  std::string words;
  switch (hop.source) {
    case HopSource::Container:
      break;
    case HopSource::Recording:
      words = "MOCK: not asked; " + hop.source_note;
      break;
    case HopSource::Canned:
      words = "MOCK: not asked; a canned answer";
      break;
    case HopSource::Hand:
      words = "Not asked; answered by hand while it was held";
      break;
    case HopSource::Kept:
      words = "Not asked again; kept as it was recorded";
      break;
  }
  if (hop.fault == FaultKind::None) return words;
  return words + (words.empty() ? "" : ". ") +
         "FAULT put here on purpose: " + std::string(emulator::to_text(hop.fault));
}

std::string rehearsal_mark(const emulator::Rehearsal& rehearsal) {
  const bool mocked = rehearsal.stand_in.index() != 0;
  if (rehearsal.fault.kind == FaultKind::None) return std::string(mocked ? kMock : "");
  return (mocked ? std::string(kMock) + " + " : "") + std::string(kFault);
}

std::string rehearsal_sentence(const emulator::Rehearsal& rehearsal) {
  std::string words = of_stand_in(rehearsal.stand_in);
  const std::string fault = emulator::words_of(rehearsal.fault);
  if (!words.empty() && !fault.empty()) words += ", ";
  words += fault;
  if (!words.empty())
    words[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(words[0])));
  return words;
}

std::string breakpoint_words(const emulator::Breakpoint& breakpoint) {
  std::string words =
      breakpoint.moment == HoldMoment::BeforeRequest ? "before its request" : "after its answer";
  if (breakpoint.once) words += ", once";
  if (!breakpoint.condition.empty()) words += ", " + breakpoint.condition;
  if (!breakpoint.enabled) words += ", off";
  return words;
}

std::string condition_problem(const std::string& condition, emulator::HoldMoment moment) {
  const auto read = emulator::BreakpointCondition::parse(condition, moment);
  return read ? "" : read.error().what;
}

}  // namespace app
