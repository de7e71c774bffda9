#include "emulator/explain/explain_hop.h"

#include <array>

#include "emulator/base/text.h"

namespace emulator {
namespace {

struct FaultWords {
  FaultKind kind;
  std::string_view words;
};
constexpr std::array kFaults{
    FaultWords{FaultKind::Delay, "its answer was held back for a while"},
    FaultWords{FaultKind::Status, "its answer was given another status"},
    FaultWords{FaultKind::WrongType, "its answer was given another Content-Type"},
    FaultWords{FaultKind::Truncated, "its answer was cut off in the middle"},
    FaultWords{FaultKind::Oversize, "its answer was made larger than may pass on"},
    FaultWords{FaultKind::Dropped, "its connection was closed before it answered"},
    FaultWords{FaultKind::PingFailing, "its /ping was made to fail"},
};

std::string source_words(const Explained& of, const Hop& hop) {
  const std::string note = hop.source_note.empty() ? "" : " (" + hop.source_note + ")";
  switch (hop.source) {
    case HopSource::Recording:
      return of.name() + " did not answer: a recording stands in for it" + note + ".";
    case HopSource::Canned:
      return of.name() + " did not answer: a canned answer stands in for it" + note + ".";
    case HopSource::Hand:
      return of.name() + " did not answer: the answer was typed by hand" + note + ".";
    case HopSource::Kept:
      return "This hop was taken over from an earlier invocation" + note + "; " + of.name() +
             " was not called again.";
    case HopSource::Container:
      break;
  }
  return "";
}

void add(std::vector<Paragraph>& out, std::string title, std::vector<Sentence> sentences) {
  if (!sentences.empty()) out.push_back({std::move(title), std::move(sentences)});
}

Sentence why_not_reached(const Explained& of) {
  const Invocation& invocation = of.invocation;
  if (!invocation.finished)
    return say(static_cast<std::size_t>(of.hop) == invocation.hops.size() + 1
                   ? of.name() + " is being asked."
                   : "The request is on its way to " + of.name() + ".",
               "3.1");
  if (invocation.hops.empty()) return say("No container was called.", "4.1", Tone::Bad);
  return say(of.name() + " was not called: the chain stopped at " +
                 invocation.hops.back()->container_hostname + ".",
             "3.20", Tone::Caution);
}

}  // namespace

std::vector<Sentence> about_unreal(const Explained& of, const Hop& hop) {
  std::vector<Sentence> said;
  if (std::string words = source_words(of, hop); !words.empty())
    said.push_back(say(std::move(words), "", Tone::Caution));
  for (const FaultWords& fault : kFaults)
    if (fault.kind == hop.fault)
      said.push_back(say("A fault was put on " + of.name() + ": " + std::string(fault.words) + ".",
                         "", Tone::Caution));
  if (hop.request_before_edit)
    said.push_back(say("The request was edited before it was sent.", "", Tone::Caution));
  if (hop.response_before_edit)
    said.push_back(say("The answer was edited before it went on.", "", Tone::Caution));
  if (hop.held.count() > 0)
    said.push_back(say("The hop was held for " + format_duration(hop.held) +
                       " at your wish; that is part of no figure."));
  if (of.invocation.alone)
    said.push_back(say("One stage was called by itself, not the pipeline.", "", Tone::Caution));
  return said;
}

std::vector<Paragraph> explain_hop(const Explained& of) {
  std::vector<Paragraph> out;
  if (const Hop* hop = of.reached()) {
    add(out, std::string(kNotReal), about_unreal(of, *hop));
    add(out, "What " + of.name() + " was sent", about_request(of, *hop));
    add(out, "What came back", about_answer(of, *hop));
    add(out, "What becomes of it", about_what_becomes(of, *hop));
  } else if (of.hop >= 1) {
    add(out, "What happened", {why_not_reached(of)});
  }
  const bool ends_here =
      of.hop < 1 ||
      (of.invocation.finished && static_cast<std::size_t>(of.hop) >= of.invocation.hops.size());
  if (ends_here) add(out, "What the client gets", about_client(of));
  return out;
}

}  // namespace emulator
