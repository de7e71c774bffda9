#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "emulator/base/text.h"
#include "emulator/serving/error_answer.h"
#include "emulator/serving/hop_rules.h"
#include "emulator/serving/model_loading.h"
#include "emulator/serving/run_pipeline.h"

namespace emulator {
namespace {

using Json = nlohmann::json;

// contract 3.16 says that some bodies are too big to relay, not which. Ours.
constexpr std::size_t kMostRelayedBytes = 64 * 1024;

// contract 3.15. The second one is not in the contract: public clients of real endpoints match
// on it beside "Received server error" texts. Used for every failure that is not the container's
// own 4xx.
constexpr std::string_view kClientError = "CLIENT_ERROR_FROM_MODEL";
constexpr std::string_view kServerError = "INTERNAL_FAILURE_FROM_MODEL";

// What goes into a 424.
struct ModelError {
  std::string_view code = kServerError;
  std::string message;  // without the pointer to the logs
  std::string original_message;
  int original_status = 0;
  bool points_to_logs = true;  // "See https://…"
};

std::string_view text_of(const HttpResponse& response, std::shared_ptr<const Bytes>& keep) {
  keep = response.body ? response.body->in_memory() : nullptr;
  return keep ? keep->view() : std::string_view{};
}

// contract 3.16: single-container endpoints say "primary".
std::string name_of(const RoutePlan& plan, const Hop& hop) {
  return plan.stages.size() == 1 ? "primary" : hop.container_hostname;
}

// "5 MB" where it is a round number of megabytes (contract 3.21 counts in 10^6 or 2^20; both fit).
std::string limit_text(std::uint64_t bytes) {
  if (bytes != 0 && bytes % 1'000'000 == 0) return std::to_string(bytes / 1'000'000) + " MB";
  return std::to_string(bytes) + " bytes";
}

// contract 3.15, 3.16; 3.23: a redirect counts as the client's error.
ModelError bad_status(const RoutePlan& plan, const Hop& hop, const HttpResponse& response,
                      bool whole) {
  const bool client = response.status >= 300 && response.status < 500;
  ModelError error;
  error.code = client ? kClientError : kServerError;
  error.original_status = response.status;
  error.message = std::string("Received ") + (client ? "client" : "server") + " error (" +
                  std::to_string(response.status) + ") from " + name_of(plan, hop);
  std::shared_ptr<const Bytes> keep;
  const std::string_view body = text_of(response, keep);
  if (!whole || body.size() > kMostRelayedBytes) {
    error.message += " and could not load the entire response body";
    return error;
  }
  error.original_message = body;
  error.message += " with message \"" + error.original_message + "\"";
  return error;
}

// Status 0: there is no answer (contract 3.17, 3.19).
ModelError no_answer(const RoutePlan& plan, const Hop& hop, const EndpointName& endpoint) {
  const std::string name = name_of(plan, hop);
  ModelError error;
  if (hop.error()->kind == TransportErrorKind::Timeout) {
    error.original_message =
        "Your invocation timed out while waiting for a response from container " + name +
        ". Review the latency metrics for each container in Amazon CloudWatch, resolve the "
        "issue, and try again.";
  } else {
    error.original_message =
        "Amazon SageMaker could not get a response from the " + endpoint.endpoint +
        " endpoint. This can occur when CPU or memory utilization is high. To check your "
        "utilization, see Amazon CloudWatch. To fix this problem, use an instance type with more "
        "CPU capacity or memory.";
  }
  error.message =
      "Received server error (0) from " + name + " with message \"" + error.original_message + "\"";
  return error;
}

// "Received response from A with status code 200. However, …" (contract 3.21).
ModelError however(const RoutePlan& plan, const Hop& hop, int status, const std::string& what) {
  ModelError error;
  error.original_status = status;
  error.points_to_logs = false;  // the text of today stops here; older copies went on
  error.message = "Received response from " + name_of(plan, hop) + " with status code " +
                  std::to_string(status) + ". However, " + what;
  return error;
}

std::string over_limit(const std::string& payload, const std::string& size, std::uint64_t limit) {
  return "the " + payload + " is " + size + " bytes, which has exceeded the maximum limit of " +
         limit_text(limit) + ".";
}

std::string between(const RoutePlan& plan, const Hop& hop) {
  const auto next = static_cast<std::size_t>(hop.index);
  return hop.container_hostname + " to " + plan.stages[next].container_hostname;
}

bool is_last(const RoutePlan& plan, const Hop& hop) {
  return plan.mode == ExecutionMode::Direct ||  // contract 3.25: only one is called
         static_cast<std::size_t>(hop.index) == plan.stages.size();
}

ModelError broken_hand_over(const RoutePlan& plan, const Hop& hop, HandOverFault fault) {
  const HttpResponse& response = *hop.response();
  const std::string size = std::to_string(response.body->size());
  switch (fault) {
    case HandOverFault::TooLargeBetweenContainers:
      return however(plan, hop, response.status,
                     over_limit("request payload from " + between(plan, hop), size,
                                plan.profile.between_containers_bytes));
    case HandOverFault::ResponseTooLarge:
      return however(
          plan, hop, response.status,
          over_limit("response payload from the container", size, plan.profile.response_bytes));
    case HandOverFault::EmptyBody:
      break;
  }
  // contract 3.23 is silent about it; the text is ours.
  return however(plan, hop, response.status,
                 "the request payload from " + between(plan, hop) + " is empty.");
}

// An answer that we stopped reading. Its size is what its Content-Length says, else at least
// one byte more than was allowed.
ModelError too_large(const RoutePlan& plan, const Hop& hop, const HttpResponse& head) {
  const ContractProfile& profile = plan.profile;
  const std::uint64_t most = std::max(profile.between_containers_bytes, profile.response_bytes);
  const auto length = head.headers.get("Content-Length");
  const std::string size = length ? std::string(*length) : "more than " + std::to_string(most);
  const bool last = is_last(plan, hop);
  return however(
      plan, hop, head.status,
      over_limit(last ? "response payload from the container"
                      : "request payload from " + between(plan, hop),
                 size, last ? profile.response_bytes : profile.between_containers_bytes));
}

ModelError broken_wire(const RoutePlan& plan, const Hop& hop, const EndpointName& endpoint) {
  const HttpResponse* part = hop.error()->partial.get();
  const bool known = part != nullptr && part->status != 0;
  const bool success = known && part->status >= 200 && part->status < 300;
  // contract 3.16: an error whose text did not come through is still that error.
  if (known && !success && hop.error()->kind != TransportErrorKind::Timeout)
    return bad_status(plan, hop, *part, false);
  if (success && hop.error()->kind == TransportErrorKind::TooLarge)
    return too_large(plan, hop, *part);
  return no_answer(plan, hop, endpoint);
}

// contract 3.15. LogStreamArn names a log group, as captured.
HttpResponse render(const ModelError& error, const EndpointName& endpoint,
                    std::string_view request_id) {
  const std::string group = "/aws/sagemaker/Endpoints/" + endpoint.endpoint;
  std::string message = error.message;
  if (error.points_to_logs)
    message += ". See https://" + endpoint.region +
               ".console.aws.amazon.com/cloudwatch/home?region=" + endpoint.region +
               "#logEventViewer:group=" + group + " in account " + endpoint.account +
               " for more information.";
  const Json body{{"ErrorCode", error.code},
                  {"LogStreamArn", "arn:aws:logs:" + endpoint.region + ":" + endpoint.account +
                                       ":log-group:" + group},
                  {"Message", message},
                  {"OriginalMessage", error.original_message},
                  {"OriginalStatusCode", error.original_status}};
  return error_answer(424, "ModelError", request_id,
                      body.dump(-1, ' ', false, Json::error_handler_t::replace));
}

struct Reason {
  int status;
  std::string_view words;
};
constexpr std::array kReasons{
    Reason{400, "Bad Request"},           Reason{405, "Method Not Allowed"},
    Reason{424, "Failed Dependency"},     Reason{429, "Too Many Requests"},
    Reason{500, "Internal Server Error"}, Reason{503, "Service Unavailable"}};

std::string reason_of(int status) {
  const auto* known = std::ranges::find(kReasons, status, &Reason::status);
  return known == kReasons.end() ? std::string() : std::string(known->words);
}

// contract 3.13. That a success is always 200 is an inference: the API models no other.
HttpResponse success(const HttpResponse& last, const EndpointName& endpoint,
                     std::string_view request_id) {
  HttpResponse out;
  out.status = 200;
  out.reason = "OK";
  out.version = "1.1";
  out.headers.add("x-amzn-RequestId", std::string(request_id));
  out.headers.add("x-Amzn-Invoked-Production-Variant", endpoint.variant);
  for (const std::string_view name : headers_to_client())
    if (const auto value = last.headers.get(name))
      out.headers.add(std::string(name), std::string(*value));
  out.headers.add("Content-Length", std::to_string(last.body->size()));
  out.body = last.body;
  return out;
}

}  // namespace

HttpResponse error_answer(int status, std::string_view error_type, std::string_view request_id,
                          const std::string& json_text) {
  HttpResponse out;
  out.status = status;
  out.reason = reason_of(status);
  out.version = "1.1";
  out.headers.add("x-amzn-RequestId", std::string(request_id));
  out.headers.add("x-amzn-ErrorType", std::string(error_type));  // contract 4.9
  out.headers.add("Content-Type", "application/json");
  out.headers.add("Content-Length", std::to_string(json_text.size()));
  out.body = make_body(json_text);
  return out;
}

HttpResponse worded_error(int status, std::string_view error_type, std::string_view request_id,
                          std::string_view message, std::string_view error_code) {
  Json body{{"Code", error_type}, {"Message", message}};
  if (!error_code.empty()) body = {{"ErrorCode", error_code}, {"Message", message}};
  return error_answer(status, error_type, request_id,
                      body.dump(-1, ' ', false, Json::error_handler_t::replace));
}

HttpResponse validation_error(std::string_view request_id, std::string_view message,
                              std::string_view error_code) {
  return worded_error(400, "ValidationError", request_id, message, error_code);
}

namespace {

// contract 2.32, 3.24. That a model which cannot be fetched is a ValidationError is an inference,
// the texts are ours.
std::optional<HttpResponse> model_not_there(const Hop& hop, const InvokeRequest& request,
                                            std::string_view request_id) {
  const std::string model = request.target_model.value_or("");
  if (model_is_missing(hop)) return validation_error(request_id, hop.error()->message + ".");
  if (is_model_load(hop) && hop.error()->kind == TransportErrorKind::Timeout)
    return worded_error(429, "ModelNotReadyException", request_id,
                        "Container " + hop.container_hostname + " is still loading model " + model +
                            ". Wait and try again.");
  return std::nullopt;
}

}  // namespace

std::optional<HttpResponse> invoke_result(const RoutePlan& plan, const InvokeRequest& request,
                                          const std::vector<HopPtr>& hops,
                                          const EndpointName& endpoint,
                                          std::string_view request_id) {
  if (hops.empty()) return std::nullopt;  // cancelled before the first hop
  const Hop& hop = *hops.back();
  if (hop.error() != nullptr) {
    if (hop.error()->kind == TransportErrorKind::Cancelled) return std::nullopt;
    if (auto refusal = model_not_there(hop, request, request_id)) return refusal;
    return render(broken_wire(plan, hop, endpoint), endpoint, request_id);
  }
  if (failed(hop))
    return render(bad_status(plan, hop, *hop.response(), true), endpoint, request_id);
  if (const auto fault = hand_over_fault(hop, is_last(plan, hop), plan.profile))
    return render(broken_hand_over(plan, hop, *fault), endpoint, request_id);
  if (!is_last(plan, hop)) return std::nullopt;  // cancelled between two hops
  return success(*hop.response(), endpoint, request_id);
}

}  // namespace emulator
