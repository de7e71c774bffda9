#include "emulator/model/contract_profile.h"

#include <array>

namespace emulator {
namespace {

using P = ContractProfile;

// One row's accessors for an enum member of the profile.
template <auto Member>
int get_switch(const P& profile) {
  return static_cast<int>(profile.*Member);
}
template <auto Member>
void set_switch(P& profile, int option) {
  using Enum = std::remove_reference_t<decltype(profile.*Member)>;
  profile.*Member = static_cast<Enum>(option);
}

template <auto Member>
double get_seconds(const P& profile) {
  return std::chrono::duration<double>(profile.*Member).count();
}
template <auto Member>
void set_seconds(P& profile, double value) {
  profile.*Member =
      std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::duration<double>(value));
}
template <auto Member>
double get_bytes(const P& profile) {
  return static_cast<double>(profile.*Member);
}
template <auto Member>
void set_bytes(P& profile, double value) {
  profile.*Member = static_cast<std::uint64_t>(value);
}

constexpr std::array<std::string_view, 2> kPortBinding{"lenient", "strict"};
constexpr std::array<std::string_view, 2> kInnerAccept{"any", "absent"};
constexpr std::array<std::string_view, 2> kClientAccept{"last", "first-and-last"};
constexpr std::array<std::string_view, 2> kMissingType{"none", "octet-stream"};
constexpr std::array<std::string_view, 2> kAttributes{"first", "all"};
constexpr std::array<std::string_view, 2> kEmptyBody{"forward", "stop"};
constexpr std::array<std::string_view, 2> kTimeoutScope{"container", "chain"};

template <auto Member>
constexpr SwitchSetting switch_row(std::string_view name, std::span<const std::string_view> options,
                                   std::string_view evidence, std::string_view fact,
                                   std::string_view meaning) {
  return {name, options, evidence, fact, meaning, get_switch<Member>, set_switch<Member>};
}

constexpr std::array kSwitches{
    switch_row<&P::port_binding>(
        "PortBinding", kPortBinding, "CONFLICT", "2.9",
        "Whether a container that ignores SAGEMAKER_BIND_TO_PORT and answers on 8080 is used "
        "(lenient, with a warning) or fails (strict)"),
    switch_row<&P::inner_accept>("InnerAccept", kInnerAccept, "[C][I]", "3.4",
                                 "What inner containers see as Accept: */* (any) or no header "
                                 "(absent)"),
    switch_row<&P::client_accept>("ClientAccept", kClientAccept, "[C][I]", "3.2, 3.7",
                                  "Which containers see the client's Accept"),
    switch_row<&P::missing_content_type>(
        "MissingContentType", kMissingType, "SILENT", "3.23",
        "What the next container sees when an answer has no Content-Type"),
    switch_row<&P::attributes>("Attributes", kAttributes, "SILENT", "3.9",
                               "Which containers see CustomAttributes and InferenceId"),
    switch_row<&P::empty_body>("EmptyBody", kEmptyBody, "SILENT", "3.23",
                               "Whether a 204 or empty answer of a middle container is handed on "
                               "or stops the chain"),
    switch_row<&P::timeout_scope>("TimeoutScope", kTimeoutScope, "SILENT", "3.18",
                                  "Whether the invocation time-out counts per container or for "
                                  "the whole chain"),
};

constexpr std::array kLimits{
    LimitSetting{"InvocationTimeoutSeconds", "seconds", "[D]", "2.24",
                 "Longest time a container may take to answer; 0 is no limit",
                 get_seconds<&P::invocation_timeout>, set_seconds<&P::invocation_timeout>},
    LimitSetting{"StartupHealthCheckTimeoutSeconds", "seconds", "[D]", "2.18",
                 "Longest time from start until /ping answers 200",
                 get_seconds<&P::startup_timeout>, set_seconds<&P::startup_timeout>},
    LimitSetting{"PingTimeoutSeconds", "seconds", "[D]", "2.17",
                 "Longest time one /ping may take", get_seconds<&P::ping_timeout>,
                 set_seconds<&P::ping_timeout>},
    LimitSetting{"RequestBytes", "bytes", "CONFLICT", "3.22", "Largest request body",
                 get_bytes<&P::request_bytes>, set_bytes<&P::request_bytes>},
    LimitSetting{"BetweenContainersBytes", "bytes", "[D]", "3.21",
                 "Largest body between two containers", get_bytes<&P::between_containers_bytes>,
                 set_bytes<&P::between_containers_bytes>},
    LimitSetting{"ResponseBytes", "bytes", "CONFLICT", "3.22", "Largest body of the last answer",
                 get_bytes<&P::response_bytes>, set_bytes<&P::response_bytes>},
};

}  // namespace

std::span<const SwitchSetting> switch_settings() { return kSwitches; }
std::span<const LimitSetting> limit_settings() { return kLimits; }

}  // namespace emulator
