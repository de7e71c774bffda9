#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/view_model/client_lines.h"
#include "app/view_model/humanise.h"

// The SageMaker address and what came through it, in words.
namespace app {

// What the top bar says about the address.
struct AddressChip {
  enum class State { Invocable, Open, Closed };  // Invocable: the open pipeline answers there
  State state = State::Closed;
  std::string text;  // "127.0.0.1:8089/endpoints/abalone/invocations"
  std::string url;   // what Copy copies; empty while it is closed
  std::string tooltip;
};
std::optional<AddressChip> address_chip(const emulator::EngineSnapshot& now);

// What to do about an address that could not be opened, as options to open it with.
struct AddressWay {
  std::string label;  // "Use 8090"
  emulator::AddressOptions options;
};
std::vector<AddressWay> ways_out(const emulator::AddressView& address);

// Something came through the address: it is worth looking at even while no pipeline is open.
bool has_guests(const emulator::EngineSnapshot& now);

// Clients are pointed at this endpoint of the address, else at the open pipeline's, else at none in
// particular. The body is that of the pipeline's first saved request, where it is short text.
ClientTarget client_target(const emulator::EngineSnapshot& now,
                           const emulator::EndpointView* endpoint = nullptr);

// "aws-cli/2.9.19", "Boto3/1.37.9": the program that names itself in "127.0.0.1:51002 aws-cli/…".
std::string short_client(std::string_view client);
// "abalone/AllTraffic"; without a variant where the request reached none.
std::string called_endpoint(const emulator::Invocation& invocation);
// "abalone/AllTraffic, Boto3/1.37.9, streamed"; for one that was sent from here "this window".
std::string caller_text(const emulator::Invocation& invocation);
bool came_through_address(const emulator::Invocation& invocation);

// "endpoint/variant/container" of a stage that runs for an endpoint of the address; empty: none.
std::string hosted_name(const emulator::AddressView* address, emulator::StageId stage);

// The other way round; no id where there is none.
emulator::StageId hosted_stage(const emulator::AddressView* address, std::string_view name);
// All of them but those of the open pipeline.
std::vector<std::string> hosted_names(const emulator::AddressView* address);

// contract 6.6
std::string log_group(std::string_view endpoint);
std::string log_stream(std::string_view variant, std::string_view container, bool only_one);

// Why a request was refused before any container was called.
struct Refusal {
  std::string title;    // "400 ValidationError"
  std::string message;  // what the client was told
  std::string help;     // what to do; may be empty
};
std::optional<Refusal> refusal_of(const emulator::Invocation& invocation);

}  // namespace app
