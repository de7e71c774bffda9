#include "app/view_model/client_lines.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "app/view_model/curl_command.h"

namespace app {
namespace {

constexpr std::string_view kSageMaker = "AWS_ENDPOINT_URL_SAGEMAKER";
constexpr std::string_view kRuntime = "AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME";
constexpr std::string_view kPlaceholder = "ENDPOINT-NAME";
constexpr std::string_view kDummy = "hoplens";
constexpr std::string_view kBodyFile = "request.bin";
// boto3 and the AWS CLI read AWS_DEFAULT_REGION, the other SDKs AWS_REGION.
constexpr std::array<std::string_view, 2> kRegions = {"AWS_REGION", "AWS_DEFAULT_REGION"};
constexpr std::array<std::string_view, 2> kKeys = {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"};

std::string text_of(std::string_view text) { return std::string(text); }

std::string endpoint_of(const ClientTarget& target) {
  return target.endpoint.empty() ? text_of(kPlaceholder) : target.endpoint;
}
std::string type_of(const ClientTarget& target) {
  return target.content_type.empty() ? "text/csv" : target.content_type;
}

// A profile has keys of its own, which these would win against.
std::string posix(const ClientTarget& target) {
  std::string out;
  for (const std::string_view name : {kSageMaker, kRuntime})
    out += "export " + text_of(name) + "=" + shell_quoted(target.url) + "\n";
  const auto where_unset = [&](std::string_view name, std::string_view guard,
                               std::string_view value) {
    out += "[ -n \"${" + text_of(name) + "-}" + text_of(guard) + "\" ] || export " + text_of(name) +
           "=" + shell_quoted(value) + "\n";
  };
  for (const std::string_view name : kKeys) where_unset(name, "${AWS_PROFILE-}", kDummy);
  for (const std::string_view name : kRegions) where_unset(name, "", target.region);
  return out;
}

// Only \ and ' mean something between single quotes.
std::string fish_quoted(std::string_view word) {
  std::string quoted = "'";
  for (const char c : word) {
    if (c == '\'' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "'";
}

std::string fish(const ClientTarget& target) {
  std::string out;
  for (const std::string_view name : {kSageMaker, kRuntime})
    out += "set -gx " + text_of(name) + " " + fish_quoted(target.url) + "\n";
  const auto where_unset = [&](std::string_view name, std::string_view guard,
                               std::string_view value) {
    out += "test -n \"$" + text_of(name) + text_of(guard) + "\"; or set -gx " + text_of(name) +
           " " + fish_quoted(value) + "\n";
  };
  for (const std::string_view name : kKeys) where_unset(name, "$AWS_PROFILE", kDummy);
  for (const std::string_view name : kRegions) where_unset(name, "", target.region);
  return out;
}

std::string powershell_quoted(std::string_view word) {
  std::string quoted = "'";
  for (const char c : word) {
    if (c == '\'') quoted += '\'';
    quoted += c;
  }
  return quoted + "'";
}

std::string powershell(const ClientTarget& target) {
  std::string out;
  for (const std::string_view name : {kSageMaker, kRuntime})
    out += "$env:" + text_of(name) + " = " + powershell_quoted(target.url) + "\n";
  const auto where_unset = [&](std::string_view name, std::string_view guard,
                               std::string_view value) {
    out += "if (-not ($env:" + text_of(name) + text_of(guard) + ")) { $env:" + text_of(name) +
           " = " + powershell_quoted(value) + " }\n";
  };
  for (const std::string_view name : kKeys) where_unset(name, " -or $env:AWS_PROFILE", kDummy);
  for (const std::string_view name : kRegions) where_unset(name, "", target.region);
  return out;
}

std::string boto3(const ClientTarget& target) {
  const std::string body = target.body ? python_quoted(*target.body) + ".encode()"
                                       : "open(" + python_quoted(kBodyFile) + ", \"rb\")";
  return "import boto3\n"
         "\n"
         "address = {\n"
         "    \"endpoint_url\": " +
         python_quoted(target.url) +
         ",\n"
         "    \"region_name\": " +
         python_quoted(target.region) +
         ",\n"
         "    \"aws_access_key_id\": " +
         python_quoted(kDummy) +
         ",\n"
         "    \"aws_secret_access_key\": " +
         python_quoted(kDummy) +
         ",\n"
         "}\n"
         "sagemaker = boto3.client(\"sagemaker\", **address)\n"
         "runtime = boto3.client(\"sagemaker-runtime\", **address)\n"
         "\n"
         "answer = runtime.invoke_endpoint(\n"
         "    EndpointName=" +
         python_quoted(endpoint_of(target)) +
         ",\n"
         "    ContentType=" +
         python_quoted(type_of(target)) +
         ",\n"
         "    Body=" +
         body +
         ",\n"
         ")\n"
         "print(answer[\"Body\"].read().decode())\n";
}

// The AWS CLI takes a body from a file (contract 4.8).
std::string aws_cli(const ClientTarget& target) {
  std::string out;
  if (target.body)
    out += "printf %s " + shell_quoted(*target.body) + " > " + text_of(kBodyFile) + "\n";
  for (const std::string_view name : kKeys)
    out += text_of(name) + "=\"${" + text_of(name) + ":-" + text_of(kDummy) + "}\" ";
  return out + "\\\n  aws sagemaker-runtime invoke-endpoint \\\n" + "  --endpoint-url " +
         shell_quoted(target.url) + " --region " + shell_quoted(target.region) + " \\\n" +
         "  --endpoint-name " + shell_quoted(endpoint_of(target)) + " --content-type " +
         shell_quoted(type_of(target)) + " \\\n" + "  --body fileb://" + text_of(kBodyFile) +
         " answer.bin && cat answer.bin\n";
}

std::string curl(const ClientTarget& target) {
  // curl reads a file where the data begins with @.
  const bool inlined = target.body && !target.body->starts_with('@');
  return "curl -sS " +
         shell_quoted(target.url + "/endpoints/" + endpoint_of(target) + "/invocations") +
         " \\\n  -H " + shell_quoted("Content-Type: " + type_of(target)) + " \\\n  --data-binary " +
         (inlined ? shell_quoted(*target.body) : "@" + text_of(kBodyFile)) + "\n";
}

constexpr std::array kTexts = {
    ClientText{"posix", "POSIX shell", posix},          ClientText{"fish", "fish", fish},
    ClientText{"powershell", "PowerShell", powershell}, ClientText{"boto3", "boto3", boto3},
    ClientText{"aws-cli", "AWS CLI", aws_cli},          ClientText{"curl", "curl", curl},
};

}  // namespace

std::string python_quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (c == '\n') {
      quoted += "\\n";
    } else if (c == '\r') {
      quoted += "\\r";
    } else if (c == '\t') {
      quoted += "\\t";
    } else if (static_cast<unsigned char>(c) < 0x20) {
      std::array<char, 8> code{};
      std::snprintf(code.data(), code.size(), "\\x%02x", static_cast<unsigned>(c));
      quoted += code.data();
    } else {
      quoted += c;
    }
  }
  return quoted + "\"";
}

std::span<const ClientText> client_texts() { return kTexts; }

const ClientText* client_text(std::string_view name) {
  const auto found = std::ranges::find(kTexts, name, &ClientText::name);
  return found == kTexts.end() ? nullptr : &*found;
}

}  // namespace app
