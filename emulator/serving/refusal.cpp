#include <algorithm>
#include <array>
#include <cctype>

#include "emulator/base/text.h"
#include "emulator/serving/error_answer.h"
#include "emulator/serving/run_pipeline.h"

namespace emulator {
namespace {

// Why a request is refused; `code` only where the service is known or thought to send one.
struct Refusal {
  std::string message;
  std::string_view code = {};
};
using Refused = std::optional<Refusal>;

// contract 3.26: this one is captured. The codes of Direct mode (3.25: silent) follow its form.
constexpr std::string_view kModelNotSupported = "TARGET_MODEL_HEADER_NOT_SUPPORTED";
constexpr std::string_view kModelRequired = "TARGET_MODEL_HEADER_REQUIRED";
constexpr std::string_view kContainerNotSupported =
    "TARGET_CONTAINER_HOSTNAME_HEADER_NOT_SUPPORTED";
constexpr std::string_view kContainerRequired = "TARGET_CONTAINER_HOSTNAME_HEADER_REQUIRED";
constexpr std::string_view kContainerNotFound = "TARGET_CONTAINER_HOSTNAME_NOT_FOUND";

bool is_printable_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7F; });
}

bool is_target_model(std::string_view text) {
  return is_printable_ascii(text) && !text.starts_with(' ');
}

// Letters and digits with hyphens between them.
bool is_name(std::string_view text) {
  const auto letter = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; };
  return is_printable_ascii(text) && !text.empty() && letter(text.front()) && letter(text.back()) &&
         std::ranges::all_of(text, [&](char c) { return c == '-' || letter(c); });
}

bool is_session(std::string_view text) { return text == "NEW_SESSION" || is_name(text); }

// contract 4.1: a member that travels as a header, and its limits.
struct MemberRule {
  std::string_view name;  // as the service names it in its texts (1.19)
  const std::optional<std::string> InvokeRequest::*member;
  std::size_t least;
  std::size_t most;
  bool (*fits)(std::string_view);
  std::string_view pattern;  // what `fits` stands for
};

constexpr std::string_view kAscii = "\\p{ASCII}*";
constexpr std::string_view kName = "^[a-zA-Z0-9](-*[a-zA-Z0-9])*";
constexpr std::string_view kTargetModel = "\\A\\S[\\p{Print}]*\\z";
constexpr std::string_view kSession = "^(NEW_SESSION)$|^[a-zA-Z0-9](-*[a-zA-Z0-9])*$";

constexpr std::array kMembers{
    MemberRule{"contentType", &InvokeRequest::content_type, 0, 1024, is_printable_ascii, kAscii},
    MemberRule{"accept", &InvokeRequest::accept, 0, 1024, is_printable_ascii, kAscii},
    MemberRule{"customAttributes", &InvokeRequest::custom_attributes, 0, 1024, is_printable_ascii,
               kAscii},
    MemberRule{"inferenceId", &InvokeRequest::inference_id, 1, 64, is_printable_ascii, kAscii},
    MemberRule{"targetModel", &InvokeRequest::target_model, 1, 1024, is_target_model, kTargetModel},
    MemberRule{"targetVariant", &InvokeRequest::target_variant, 0, 63, is_name, kName},
    MemberRule{"targetContainerHostname", &InvokeRequest::target_container_hostname, 0, 63, is_name,
               kName},
    MemberRule{"enableExplanations", &InvokeRequest::enable_explanations, 1, 64, is_printable_ascii,
               kAscii},
    MemberRule{"inferenceComponentName", &InvokeRequest::inference_component, 0, 63, is_name,
               kName},
    MemberRule{"sessionId", &InvokeRequest::session_id, 0, 256, is_session, kSession},
};

std::string constraint(std::string_view member, std::string_view rule) {
  return "1 validation error detected: Value at '" + std::string(member) +
         "' failed to satisfy constraint: Member must " + std::string(rule);
}

std::string at_most(std::string_view member, std::uint64_t most) {
  return constraint(member, "have length less than or equal to " + std::to_string(most));
}

// What is wrong with one member, "" when nothing is. The form of the texts is that of contract
// 1.19; that the runtime words them so is an inference.
std::string problem_of(const MemberRule& rule, const InvokeRequest& request) {
  const std::optional<std::string>& value = request.*rule.member;
  if (!value) return {};
  if (value->size() < rule.least)
    return constraint(rule.name,
                      "have length greater than or equal to " + std::to_string(rule.least));
  if (value->size() > rule.most) return at_most(rule.name, rule.most);
  if (!rule.fits(*value))
    return constraint(rule.name,
                      "satisfy regular expression pattern: " + std::string(rule.pattern));
  return {};
}

Refused member_refused(const InvokeRequest& request) {
  for (const MemberRule& rule : kMembers)
    if (std::string problem = problem_of(rule, request); !problem.empty())
      return Refusal{std::move(problem)};
  return std::nullopt;
}

// contract 3.25: missing, unknown, or sent to an endpoint that is not direct.
Refused target_container_refused(const RoutePlan& plan, const InvokeRequest& request,
                                 const std::string& endpoint) {
  const std::optional<std::string>& target = request.target_container_hostname;
  if (plan.mode == ExecutionMode::Serial) {
    if (!target) return std::nullopt;
    return Refusal{"Endpoint " + endpoint +
                       " does not invoke its containers directly and does not support target "
                       "container hostname header.",
                   kContainerNotSupported};
  }
  if (!target)
    return Refusal{"Endpoint " + endpoint +
                       " invokes its containers directly and requires target container hostname "
                       "header.",
                   kContainerRequired};
  if (called_stages(plan, request).empty())
    return Refusal{"Endpoint " + endpoint + " has no container with hostname " + *target + ".",
                   kContainerNotFound};
  return std::nullopt;
}

// contract 3.26, 3.27; that a request without it is refused is an inference.
Refused target_model_refused(const RoutePlan& plan, const InvokeRequest& request,
                             const std::string& endpoint) {
  const bool wanted = std::ranges::any_of(called_stages(plan, request), &RouteStage::multi_model);
  if (wanted == request.target_model.has_value()) return std::nullopt;
  if (wanted)
    return Refusal{
        "Endpoint " + endpoint + " is a multi-model endpoint and requires target model header.",
        kModelRequired};
  return Refusal{"Endpoint " + endpoint +
                     " is not a multi-model endpoint and does not support target model header.",
                 kModelNotSupported};
}

Refused refused(const RoutePlan& plan, const InvokeRequest& request, const std::string& endpoint) {
  if (plan.stages.empty())
    return Refusal{"No container of model " + plan.model_name + " is to be called."};
  if (auto refusal = member_refused(request)) return refusal;
  if (auto refusal = target_container_refused(plan, request, endpoint)) return refusal;
  return target_model_refused(plan, request, endpoint);
}

}  // namespace

HttpResponse refuse_body(std::uint64_t most_bytes, std::string_view request_id) {
  // contract 3.22: the size is known, the text is an inference.
  return validation_error(request_id, at_most("body", most_bytes));
}

std::optional<HttpResponse> refuse_request(const RoutePlan& plan, const InvokeRequest& request,
                                           std::string_view request_id, std::string_view endpoint) {
  const Refused refusal =
      refused(plan, request, endpoint.empty() ? plan.model_name : std::string(endpoint));
  if (refusal) return validation_error(request_id, refusal->message, refusal->code);
  if (request.body && request.body->size() > plan.profile.request_bytes)
    return refuse_body(plan.profile.request_bytes, request_id);
  return std::nullopt;
}

}  // namespace emulator
