#include "emulator/api/invoke/invoke_request.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace emulator {
namespace {

constexpr std::size_t kLongestEndpointName = 63;

struct Path {
  std::string_view ending;
  InvokeOperation operation;
};
constexpr std::array kPaths{
    Path{"/invocations", InvokeOperation::InvokeEndpoint},
    Path{"/invocations-response-stream", InvokeOperation::InvokeEndpointWithResponseStream},
    Path{"/async-invocations", InvokeOperation::InvokeEndpointAsync}};

struct HeaderMember {
  std::string_view header;
  std::optional<std::string> InvokeRequest::*member;
};

// contract 4.1.
constexpr std::array kBoth{
    HeaderMember{"Content-Type", &InvokeRequest::content_type},
    HeaderMember{"X-Amzn-SageMaker-Custom-Attributes", &InvokeRequest::custom_attributes},
    HeaderMember{"X-Amzn-SageMaker-Target-Variant", &InvokeRequest::target_variant},
    HeaderMember{"X-Amzn-SageMaker-Target-Container-Hostname",
                 &InvokeRequest::target_container_hostname},
    HeaderMember{"X-Amzn-SageMaker-Inference-Id", &InvokeRequest::inference_id},
    HeaderMember{"X-Amzn-SageMaker-Inference-Component", &InvokeRequest::inference_component},
    HeaderMember{"X-Amzn-SageMaker-Session-Id", &InvokeRequest::session_id},
};
constexpr std::array kPlain{
    HeaderMember{"Accept", &InvokeRequest::accept},
    HeaderMember{"X-Amzn-SageMaker-Target-Model", &InvokeRequest::target_model},
    HeaderMember{"X-Amzn-SageMaker-Enable-Explanations", &InvokeRequest::enable_explanations},
};
// contract 4.3: no TargetModel.
constexpr std::array kStreamed{HeaderMember{"X-Amzn-SageMaker-Accept", &InvokeRequest::accept}};

template <typename Members>
void read(const Members& members, const Headers& headers, InvokeRequest& out) {
  for (const HeaderMember& each : members)
    if (const auto value = headers.get(each.header)) out.*each.member = std::string(*value);
}

bool is_letter_or_digit(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

}  // namespace

std::optional<InvokeTarget> invoke_target(std::string_view path) {
  constexpr std::string_view kPrefix = "/endpoints/";
  path = path.substr(0, path.find_first_of("?#"));
  if (!path.starts_with(kPrefix)) return std::nullopt;
  path.remove_prefix(kPrefix.size());
  const std::size_t slash = path.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto* found = std::ranges::find(kPaths, path.substr(slash), &Path::ending);
  if (found == kPaths.end()) return std::nullopt;
  return InvokeTarget{found->operation, std::string(path.substr(0, slash))};
}

InvokeRequest invoke_request(InvokeOperation operation, const FrontRequest& request) {
  InvokeRequest out;
  read(kBoth, request.http.headers, out);
  if (operation == InvokeOperation::InvokeEndpointWithResponseStream)
    read(kStreamed, request.http.headers, out);
  else
    read(kPlain, request.http.headers, out);
  out.body = request.http.body;
  return out;
}

bool is_endpoint_name(std::string_view name) {
  return !name.empty() && name.size() <= kLongestEndpointName && is_letter_or_digit(name.front()) &&
         is_letter_or_digit(name.back()) &&
         std::ranges::all_of(name, [](char c) { return c == '-' || is_letter_or_digit(c); });
}

}  // namespace emulator
