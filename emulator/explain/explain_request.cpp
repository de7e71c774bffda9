#include <algorithm>

#include "emulator/base/text.h"
#include "emulator/explain/sentence.h"

namespace emulator {
namespace {

constexpr std::uint64_t kDocumentedRequest = 6'291'456;  // contract 3.22: BodyBlob

std::string size_of(const BodyPtr& body) { return format_size(body ? body->size() : 0); }

const HeaderNote* note_of(const Hop& hop, std::string_view name) {
  const auto found = std::ranges::find_if(hop.request_notes, [name](const HeaderNote& note) {
    return equals_ignoring_case(note.name, name);
  });
  return found == hop.request_notes.end() ? nullptr : &*found;
}

std::string value_of(const Hop& hop, std::string_view name) {
  return std::string(hop.request.headers.get(name).value_or(""));
}

Sentence body_sentence(const Explained& of, const Hop& hop) {
  const std::string size = size_of(hop.request.body);
  if (hop.request_before_edit)
    return say(of.name() + " was sent " + size + ", edited by hand.", "3.1", Tone::Caution);
  if (of.hop == 1)
    return say(of.name() + " was sent the client's body as it came, " + size + ".", "3.1");
  return say("The body is " + of.sender() + "'s answer as it was, " + size +
                 ": in a pipeline an answer is the next request.",
             "3.1");
}

void say_type(const Explained& of, const Hop& hop, std::vector<Sentence>& said) {
  const HeaderNote* note = note_of(hop, "Content-Type");
  const std::string type = value_of(hop, "Content-Type");
  if (type.empty()) {
    said.push_back(by_setting(of.profile, "MissingContentType",
                              say("It was sent no Content-Type, because " + of.sender() +
                                      " named none; what SageMaker does then is not documented.",
                                  "3.23", Tone::Caution)));
    return;
  }
  const HeaderFlow flow = note != nullptr ? note->flow : HeaderFlow::Added;
  if (flow == HeaderFlow::Edited) {
    said.push_back(say("Content-Type is " + type + ", typed by hand.", "", Tone::Caution));
  } else if (flow == HeaderFlow::FromClient) {
    said.push_back(
        say("Content-Type is " + type + ": the client named it, and it is for the first container.",
            "3.2"));
  } else if (flow == HeaderFlow::InheritedFromHop) {
    said.push_back(
        say("Content-Type is " + type + ": that of " + of.sender() + "'s answer, word for word.",
            "3.3"));
  } else if (of.hop == 1) {
    said.push_back(say("The client named no ContentType, so " + type + " stands in.", "3.8, 4.5",
                       Tone::Caution));
  } else {
    said.push_back(by_setting(of.profile, "MissingContentType",
                              say(of.sender() + " named no Content-Type, so " + type +
                                      " stands in; what SageMaker does then is not documented.",
                                  "3.23", Tone::Caution)));
  }
  if (flow == HeaderFlow::InheritedFromHop && type.find(';') != std::string::npos)
    said.push_back(
        say("The type has parameters: a container that compares it as a whole text "
            "refuses it.",
            "8.3", Tone::Caution));
}

void say_any_accept(const Explained& of, std::vector<Sentence>& said) {
  if (of.last()) {
    said.push_back(say("Accept is */*: the client asked for no type.", "3.7"));
  } else {
    said.push_back(by_setting(
        of.profile, "InnerAccept",
        say("Accept is */*: containers inside a pipeline are not told what to answer.", "3.4")));
  }
  said.push_back(
      say("For */* a container answers what SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT in its "
          "Environment says, else its own default.",
          "3.5"));
}

void say_accept(const Explained& of, const Hop& hop, std::vector<Sentence>& said) {
  const HeaderNote* note = note_of(hop, "Accept");
  const std::string accept = value_of(hop, "Accept");
  if (accept.empty()) {
    if (!of.last())
      said.push_back(
          by_setting(of.profile, "InnerAccept",
                     say("It was sent no Accept header: whether SageMaker sends */* or none is not "
                         "documented.",
                         "3.4")));
  } else if (note != nullptr && note->flow == HeaderFlow::Edited) {
    said.push_back(say("Accept is " + accept + ", typed by hand.", "", Tone::Caution));
  } else if (note != nullptr && note->flow == HeaderFlow::FromClient) {
    const std::string text = "Accept is " + accept + ": the client's wish";
    said.push_back(of.last() ? say(text + ", which is for the last container.", "3.2, 3.7")
                             : by_setting(of.profile, "ClientAccept",
                                          say(text + ", shown to the first container, too.",
                                              "3.2, 3.7", Tone::Caution)));
  } else if (accept == "*/*") {
    say_any_accept(of, said);
  } else {
    said.push_back(say("Accept is " + accept + ".", "3.4"));
  }
}

// contract 3.9: nobody says whether the others see them.
void say_attributes(const Explained& of, const Hop& hop, std::vector<Sentence>& said) {
  const InvokeRequest& client = of.invocation.request;
  if (!client.custom_attributes && !client.inference_id) return;
  const bool sent = note_of(hop, "X-Amzn-SageMaker-Custom-Attributes") != nullptr ||
                    note_of(hop, "X-Amzn-SageMaker-Inference-Id") != nullptr;
  const std::string what = !client.inference_id        ? "CustomAttributes"
                           : !client.custom_attributes ? "InferenceId"
                                                       : "CustomAttributes and InferenceId";
  if (of.hop == 1 && sent)
    said.push_back(say("The client's " + what + " came along.", "3.9"));
  else
    said.push_back(by_setting(
        of.profile, "Attributes",
        say("The client's " + what + (sent ? " came along" : " did not come along") +
                "; whether SageMaker hands them past the first container is not documented.",
            "3.9")));
}

void say_other_headers(const Explained& of, const Hop& hop, std::vector<Sentence>& said) {
  if (note_of(hop, "X-Amzn-SageMaker-Target-Model") != nullptr)
    said.push_back(
        say("TargetModel went past the others to this multi-model container, which is "
            "called at " +
                hop.request.target + ".",
            "3.27, 2.32"));
  if (note_of(hop, "X-Amzn-SageMaker-Session-Id") != nullptr)
    said.push_back(say("The session's id came along.", "4.1"));
  if (of.invocation.request.target_container_hostname)
    said.push_back(
        say("The mode is Direct: the request named this container, and it alone is "
            "called.",
            "3.25"));
  if (hop.request.headers.has("User-Agent"))
    said.push_back(
        say("User-Agent, Host and Content-Length are as in requests that were seen on "
            "real endpoints; headers that SageMaker does not know were stripped.",
            "3.11, 2.26"));
}

void say_size(const Explained& of, const Hop& hop, std::vector<Sentence>& said) {
  const std::uint64_t size = hop.request.body ? hop.request.body->size() : 0;
  if (of.hop != 1 || size <= kDocumentedRequest * 4 / 5) return;
  const bool over = size > kDocumentedRequest;
  said.push_back(by_setting(of.profile, "RequestBytes",
                            say("The request has " + format_count(size) + " bytes, " +
                                    (over ? "more than the 6 MB" : "near the 6 MB") +
                                    " of the API's definition; newer pages say 25 MB.",
                                "3.22", Tone::Caution)));
}

}  // namespace

std::vector<Sentence> about_request(const Explained& of, const Hop& hop) {
  std::vector<Sentence> said{body_sentence(of, hop)};
  say_type(of, hop, said);
  say_accept(of, hop, said);
  say_attributes(of, hop, said);
  say_other_headers(of, hop, said);
  say_size(of, hop, said);
  return said;
}

}  // namespace emulator
