#include "emulator/api/invoke/streamed_answer.h"

#include <utility>

#include <nlohmann/json.hpp>

#include "emulator/api/invoke/event_stream.h"
#include "emulator/serving/hop_rules.h"

namespace emulator {

StreamedAnswer::StreamedAnswer(FrontAnswer& answer, std::string request_id, std::string variant,
                               std::stop_source client_gone)
    : answer_(answer),
      request_id_(std::move(request_id)),
      variant_(std::move(variant)),
      client_gone_(std::move(client_gone)) {}

void StreamedAnswer::head(const HttpResponse& response) { heard_ = response; }

void StreamedAnswer::part(std::string_view bytes) {
  if (bytes.empty()) return;
  if (!begun_) begin(heard_);
  frames_.clear();
  append_payload_parts(bytes, frames_);
  send(frames_);
}

void StreamedAnswer::succeeded(const HttpResponse& response) {
  if (!begun_) {
    const auto content = response.body ? response.body->in_memory() : nullptr;
    heard_.headers = response.headers;
    begin(heard_);
    if (content) part(content->view());
  }
  answer_.end();
}

void StreamedAnswer::broke_off(std::string_view exception, std::string_view code,
                               std::string_view message) {
  using Json = nlohmann::json;
  Json members{{"Message", message}};
  if (!code.empty()) members["ErrorCode"] = code;
  send(exception_frame(exception, members.dump(-1, ' ', false, Json::error_handler_t::replace)));
  answer_.end();
}

// contract 4.3: the container's type comes in a header of its own.
void StreamedAnswer::begin(const HttpResponse& container) {
  begun_ = true;
  HttpResponse head;
  head.status = 200;
  head.reason = "OK";
  head.version = "1.1";
  head.headers.add("x-amzn-RequestId", request_id_);
  head.headers.add("Content-Type", "application/vnd.amazon.eventstream");
  head.headers.add("x-Amzn-Invoked-Production-Variant", variant_);
  for (const std::string_view name : headers_to_client()) {
    const auto value = container.headers.get(name);
    if (!value) continue;
    const bool type = name == "Content-Type";
    head.headers.add(type ? "X-Amzn-SageMaker-Content-Type" : std::string(name),
                     std::string(*value));
  }
  head.body = make_body(std::string_view{});
  if (!answer_.begin(head)) client_gone_.request_stop();
}

void StreamedAnswer::send(std::string_view frames) {
  if (!answer_.part(frames)) client_gone_.request_stop();
}

}  // namespace emulator
