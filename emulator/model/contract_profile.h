#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace emulator {

enum class PortBinding { Lenient, Strict };            // contract 2.9
enum class InnerAccept { Any, Absent };                // contract 3.4
enum class ClientAccept { Last, FirstAndLast };        // contract 3.2, 3.7
enum class MissingContentType { None, OctetStream };   // contract 9
enum class AttributesScope { First, All };             // contract 3.9
enum class EmptyBody { Forward, Stop };                // contract 3.23
enum class TimeoutScope { Container, Chain };          // contract 3.18

// Every limit and every open point of SageMaker's behaviour, as a value. Defaults are those of
// contract section 9. Pinned into the route plan of each invocation.
struct ContractProfile {
  std::chrono::nanoseconds invocation_timeout = std::chrono::seconds{60};  // 0: none (2.24)
  std::chrono::nanoseconds startup_timeout = std::chrono::seconds{480};    // 2.18
  std::chrono::nanoseconds ping_timeout = std::chrono::seconds{2};         // 2.17
  std::uint64_t request_bytes = 25'000'000;                 // 3.22
  std::uint64_t between_containers_bytes = 5'000'000;       // 3.21
  std::uint64_t response_bytes = 25'000'000;                // 3.22

  PortBinding port_binding = PortBinding::Lenient;
  InnerAccept inner_accept = InnerAccept::Any;
  ClientAccept client_accept = ClientAccept::Last;
  MissingContentType missing_content_type = MissingContentType::None;
  AttributesScope attributes = AttributesScope::First;
  EmptyBody empty_body = EmptyBody::Forward;
  TimeoutScope timeout_scope = TimeoutScope::Container;

  bool operator==(const ContractProfile&) const = default;
};

// One switch as the file, the command line, the settings page and the README's table show it.
struct SwitchSetting {
  std::string_view name;                        // member of Local.Switches
  std::span<const std::string_view> options;    // first is the default
  std::string_view evidence;                    // "[C][I]", "CONFLICT", "SILENT"
  std::string_view fact;                        // "3.4"
  std::string_view meaning;                     // one sentence
  int (*get)(const ContractProfile&);           // index into options
  void (*set)(ContractProfile&, int option);
};

// One limit of Local.Limits.
struct LimitSetting {
  std::string_view name;
  std::string_view unit;  // "seconds" or "bytes"
  std::string_view evidence;
  std::string_view fact;
  std::string_view meaning;
  double (*get)(const ContractProfile&);
  void (*set)(ContractProfile&, double value);
};

std::span<const SwitchSetting> switch_settings();
std::span<const LimitSetting> limit_settings();

}  // namespace emulator
