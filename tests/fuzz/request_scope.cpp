#include "emulator/api/request_scope.h"

#include <algorithm>

#include "tests/fuzz/support/fuzz.h"

// The Region in a request's signature: it becomes part of ARNs.
namespace fuzz {

void try_input(std::string_view input) {
  emulator::Headers headers;
  headers.add("Authorization", std::string(input));
  const emulator::AddressOptions options;
  const emulator::CallScope scope = emulator::request_scope(headers, options);
  promise(scope.account == options.account, "an account is never read from a signature");
  promise(scope.region == options.region || input.find(scope.region) != input.npos,
          "a Region is the request's or ours");
  promise(
      !scope.region.empty() && scope.region.size() <= 64 &&
          std::ranges::all_of(
              scope.region,
              [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; }),
      "a Region is short and plain");
}

}  // namespace fuzz
