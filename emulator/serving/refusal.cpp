#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "emulator/base/text.h"
#include "emulator/serving/error_answer.h"
#include "emulator/serving/run_pipeline.h"

namespace emulator {
namespace {

bool is_printable_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7F; });
}

// contract 4.1: a member that travels as a header, and its limits.
struct MemberRule {
  std::string_view name;  // as the service names it in its texts (1.19)
  const std::optional<std::string> InvokeRequest::*member;
  std::size_t least;
  std::size_t most;
};

constexpr std::array kMembers{
    MemberRule{"contentType", &InvokeRequest::content_type, 0, 1024},
    MemberRule{"accept", &InvokeRequest::accept, 0, 1024},
    MemberRule{"customAttributes", &InvokeRequest::custom_attributes, 0, 1024},
    MemberRule{"inferenceId", &InvokeRequest::inference_id, 1, 64},
};

std::string constraint(std::string_view member, std::string_view rule) {
  return "1 validation error detected: Value at '" + std::string(member) +
         "' failed to satisfy constraint: Member must " + std::string(rule);
}

// What is wrong with one member, "" when nothing is. The form of the texts is that of contract
// 1.19; that the runtime words them so is an inference.
std::string problem_of(const MemberRule& rule, const InvokeRequest& request) {
  const std::optional<std::string>& value = request.*rule.member;
  if (!value) return {};
  if (value->size() < rule.least)
    return constraint(rule.name,
                      "have length greater than or equal to " + std::to_string(rule.least));
  if (value->size() > rule.most)
    return constraint(rule.name, "have length less than or equal to " + std::to_string(rule.most));
  if (!is_printable_ascii(*value))
    return constraint(rule.name, "satisfy regular expression pattern: \\p{ASCII}*");
  return {};
}

std::string problem_of(const RoutePlan& plan, const InvokeRequest& request) {
  if (plan.stages.empty()) return "No container of model " + plan.model_name + " is to be called.";
  for (const MemberRule& rule : kMembers)
    if (std::string problem = problem_of(rule, request); !problem.empty()) return problem;
  // contract 3.22: the size is known, the text is an inference.
  if (request.body && request.body->size() > plan.profile.request_bytes)
    return constraint(
        "body", "have length less than or equal to " + std::to_string(plan.profile.request_bytes));
  return {};
}

}  // namespace

std::optional<HttpResponse> refuse_request(const RoutePlan& plan, const InvokeRequest& request,
                                           std::string_view request_id) {
  const std::string problem = problem_of(plan, request);
  if (problem.empty()) return std::nullopt;
  const nlohmann::json body{{"Code", "ValidationError"}, {"Message", problem}};
  using Json = nlohmann::json;
  return error_answer(400, "ValidationError", request_id,
                      body.dump(-1, ' ', false, Json::error_handler_t::replace));
}

}  // namespace emulator
