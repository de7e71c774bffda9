#include "app/view_model/playback/play_words.h"

#include <algorithm>

#include "emulator/base/text.h"

namespace app {
namespace {

using emulator::format_duration;
using emulator::format_size;
using emulator::Hop;
using emulator::HopSource;
using emulator::Invocation;

// "118 B of application/json"
std::string body_text(const emulator::BodyPtr& body, const emulator::Headers& headers) {
  const std::string size = format_size(body ? body->size() : 0);
  const auto type = headers.get("Content-Type");
  return type ? size + " of " + std::string(*type) : size + " without a Content-Type";
}

bool is_last(const Invocation& invocation, const Hop& hop) {
  return static_cast<std::size_t>(hop.index) >= invocation.order.size();
}

// Who answers where it is not the container itself: nobody shall take it for real.
std::string stand_in_text(const Hop& hop) {
  switch (hop.source) {
    case HopSource::Container:
      return hop.fault == emulator::FaultKind::None ? "" : " A fault was put on this stage.";
    case HopSource::Recording:
      return " A recording answers in its place.";
    case HopSource::Canned:
      return " A canned answer stands in for it.";
    case HopSource::Hand:
      return " The answer was typed by hand.";
    case HopSource::Kept:
      return " The hop was taken over from an earlier invocation.";
  }
  return "";
}

PlayCaption queue_caption(const Invocation& invocation, const Hop& hop) {
  if (hop.index == 1)
    return {
        "The client's request arrives. ContentType is meant for the first container, Accept for "
        "the last one.",
        "3.2"};
  const Hop& before = *invocation.hops[static_cast<std::size_t>(hop.index) - 2];
  return {"The answer of " + before.container_hostname + " becomes the request to " +
              hop.container_hostname + ": only its body and Content-Type travel on.",
          "3.1"};
}

PlayCaption send_caption(const Invocation& invocation, const Hop& hop) {
  const std::string what = body_text(hop.request.body, hop.request.headers);
  if (hop.index == 1 && !is_last(invocation, hop))
    return {what + " goes to " + hop.container_hostname +
                ", asked with Accept */*: a container in the middle never sees the client's.",
            "3.4"};
  if (!is_last(invocation, hop))
    return {what + " goes to " + hop.container_hostname +
                ". The type is the previous answer's, letter by letter.",
            "3.3"};
  return {what + " goes to " + hop.container_hostname +
              ", the last container: it is sent the client's Accept.",
          "3.7"};
}

PlayCaption wait_caption(const Hop& hop) {
  return {hop.container_hostname + " works: " + format_duration(hop.timing.wait) +
              " until its answer begins. SageMaker waits 60 s at most." + stand_in_text(hop),
          "2.24"};
}

PlayCaption receive_caption(const Hop& hop) {
  const auto* response = hop.response();
  if (response == nullptr)
    return {hop.container_hostname + " gives no whole answer: " + hop.error()->message + ".",
            "3.17"};
  const std::string answer = hop.container_hostname + " answers " +
                             std::to_string(response->status) + " with " +
                             body_text(response->body, response->headers) + ".";
  if (emulator::failed(hop)) return {answer + " The chain ends here.", "3.20"};
  return {answer, "3.1"};
}

bool has_finding(const Invocation& invocation, std::string_view id) {
  return std::ranges::find(invocation.findings, id, &emulator::Finding::id) !=
         invocation.findings.end();
}

PlayCaption answer_caption(const Invocation& invocation) {
  const Hop& last = *invocation.hops.back();
  if (!invocation.response) return {"The client gets no answer: it was cancelled.", ""};
  const std::string status = std::to_string(invocation.response->status);
  const bool well = invocation.response->status / 100 == 2;
  if (well)
    return {"The client gets " + status +
                ": body and Content-Type of the last container, no other "
                "header of its own.",
            "3.13"};
  if (!emulator::failed(last) && has_finding(invocation, "D10"))
    return {
        "The client gets " + status + " ModelError: between two containers a body may have 5 MB.",
        "3.21"};
  return {"The client gets " + status + " ModelError, which names " + last.container_hostname +
              " and quotes what it said.",
          "3.14"};
}

const Hop* hop_at(const Invocation& invocation, int hop) {
  const auto at = static_cast<std::size_t>(hop) - 1;
  return hop > 0 && at < invocation.hops.size() ? invocation.hops[at].get() : nullptr;
}

}  // namespace

PlayCaption caption_of(const Invocation& invocation, const PlayMoment& moment) {
  const Hop* hop = hop_at(invocation, moment.hop);
  if (hop == nullptr) return answer_caption(invocation);
  switch (moment.phase) {
    case PlayPhase::Queue:
      return queue_caption(invocation, *hop);
    case PlayPhase::Send:
      return send_caption(invocation, *hop);
    case PlayPhase::Wait:
      return wait_caption(*hop);
    case PlayPhase::Receive:
    case PlayPhase::Answer:
      return receive_caption(*hop);
  }
  return {};
}

std::string_view phase_word(PlayPhase phase) {
  switch (phase) {
    case PlayPhase::Queue:
      return "queue";
    case PlayPhase::Send:
      return "send";
    case PlayPhase::Wait:
      return "wait";
    case PlayPhase::Receive:
      return "receive";
    case PlayPhase::Answer:
      return "answer";
  }
  return "";
}

std::string moving_size(const Invocation& invocation, const PlayMoment& moment) {
  const Hop* hop = hop_at(invocation, moment.hop);
  const emulator::HttpResponse* response =
      hop == nullptr ? (invocation.response ? &*invocation.response : nullptr) : hop->response();
  if (hop != nullptr && moment.phase != PlayPhase::Receive)
    return format_size(hop->request.body ? hop->request.body->size() : 0);
  if (response == nullptr) return "no answer";
  return format_size(response->body ? response->body->size() : 0);
}

bool moves_failure(const Invocation& invocation, const PlayMoment& moment) {
  const Hop* hop = hop_at(invocation, moment.hop);
  if (hop == nullptr) return !invocation.response || invocation.response->status / 100 != 2;
  return moment.phase == PlayPhase::Receive && emulator::failed(*hop);
}

}  // namespace app
