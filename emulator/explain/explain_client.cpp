#include <array>

#include <nlohmann/json.hpp>

#include "emulator/base/text.h"
#include "emulator/explain/sentence.h"

namespace emulator {
namespace {

constexpr std::size_t kMostRead = 256 * 1024;
constexpr std::size_t kMostQuoted = 600;

// Message of an error in JSON; "" where there is none.
std::string message_of(const HttpResponse& response) {
  const auto bytes = response.body ? response.body->in_memory() : nullptr;
  if (!bytes || bytes->size() > kMostRead) return "";
  const auto json = nlohmann::json::parse(bytes->view(), nullptr, false);
  if (!json.is_object() || !json.contains("Message") || !json["Message"].is_string()) return "";
  std::string text = json["Message"].get<std::string>();
  if (text.size() <= kMostQuoted) return text;
  std::size_t end = kMostQuoted;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "…";
}

struct StatusMeaning {
  int status;
  std::string_view words;
  std::string_view facts;
  bool repeated;  // by the retries of boto3's default mode
};
constexpr std::array kMeanings{
    StatusMeaning{400, "The request was refused before any container was called.", "3.24, 4.1",
                  false},
    StatusMeaning{424, "A container failed: SageMaker answers 424 ModelError, which names it.",
                  "3.14, 3.15", false},
    StatusMeaning{429, "The model is not ready yet: ModelNotReadyException.", "3.24, 2.32", true},
    StatusMeaning{500, "The service itself failed: InternalFailure.", "3.24", true},
    StatusMeaning{503, "No instance can take the request: ServiceUnavailable.", "3.24", true},
    StatusMeaning{530, "Something behind the service failed: InternalDependencyException.", "3.24",
                  false},
};

const StatusMeaning* meaning_of(int status) {
  for (const StatusMeaning& meaning : kMeanings)
    if (meaning.status == status) return &meaning;
  return nullptr;
}

bool timed_out(const Invocation& invocation) {
  const TransportError* error = invocation.hops.empty() ? nullptr : invocation.hops.back()->error();
  return error != nullptr && error->kind == TransportErrorKind::Timeout;
}

void say_retries(const Invocation& invocation, std::vector<Sentence>& said) {
  const int status = invocation.response->status;
  const StatusMeaning* meaning = meaning_of(status);
  if (meaning != nullptr && meaning->repeated)
    said.push_back(say("boto3 tries a " + std::to_string(status) +
                           " up to five times, each of which is an invocation of its own.",
                       "4.10", Tone::Caution));
  else if (status >= 400)
    said.push_back(say("SDKs do not try again after " + std::to_string(status) + ".", "4.10"));
  if (timed_out(invocation))
    said.push_back(
        say("A client whose own read time-out is 60 s gives up at the same moment, and "
            "boto3 then tries up to five times: give it 70 s.",
            "2.24, 4.10", Tone::Caution));
}

void say_error(const Invocation& invocation, std::vector<Sentence>& said) {
  const HttpResponse& response = *invocation.response;
  if (const StatusMeaning* meaning = meaning_of(response.status))
    said.push_back(say(std::string(meaning->words), meaning->facts, Tone::Bad));
  else
    said.push_back(
        say("The client gets " + std::to_string(response.status) + ".", "3.24", Tone::Bad));
  if (const std::string message = message_of(response); !message.empty())
    said.push_back(say("\"" + message + "\"", response.status == 424 ? "3.16" : "", Tone::Bad));
  if (const auto type = response.headers.get("x-amzn-ErrorType"))
    said.push_back(
        say("boto3 raises " + std::string(*type) + ": it knows it by the header x-amzn-ErrorType.",
            "4.9"));
}

}  // namespace

std::vector<Sentence> about_client(const Explained& of) {
  const Invocation& invocation = of.invocation;
  std::vector<Sentence> said;
  if (!invocation.response) {
    said.push_back(invocation.finished
                       ? say("Cancelled before there was an answer.", "", Tone::Caution)
                       : say("There is no answer yet."));
    return said;
  }
  if (invocation.response->status >= 400) {
    say_error(invocation, said);
  } else {
    said.push_back(
        say("200 with the last container's body, Content-Type and CustomAttributes; "
            "x-Amzn-Invoked-Production-Variant is " +
                invocation.endpoint.variant + ".",
            "3.13", Tone::Good));
    if (!invocation.hops.empty() && invocation.hops.back()->response() &&
        !invocation.hops.back()->response()->headers.has("X-Amzn-SageMaker-Custom-Attributes") &&
        invocation.request.custom_attributes)
      said.push_back(say("No CustomAttributes: the last container set none.", "3.10"));
  }
  if (invocation.streamed && invocation.order.size() > 1)
    said.push_back(
        say("It was streamed as the last container sent it; whether SageMaker streams "
            "through pipelines is not documented.",
            "3.28", Tone::Caution));
  say_retries(invocation, said);
  return said;
}

}  // namespace emulator
