#include "emulator/serving/stand_in.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <tuple>
#include <utility>

#include "emulator/base/overloaded.h"
#include "emulator/base/text.h"

namespace emulator {
namespace {

SteadyTime now() { return std::chrono::steady_clock::now(); }

std::string_view header_of(const HttpRequest& request, std::string_view name) {
  return request.headers.get(name).value_or(std::string_view{});
}

std::string_view media_type_of(const HttpRequest& request) {
  const std::string_view type = header_of(request, "Content-Type");
  return trim(type.substr(0, type.find(';')));
}

std::shared_ptr<const Bytes> content_of(const BodyPtr& body) {
  auto content = body ? body->in_memory() : nullptr;
  return content ? std::move(content) : std::make_shared<const Bytes>();
}

// The bytes between what both begin with and what both end with, in the longer one.
std::size_t differing_bytes(std::string_view a, std::string_view b) {
  const std::size_t shorter = std::min(a.size(), b.size());
  const auto begin = std::ranges::mismatch(a, b);
  const auto same = static_cast<std::size_t>(begin.in1 - a.begin());
  std::size_t end = 0;
  while (end < shorter - same && a[a.size() - 1 - end] == b[b.size() - 1 - end]) ++end;
  return std::max(a.size(), b.size()) - same - end;
}

// How far a recorded request is from this one; less is closer.
struct Distance {
  bool other_media_type = false;
  std::size_t bytes = 0;
  bool other_headers = false;
  auto operator<=>(const Distance&) const = default;
  bool is_same() const { return *this == Distance{}; }
};

Distance distance_of(const HttpRequest& recorded, const HttpRequest& request,
                     std::string_view body) {
  const auto same = [&](std::string_view name) {
    return header_of(recorded, name) == header_of(request, name);
  };
  return {
      .other_media_type = !equals_ignoring_case(media_type_of(recorded), media_type_of(request)),
      .bytes = differing_bytes(content_of(recorded.body)->view(), body),
      .other_headers = !same("Content-Type") || !same("Accept")};
}

std::string words_of(const Recording& recording, const Distance& distance) {
  std::string words = "answer of invocation " + std::to_string(recording.invocation.value);
  if (distance.is_same()) return words + ", same request";
  words += ", the closest: its request ";
  if (distance.bytes == 0) words += "has the same body";
  if (distance.bytes > 0)
    words +=
        "differs in " + std::to_string(distance.bytes) + (distance.bytes == 1 ? " byte" : " bytes");
  if (distance.other_media_type)
    return words + " and is " +
           (media_type_of(recording.request).empty()
                ? std::string("of no type")
                : std::string(media_type_of(recording.request)));
  return distance.other_headers ? words + " and another Content-Type or Accept" : words;
}

HttpResponse complete(HttpResponse response) {
  if (response.version.empty()) response.version = "1.1";
  if (!response.body) response.body = make_body(std::string_view{});
  return response;
}

HttpResponse text_answer(int status, std::string_view type, std::string_view body) {
  HttpResponse response{.status = status};
  response.headers.add("Content-Type", type.empty() ? "text/plain" : std::string(type));
  response.headers.add("Content-Length", std::to_string(body.size()));
  response.body = make_body(body);
  return complete(std::move(response));
}

// True once the whole time is over; false where the deadline or a stop came first.
bool wait_for(Nanoseconds delay, SteadyTime deadline, const std::stop_token& stop) {
  const SteadyTime end = now() + std::min<Nanoseconds>(delay, std::chrono::hours{24});
  std::mutex mutex;
  std::unique_lock lock(mutex);
  std::condition_variable_any never;
  never.wait_until(lock, stop, std::min(end, deadline), [] { return false; });
  return !stop.stop_requested() && now() >= end;
}

// Walks one stage's rehearsal; lives as long as it takes.
class Rehearsing {
 public:
  Rehearsing(const Rehearsal& rehearsal, const RehearsalLimits& limits, const std::stop_token& stop)
      : fault_(rehearsal.fault), stand_in_(rehearsal.stand_in), limits_(limits), stop_(stop) {}

  RehearsedAnswer answer(HttpRequest request, const std::function<Exchange(HttpRequest)>& ask) {
    const SteadyTime begin = now();
    if (fault_.kind == FaultKind::Delay && !wait_for(fault_.delay, limits_.deadline, stop_))
      return cut_short(std::move(request), now() - begin);
    const Nanoseconds waited = now() - begin;
    RehearsedAnswer out = made_up(std::move(request));
    if (!decided_) ask_somebody(out, ask);
    if (fault_.kind == FaultKind::Delay) out.exchange.timing.wait += waited;
    spoil(out.exchange);
    return out;
  }

 private:
  RehearsedAnswer cut_short(HttpRequest request, Nanoseconds waited) const {
    RehearsedAnswer out;
    out.exchange.request = std::move(request);
    out.exchange.timing.wait = waited;
    out.exchange.outcome =
        stop_.stop_requested()
            ? TransportError{TransportErrorKind::Cancelled, "Cancelled", nullptr}  // contract 3.17
            : TransportError{TransportErrorKind::Timeout,
                             "No complete answer within " + format_duration(waited), nullptr};
    return out;
  }

  // Faults that leave the stage nothing to say.
  RehearsedAnswer made_up(HttpRequest request) {
    RehearsedAnswer out;
    out.exchange.request = std::move(request);
    decided_ = fault_.kind == FaultKind::Status || fault_.kind == FaultKind::Dropped;
    if (fault_.kind == FaultKind::Status)
      out.exchange.outcome = text_answer(fault_.status, fault_.content_type, fault_.body);
    if (fault_.kind == FaultKind::Dropped)
      out.exchange.outcome = TransportError{
          TransportErrorKind::Closed,
          "The connection ended before the answer (a fault put here on purpose)", nullptr};
    return out;
  }

  void ask_somebody(RehearsedAnswer& out, const std::function<Exchange(HttpRequest)>& ask) const {
    std::visit(Overloaded{
                   [&](std::monostate) { out.exchange = ask(std::move(out.exchange.request)); },
                   [&](const CannedAnswer& canned) {
                     out.source = HopSource::Canned;
                     out.exchange.outcome = complete(canned.response);
                   },
                   [&](const FromRecordings& recorded) {
                     out.source = HopSource::Recording;
                     const auto chosen = answer_from(recorded, out.exchange.request);
                     if (!chosen) {
                       out.exchange.outcome =
                           TransportError{TransportErrorKind::Connect,
                                          "There is no recorded answer to give", nullptr};
                       return;
                     }
                     out.note = chosen->note;
                     out.exchange.outcome = complete(chosen->recording->response);
                   },
               },
               stand_in_);
  }

  void spoil(Exchange& exchange) const {
    auto* response = std::get_if<HttpResponse>(&exchange.outcome);
    if (response == nullptr) return;
    if (fault_.kind == FaultKind::WrongType)
      response->headers.set("Content-Type", fault_.content_type);
    if (fault_.kind == FaultKind::Oversize) enlarge(*response);
    if (fault_.kind == FaultKind::Truncated) cut(exchange);
  }

  // The body over and over, until it is one byte more than may be handed on.
  void enlarge(HttpResponse& response) const {
    const auto content = content_of(response.body);
    std::string large(content->view().empty() ? "0" : content->view());
    const auto wanted = static_cast<std::size_t>(limits_.hand_over_bytes) + 1;
    while (large.size() < wanted) large.append(large, 0, wanted - large.size());
    response.headers.set("Content-Length", std::to_string(large.size()));
    response.body = make_body(large);
  }

  static void cut(Exchange& exchange) {
    auto partial = std::make_shared<HttpResponse>(std::get<HttpResponse>(exchange.outcome));
    const auto content = content_of(partial->body);
    const std::size_t whole = content->view().size();
    partial->body = make_body(content->view().substr(0, whole / 2));
    exchange.outcome = TransportError{TransportErrorKind::Closed,
                                      "The connection ended after " + std::to_string(whole / 2) +
                                          " of " + std::to_string(whole) +
                                          " bytes of the answer (a fault put here on purpose)",
                                      std::move(partial)};
  }

  const Fault& fault_;
  const StandIn& stand_in_;
  const RehearsalLimits& limits_;
  const std::stop_token& stop_;
  bool decided_ = false;
};

}  // namespace

std::optional<ChosenAnswer> answer_from(const FromRecordings& recorded,
                                        const HttpRequest& request) {
  const auto content = content_of(request.body);
  const Recording* best = nullptr;
  Distance least;
  for (const Recording& recording : recorded.recordings) {
    const Distance distance = distance_of(recording.request, request, content->view());
    if (best != nullptr && least < distance) continue;
    best = &recording;
    least = distance;
  }
  if (best == nullptr) return std::nullopt;
  return ChosenAnswer{best, words_of(*best, least)};
}

bool spoils_answer(FaultKind kind) {
  return kind == FaultKind::WrongType || kind == FaultKind::Oversize ||
         kind == FaultKind::Truncated;
}

RehearsedAnswer rehearsed_answer(const Rehearsal& rehearsal, HttpRequest request,
                                 const RehearsalLimits& limits, const std::stop_token& stop,
                                 const std::function<Exchange(HttpRequest)>& ask) {
  return Rehearsing(rehearsal, limits, stop).answer(std::move(request), ask);
}

}  // namespace emulator
