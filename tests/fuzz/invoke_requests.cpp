#include <algorithm>

#include "emulator/api/invoke/invoke_request.h"
#include "emulator/base/text.h"
#include "tests/fuzz/support/fuzz.h"

// A request to the runtime: its path in the first line, its headers in the others.
namespace fuzz {
namespace {

void check_name(std::string_view name) {
  if (!emulator::is_endpoint_name(name)) return;
  promise(name.size() <= 63 && std::ranges::all_of(name,
                                                   [](char c) {
                                                     return (c >= 'a' && c <= 'z') ||
                                                            (c >= 'A' && c <= 'Z') ||
                                                            (c >= '0' && c <= '9') || c == '-';
                                                   }),
          "an endpoint's name is short and plain");
}

}  // namespace

void try_input(std::string_view input) {
  const auto lines = emulator::split(input, '\n');
  const auto target = emulator::invoke_target(lines.front());
  check_name(lines.front());
  if (target) {
    promise(target->endpoint.find_first_of("/?#") == std::string::npos, "an endpoint is one step");
    promise(lines.front().starts_with("/endpoints/" + target->endpoint + "/"), "of the path");
    check_name(target->endpoint);
  }

  emulator::FrontRequest request;
  request.http.body = emulator::make_body(std::string(input));
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const std::size_t colon = std::min(lines[i].find(':'), lines[i].size());
    request.http.headers.add(std::string(lines[i].substr(0, colon)),
                             std::string(lines[i].substr(std::min(colon + 1, lines[i].size()))));
  }
  using Operation = emulator::InvokeOperation;
  const auto plain = emulator::invoke_request(Operation::InvokeEndpoint, request);
  const auto streamed =
      emulator::invoke_request(Operation::InvokeEndpointWithResponseStream, request);
  const auto first = [&request](std::string_view name) -> std::optional<std::string> {
    const auto value = request.http.headers.get(name);
    return value ? std::optional(std::string(*value)) : std::nullopt;
  };
  promise(plain.accept == first("accept") && streamed.accept == first("x-amzn-sagemaker-accept"),
          "Accept is the operation's own");
  promise(plain.target_model == first("x-amzn-sagemaker-target-model") && !streamed.target_model,
          "no TargetModel where it is streamed");
  for (const auto& each : {plain, streamed}) {
    promise(each.content_type == first("content-type"), "the first Content-Type counts");
    promise(each.custom_attributes == first("x-amzn-sagemaker-custom-attributes"),
            "custom attributes are the header");
    promise(each.target_variant == first("x-amzn-sagemaker-target-variant"),
            "the variant is the header");
    promise(each.body == request.http.body, "the body is not touched");
  }
}

}  // namespace fuzz
