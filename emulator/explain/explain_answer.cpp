#include <algorithm>

#include "emulator/base/text.h"
#include "emulator/explain/sentence.h"
#include "emulator/serving/hop_rules.h"

namespace emulator {
namespace {

using namespace std::chrono_literals;

constexpr double kNear = 0.8;
constexpr Nanoseconds kContainerTime = 60s;  // contract 2.24, 3.18

bool is_near(std::uint64_t size, std::uint64_t limit) {
  return size <= limit && static_cast<double>(size) > kNear * static_cast<double>(limit);
}

std::string status_text(const HttpResponse& response) {
  return std::to_string(response.status) + (response.reason.empty() ? "" : " " + response.reason);
}

Sentence answer_sentence(const Explained& of, const Hop& hop) {
  const std::string took = " after " + format_duration(hop.timing.container());
  if (const TransportError* error = hop.error()) {
    const bool part = error->partial && error->partial->status != 0;
    return say("No complete answer" + took + ": " + error->message + "." +
                   (part ? " Its beginning said " + status_text(*error->partial) + "." : ""),
               error->kind == TransportErrorKind::Timeout ? "2.24, 3.17" : "3.19", Tone::Bad);
  }
  const HttpResponse& response = *hop.response();
  const std::string_view type = response.headers.get("Content-Type").value_or("");
  std::string text = of.name() + " answered " + status_text(response) + took + ", " +
                     format_size(response.body ? response.body->size() : 0);
  text += type.empty() ? " without a Content-Type." : " of " + std::string(type) + ".";
  return say(std::move(text), "6.2", failed(hop) ? Tone::Bad : Tone::Good);
}

void say_status(const Explained& of, const Hop& hop, std::vector<Sentence>& said) {
  const int status = hop.response() ? hop.response()->status : 0;
  if (status >= 300 && status < 400)
    said.push_back(say("A redirect is not followed; it counts as an error of the container.",
                       "3.23", Tone::Bad));
  if (status == 415)
    said.push_back(say("415 means that " + of.name() +
                           " does not read the Content-Type it was sent; other toolkits say 500.",
                       "8.3", Tone::Bad));
  if (status == 406)
    said.push_back(say("406 means that " + of.name() +
                           " cannot answer in the type that Accept asks for; other toolkits say "
                           "500.",
                       "8.3", Tone::Bad));
  if (status == 413)
    said.push_back(say("413 is the container's own limit, not SageMaker's.", "2.30", Tone::Bad));
  if (status == 204 && !of.last())
    said.push_back(by_setting(of.profile, "EmptyBody",
                              say("204 has no body: what SageMaker does then is not documented.",
                                  "3.23", Tone::Caution)));
}

void say_time(const Explained& of, const Hop& hop, std::vector<Sentence>& said) {
  const Nanoseconds took = hop.timing.container();
  if (hop.error() != nullptr) return;
  if (took > kContainerTime)
    said.push_back(by_setting(of.profile, "InvocationTimeoutSeconds",
                              say("That is longer than SageMaker waits for a container, 60 s.",
                                  "2.24, 2.25", Tone::Bad)));
  else if (took > kContainerTime * 4 / 5)
    said.push_back(
        say("SageMaker waits 60 s for a container; this was near it.", "2.24", Tone::Caution));
  Nanoseconds sum{0};
  for (const HopPtr& each : of.invocation.hops)
    if (each->index <= of.hop) sum += each->timing.container();
  if (of.hop > 1 && sum > kContainerTime && took <= kContainerTime)
    said.push_back(by_setting(of.profile, "TimeoutScope",
                              say("The containers took " + format_duration(sum) +
                                      " so far: whether the 60 s count for each or for all of "
                                      "them is not documented.",
                                  "3.18", Tone::Caution)));
}

// "A, B and 2 more"
std::string listed(const std::vector<std::string>& names) {
  constexpr std::size_t kMost = 4;
  std::string text;
  const std::size_t shown = names.size() > kMost ? kMost - 1 : names.size();
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) text += i + 1 == names.size() ? " and " : ", ";
    text += names[i];
  }
  if (shown < names.size()) text += " and " + std::to_string(names.size() - shown) + " more";
  return text;
}

void say_headers(const Explained& of, const Hop& hop, std::vector<Sentence>& said) {
  if (failed(hop)) return;
  std::vector<std::string> on;
  std::vector<std::string> ended;
  for (const HeaderNote& note : hop.response_notes) {
    std::vector<std::string>& list = note.flow == HeaderFlow::PassedOn ? on : ended;
    if (std::ranges::find(list, note.name) == list.end()) list.push_back(note.name);
  }
  const std::string to = of.last() ? "the client sees" : "the next container sees";
  if (!on.empty())
    said.push_back(
        say("Of its headers " + to + " " + listed(on) + ".", of.last() ? "3.13" : "3.3"));
  if (!ended.empty())
    said.push_back(say(listed(ended) + (ended.size() == 1 ? " ends here." : " end here."),
                       of.last() ? "3.13" : "3.12"));
}

void say_size(const Explained& of, const Hop& hop, std::vector<Sentence>& said) {
  if (failed(hop) || !hop.response()->body) return;
  const std::uint64_t size = hop.response()->body->size();
  const std::uint64_t limit =
      of.last() ? of.profile.response_bytes : of.profile.between_containers_bytes;
  if (!is_near(size, limit)) return;
  said.push_back(by_setting(of.profile, of.last() ? "ResponseBytes" : "BetweenContainersBytes",
                            say("It has " + format_count(size) + " of the " + format_count(limit) +
                                    " bytes that may pass here.",
                                of.last() ? "3.22" : "3.21", Tone::Caution)));
}

Sentence hand_over_sentence(const Explained& of, HandOverFault fault) {
  switch (fault) {
    case HandOverFault::TooLargeBetweenContainers:
      return by_setting(of.profile, "BetweenContainersBytes",
                        say("It is too large to hand on: the chain ends with 424, and " +
                                of.receiver() + " is not called.",
                            "3.21", Tone::Bad));
    case HandOverFault::ResponseTooLarge:
      return by_setting(
          of.profile, "ResponseBytes",
          say("It is too large for the client: the chain ends with 424.", "3.22", Tone::Bad));
    case HandOverFault::EmptyBody:
      break;
  }
  return by_setting(of.profile, "EmptyBody",
                    say("It is empty, which ends the chain here; what SageMaker does is not "
                        "documented.",
                        "3.23", Tone::Bad));
}

void say_failure(const Explained& of, std::vector<Sentence>& said) {
  if (of.last())
    said.push_back(say("The error becomes the client's answer.", "3.14", Tone::Bad));
  else
    said.push_back(
        say("The chain stops here: " + of.receiver() + " is not called.", "3.20", Tone::Bad));
  said.push_back(say("On AWS its log is the stream {variant}/{instance}/" + of.name() +
                         " of /aws/sagemaker/Endpoints/" + of.invocation.endpoint.endpoint + ".",
                     "6.6"));
}

}  // namespace

std::vector<Sentence> about_answer(const Explained& of, const Hop& hop) {
  std::vector<Sentence> said{answer_sentence(of, hop)};
  say_status(of, hop, said);
  say_time(of, hop, said);
  say_headers(of, hop, said);
  say_size(of, hop, said);
  return said;
}

std::vector<Sentence> about_what_becomes(const Explained& of, const Hop& hop) {
  std::vector<Sentence> said;
  if (failed(hop)) {
    say_failure(of, said);
  } else if (const auto fault = hand_over_fault(hop, of.last(), of.profile)) {
    said.push_back(hand_over_sentence(of, *fault));
  } else if (of.last()) {
    said.push_back(say("It is the client's answer.", "3.1, 3.13", Tone::Good));
  } else {
    said.push_back(say("Its body and its Content-Type become the request to " + of.receiver() + ".",
                       "3.1, 3.3", Tone::Good));
    if (hop.response()->body && hop.response()->body->size() == 0)
      said.push_back(by_setting(
          of.profile, "EmptyBody",
          say("It is empty; what SageMaker does then is not documented.", "3.23", Tone::Caution)));
  }
  return said;
}

}  // namespace emulator
