#include "app/view_model/diff/message_diff.h"

#include "emulator/base/text.h"

namespace app {
namespace {

constexpr const char* kNotKept = "not kept any more";

std::string status_text(int status, const std::string& reason) {
  return std::to_string(status) + (reason.empty() ? "" : " " + reason);
}

void add_if_sent(emulator::Headers& headers, const char* name,
                 const std::optional<std::string>& value) {
  if (value) headers.add(name, *value);
}

std::string_view type_of(const ComparedMessage& message) {
  return message.headers.get("Content-Type").value_or("");
}

std::size_t size_of(const emulator::BodyPtr& body) { return body ? body->size() : 0; }

void diff_message_bodies(const ComparedMessage& before, const ComparedMessage& after,
                         const DiffWish& wish, const FindContent& content, MessageDiff& diff) {
  if (before.body == after.body && before.body) {
    diff.body.identical = true;
    diff.body.compared = before.body->size();
    return;
  }
  const auto find = [&](const emulator::BodyPtr& body) {
    return size_of(body) == 0 ? std::make_shared<const emulator::Bytes>() : content(*body);
  };
  const BodyContentPtr was = find(before.body);
  const BodyContentPtr is = find(after.body);
  if (!was || !is) {
    diff.body_unknown = kNotKept;
    return;
  }
  diff.body = diff_bodies({type_of(before), was->view()}, {type_of(after), is->view()}, wish.form,
                          wish.tolerance);
}

}  // namespace

ComparedMessage message_of(const emulator::HttpRequest& request) {
  return {"", "", request.headers, request.body};
}

ComparedMessage message_of(const emulator::HttpResponse& response) {
  return {status_text(response.status, response.reason), "", response.headers, response.body};
}

ComparedMessage request_of(const emulator::Hop& hop) { return message_of(hop.request); }

ComparedMessage response_of(const emulator::Hop& hop) {
  if (const auto* response = hop.response()) return message_of(*response);
  const emulator::TransportError& error = *hop.error();
  ComparedMessage message;
  if (error.partial) message = message_of(*error.partial);
  message.status = emulator::to_text(error.kind);
  return message;
}

ComparedMessage client_request_of(const emulator::Invocation& invocation) {
  const emulator::InvokeRequest& request = invocation.request;
  ComparedMessage message;
  message.body = request.body;
  emulator::Headers& headers = message.headers;
  add_if_sent(headers, "Content-Type", request.content_type);
  add_if_sent(headers, "Accept", request.accept);
  add_if_sent(headers, "X-Amzn-SageMaker-Custom-Attributes", request.custom_attributes);
  add_if_sent(headers, "X-Amzn-SageMaker-Inference-Id", request.inference_id);
  add_if_sent(headers, "X-Amzn-SageMaker-Target-Model", request.target_model);
  add_if_sent(headers, "X-Amzn-SageMaker-Target-Container-Hostname",
              request.target_container_hostname);
  return message;
}

ComparedMessage client_response_of(const emulator::Invocation& invocation) {
  if (invocation.response) return message_of(*invocation.response);
  ComparedMessage message;
  message.status = invocation.finished ? "cancelled" : "running";
  message.missing =
      invocation.finished ? "Cancelled before there was an answer" : "The invocation still runs";
  return message;
}

MessageDiff diff_messages(const ComparedMessage& before, const ComparedMessage& after,
                          const DiffWish& wish, const FindContent& content) {
  MessageDiff diff;
  diff.status_before = before.status;
  diff.status_after = after.status;
  diff.headers = diff_headers(before.headers, after.headers);
  diff_message_bodies(before, after, wish, content, diff);
  return diff;
}

std::string message_verdict(const MessageDiff& diff) {
  std::string text;
  const auto add = [&](const std::string& part) { text += (text.empty() ? "" : "; ") + part; };
  if (diff.status_differs()) add("status " + diff.status_before + " → " + diff.status_after);
  if (!diff.body_unknown.empty()) add("body " + diff.body_unknown);
  if (!diff.body.same()) add("body: " + differences_text(diff.body));
  const std::string headers = header_differences_text(diff.headers);
  if (!headers.empty()) add(headers);
  return text.empty() ? "same" : text;
}

std::string differences_as_text(const MessageDiff& diff, const DiffNames& names,
                                const Tolerance& tolerance) {
  std::string out = "A: " + names.before + "\nB: " + names.after + "\n";
  if (diff.status_differs())
    out += "Status: " + diff.status_before + " → " + diff.status_after + "\n";
  for (const HeaderDiffRow& row : diff.headers.rows) {
    if (row.same()) continue;
    if (row.before && row.after) {
      out += "~ " + row.name + ": " + *row.before + " → " + *row.after + "\n";
    } else {
      out += (row.before ? "- " : "+ ") + row.name + ": " +
             row.before.value_or(row.after.value_or("")) + "\n";
    }
  }
  if (diff.headers.order_differs) out += "Headers come in another order\n";
  if (!diff.body_unknown.empty()) return out + "Bodies not compared: " + diff.body_unknown + "\n";
  out += outcome_text(diff.body, tolerance) + "\n";
  if (!diff.body.remark.empty()) out += diff.body.remark + "\n";
  return out + rows_as_text(diff.body);
}

}  // namespace app
