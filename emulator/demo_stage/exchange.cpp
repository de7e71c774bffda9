#include "emulator/demo_stage/exchange.h"

#include <nlohmann/json.hpp>

#include "emulator/base/text.h"

namespace demo_stage {

std::string_view header_value(const Headers& headers, std::string_view name) {
  for (const auto& [key, value] : headers) {
    if (emulator::equals_ignoring_case(key, name)) return value;
  }
  return {};
}

Answer to_answer(const Refusal& refusal) {
  const nlohmann::ordered_json body{{"error", refusal.error}, {"error-message", refusal.message}};
  // A message may quote bytes of the request, which need not be UTF-8.
  constexpr auto kReplaceBadBytes = nlohmann::ordered_json::error_handler_t::replace;
  return {refusal.status, "application/json", body.dump(-1, ' ', false, kReplaceBadBytes), {}};
}

}  // namespace demo_stage
