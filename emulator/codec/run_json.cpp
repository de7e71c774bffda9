#include "emulator/codec/run_json.h"

#include <nlohmann/json.hpp>

#include "emulator/base/text.h"
#include "emulator/codec/json_text.h"

namespace emulator {
namespace {

using Json = nlohmann::ordered_json;

double microseconds(Nanoseconds duration) { return static_cast<double>(duration.count()) / 1e3; }

Json headers_of(const Headers& headers) {
  Json out = Json::array();
  for (const Header& header : headers) out.push_back({header.name, header.value});
  return out;
}

// BodyBytes, and the content as text or, where it is not UTF-8, as base64.
void add_body(Json& out, const BodyPtr& body) {
  out["BodyBytes"] = body ? body->size() : 0;
  const auto content = body ? body->in_memory() : std::make_shared<const Bytes>();
  if (!content) {
    out["Body"] = nullptr;
    out["BodyNotKept"] = true;
  } else if (is_valid_utf8(content->view())) {
    out["Body"] = content->view();
  } else {
    out["BodyBase64"] = base64_encode(content->view());
  }
}

Json response_of(const HttpResponse& response) {
  Json out{{"StatusCode", response.status}, {"Headers", headers_of(response.headers)}};
  add_body(out, response.body);
  return out;
}

Json request_of(const HttpRequest& request) {
  Json out{{"Headers", headers_of(request.headers)}};
  add_body(out, request.body);
  return out;
}

Json timings_of(const HopTiming& timing) {
  return {{"Queue", microseconds(timing.queue)},
          {"Connect", microseconds(timing.connect)},
          {"Send", microseconds(timing.send)},
          {"Wait", microseconds(timing.wait)},
          {"Receive", microseconds(timing.receive)}};
}

Json hop_of(const Hop& hop) {
  const TransportError* error = hop.error();
  const HttpResponse* response = error ? error->partial.get() : hop.response();
  Json out{{"Index", hop.index},
           {"ContainerHostname", hop.container_hostname},
           {"Runtime", hop.runtime},
           {"Url", hop.url},
           {"StartMicroseconds", microseconds(hop.start)},
           {"DurationMicroseconds", microseconds(hop.timing.container())},
           {"Timings", timings_of(hop.timing)},
           {"Request", request_of(hop.request)}};
  out["Response"] = response ? response_of(*response) : Json();
  out["Error"] = error ? Json{{"Kind", to_text(error->kind)}, {"Message", error->message}} : Json();
  return out;
}

Json finding_of(const Finding& finding) {
  Json out{{"Id", finding.id},
           {"Severity", to_text(finding.severity)},
           {"ContainerHostname", finding.container_hostname},
           {"Message", finding.message},
           {"Fix", finding.fix}};
  if (finding.line > 0 || !finding.pointer.empty()) out["Pointer"] = finding.pointer;
  if (finding.line > 0) out["Line"] = finding.line;
  return out;
}

Json findings_of(const std::vector<Finding>& findings) {
  Json out = Json::array();
  for (const Finding& finding : findings) out.push_back(finding_of(finding));
  return out;
}

// Header values and messages may hold any byte: dumping must not throw.
std::string text_of(const Json& json) {
  return indent_json(json.dump(-1, ' ', false, Json::error_handler_t::replace)) + "\n";
}

void add_invocation(Json& out, const Invocation& invocation) {
  out["InvocationId"] = invocation.uuid;
  out["StartedAt"] = format_iso8601(invocation.started_at);
  if (invocation.response) {
    out["StatusCode"] = invocation.response->status;
    out["Response"] = response_of(*invocation.response);
  }
  out["DurationMicroseconds"] = microseconds(invocation.duration);
  out["ContainerMicroseconds"] = microseconds(invocation.container_time());
  out["OverheadMicroseconds"] = microseconds(invocation.overhead_time());
  for (const HopPtr& hop : invocation.hops) out["Hops"].push_back(hop_of(*hop));
}

}  // namespace

std::string run_json(const RunReport& report) {
  Json out{{"InvocationId", nullptr},
           {"ModelName", report.model_name},
           {"Order", report.order},
           {"StartedAt", nullptr},
           {"StatusCode", nullptr},
           {"DurationMicroseconds", 0.0},
           {"ContainerMicroseconds", 0.0},
           {"OverheadMicroseconds", 0.0},
           {"Hops", Json::array()},
           {"Response", nullptr},
           {"Findings", findings_of(report.findings)}};
  if (report.invocation) add_invocation(out, *report.invocation);
  return text_of(out);
}

std::string findings_json(const std::vector<Finding>& findings) {
  return text_of(Json{{"Findings", findings_of(findings)}});
}

}  // namespace emulator
