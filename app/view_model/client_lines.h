#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace app {

// What clients are pointed at.
struct ClientTarget {
  std::string url;  // "http://127.0.0.1:8089"
  std::string region = "us-east-1";
  std::string endpoint;             // empty: a placeholder stands where a call names one
  std::string content_type;         // of the call's body; empty: text/csv
  std::optional<std::string> body;  // short text; none: it is read from request.bin
};

// Lines to paste that send a client of SageMaker here: those of a shell set
// AWS_ENDPOINT_URL_SAGEMAKER and AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME (contract 4.7) and, only where
// nothing is set, keys that no AWS knows and the Region; the others are one whole call.
struct ClientText {
  std::string_view name;   // "posix", "fish", "powershell", "boto3", "aws-cli", "curl"
  std::string_view label;  // "POSIX shell"
  std::string (*lines)(const ClientTarget& target);  // ends in a line break
};
std::span<const ClientText> client_texts();
// The text of that name, or null.
const ClientText* client_text(std::string_view name);

// A text as Python reads it back, quotes included.
std::string python_quoted(std::string_view text);

}  // namespace app
