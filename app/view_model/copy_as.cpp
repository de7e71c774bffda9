#include "app/view_model/copy_as.h"

#include <algorithm>
#include <array>
#include <optional>

#include "app/view_model/client_lines.h"
#include "app/view_model/curl_command.h"
#include "emulator/base/text.h"

namespace app {
namespace {

using emulator::InvokeRequest;

constexpr std::size_t kMostInline = 8 * 1024;
constexpr const char* kBodyFile = "request.bin";

// What InvokeEndpoint takes besides the body (contract 4.1), as the AWS CLI and boto3 call it.
struct Parameter {
  const char* option;
  const char* keyword;
  std::optional<std::string> InvokeRequest::*value;
};
constexpr std::array kParameters = {
    Parameter{"--content-type", "ContentType", &InvokeRequest::content_type},
    Parameter{"--accept", "Accept", &InvokeRequest::accept},
    Parameter{"--custom-attributes", "CustomAttributes", &InvokeRequest::custom_attributes},
    Parameter{"--target-model", "TargetModel", &InvokeRequest::target_model},
    Parameter{"--target-variant", "TargetVariant", &InvokeRequest::target_variant},
    Parameter{"--target-container-hostname", "TargetContainerHostname",
              &InvokeRequest::target_container_hostname},
    Parameter{"--inference-id", "InferenceId", &InvokeRequest::inference_id},
    Parameter{"--enable-explanations", "EnableExplanations", &InvokeRequest::enable_explanations},
    Parameter{"--inference-component-name", "InferenceComponentName",
              &InvokeRequest::inference_component},
    Parameter{"--session-id", "SessionId", &InvokeRequest::session_id},
};

// Terminals act on control characters even inside quotes when a command is pasted.
bool fits_inline(const emulator::Bytes* body) {
  if (!body || body->size() > kMostInline || !emulator::is_valid_utf8(body->view())) return false;
  return std::ranges::none_of(body->view(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7F;
  });
}

std::string hint_for(const emulator::Bytes* body) {
  return fits_inline(body) ? "" : "Save the body as " + std::string(kBodyFile) + " first";
}

}  // namespace

CopiedCall aws_cli_call(const InvokeRequest& request, const CallPlace& place,
                        const emulator::Bytes* body) {
  CopiedCall call{{}, hint_for(body)};
  // The AWS CLI takes a body from a file (contract 4.8).
  if (fits_inline(body))
    call.text = "printf %s " + shell_quoted(body->view()) + " > " + kBodyFile + "\n";
  if (!place.url.empty())
    for (const char* key : {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"})
      call.text += std::string(key) + "=\"${" + key + ":-hoplens}\" ";
  call.text += "aws sagemaker-runtime invoke-endpoint";
  const auto option = [&call](const std::string& name, std::string_view value) {
    call.text += " \\\n  " + name + " " + shell_quoted(value);
  };
  if (!place.url.empty()) option("--endpoint-url", place.url);
  option("--region", place.region);
  option("--endpoint-name", place.endpoint);
  for (const Parameter& parameter : kParameters)
    if (const auto& value = request.*parameter.value) option(parameter.option, *value);
  option("--body", std::string("fileb://") + kBodyFile);
  call.text += " \\\n  answer.bin && cat answer.bin\n";
  return call;
}

CopiedCall boto3_call(const InvokeRequest& request, const CallPlace& place,
                      const emulator::Bytes* body) {
  CopiedCall call{"import boto3\n\nruntime = boto3.client(\n    \"sagemaker-runtime\",\n",
                  hint_for(body)};
  const auto argument = [&call](const std::string& name, const std::string& value) {
    call.text += "    " + name + "=" + value + ",\n";
  };
  argument("region_name", python_quoted(place.region));
  if (!place.url.empty()) {
    argument("endpoint_url", python_quoted(place.url));
    argument("aws_access_key_id", python_quoted("hoplens"));
    argument("aws_secret_access_key", python_quoted("hoplens"));
  }
  call.text += ")\nanswer = runtime.invoke_endpoint(\n";
  argument("EndpointName", python_quoted(place.endpoint));
  for (const Parameter& parameter : kParameters)
    if (const auto& value = request.*parameter.value)
      argument(parameter.keyword, python_quoted(*value));
  argument("Body", fits_inline(body) ? python_quoted(body->view()) + ".encode()"
                                     : "open(" + python_quoted(kBodyFile) + ", \"rb\").read()");
  call.text += ")\nprint(answer[\"Body\"].read().decode())\n";
  return call;
}

}  // namespace app
