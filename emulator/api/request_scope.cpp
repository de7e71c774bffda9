#include "emulator/api/request_scope.h"

#include <algorithm>
#include <cctype>

#include "emulator/base/text.h"

namespace emulator {
namespace {

constexpr std::size_t kLongestRegion = 64;

bool is_region(std::string_view text) {
  return !text.empty() && text.size() <= kLongestRegion &&
         std::ranges::all_of(text, [](unsigned char c) {
           return std::islower(c) != 0 || std::isdigit(c) != 0 || c == '-';
         });
}

}  // namespace

CallScope request_scope(const Headers& headers, const AddressOptions& options) {
  CallScope scope{options.region, options.account};
  // AWS4-HMAC-SHA256 Credential=KEY/DATE/REGION/sagemaker/aws4_request, SignedHeaders=…
  const std::string_view signature = headers.get("Authorization").value_or("");
  constexpr std::string_view kCredential = "Credential=";
  const std::size_t at = signature.find(kCredential);
  if (at == std::string_view::npos) return scope;
  const std::string_view credential = signature.substr(at + kCredential.size());
  const auto parts = split(credential.substr(0, credential.find_first_of(", ")), '/');
  if (parts.size() == 5 && is_region(parts[2])) scope.region = parts[2];
  return scope;
}

}  // namespace emulator
