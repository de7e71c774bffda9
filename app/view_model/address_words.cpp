#include "app/view_model/address_words.h"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "emulator/base/text.h"

namespace app {
namespace {

using emulator::AddressView;
using emulator::EndpointView;

constexpr std::string_view kScheme = "http://";
constexpr int kMostPort = 65'535;

std::string without_scheme(std::string_view url) {
  return std::string(url.starts_with(kScheme) ? url.substr(kScheme.size()) : url);
}

bool answers(const EndpointView& endpoint) {
  return endpoint.status == "InService" || endpoint.status == "Updating";
}

const EndpointView* endpoint_of_window(const AddressView& address) {
  const auto found = std::ranges::find_if(address.endpoints, &EndpointView::of_window);
  return found == address.endpoints.end() ? nullptr : &*found;
}

std::string three_parts(const EndpointView& endpoint, const emulator::VariantView& variant,
                        const emulator::HostedContainer& container) {
  return endpoint.name + "/" + variant.name + "/" + container.name;
}

AddressChip closed_chip(const AddressView& address) {
  AddressChip chip;
  const bool taken = address.error && address.error->code == emulator::ErrorCode::PortInUse;
  chip.text =
      taken ? "Port " + std::to_string(address.options.port) + " is taken" : "No SageMaker address";
  chip.tooltip = address.error ? address.error->what + "\n" + address.error->next_step
                               : "The SageMaker address is not open";
  return chip;
}

// Terminals act on control characters even inside quotes when a text is pasted.
bool fits_a_line(std::string_view body) {
  constexpr std::size_t kMost = 2'000;
  const auto is_control = [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7F;
  };
  return body.size() <= kMost && emulator::is_valid_utf8(body) &&
         std::ranges::none_of(body, is_control);
}

void fill_in_request(const emulator::Pipeline& pipeline, ClientTarget& target) {
  if (pipeline.requests.empty()) return;
  const emulator::SavedRequest& request = pipeline.requests.front();
  target.content_type = request.content_type.value_or("");
  if (request.body && fits_a_line(*request.body)) target.body = request.body;
}

// The member of a JSON object that is text, however it is spelled.
std::string member_of(const std::string& text, std::span<const char* const> names) {
  const auto read = nlohmann::json::parse(text, nullptr, false);
  if (!read.is_object()) return "";
  for (const char* name : names)
    if (const auto at = read.find(name); at != read.end() && at->is_string())
      return at->get<std::string>();
  return "";
}

struct RefusalHelp {
  std::string_view error;  // as x-amzn-ErrorType names it
  std::string_view part;   // of the message; empty: any
  std::string_view help;
};
// The first row that fits counts.
constexpr std::array kRefusals = {
    RefusalHelp{"ValidationError", "not found",
                "No endpoint of that name is here, or it is not in service yet: the drawer's "
                "Endpoints tab lists them. Names match by case (contract 4.17)"},
    RefusalHelp{"ValidationError", "target model",
                "Only a pipeline with a multi-model container takes TargetModel (contract 3.26)"},
    RefusalHelp{"ValidationError", "",
                "SageMaker refuses such a request before it calls any container (contract 3.24)"},
    RefusalHelp{"ModelNotReadyException", "",
                "The model is still loading; SDKs try again by themselves (contract 3.24, 4.10)"},
    RefusalHelp{"ServiceUnavailable", "",
                "No instance could take the request, or the queue was full; SDKs try again "
                "(contract 3.24, 4.10)"},
    RefusalHelp{"InternalFailure", "", "Report it with the log: this is no answer of a container"},
};

}  // namespace

std::optional<AddressChip> address_chip(const emulator::EngineSnapshot& now) {
  if (!now.address) return std::nullopt;
  const AddressView& address = *now.address;
  if (address.url.empty()) return closed_chip(address);
  AddressChip chip{AddressChip::State::Open, without_scheme(address.url), address.url, ""};
  const EndpointView* endpoint = endpoint_of_window(address);
  if (endpoint && answers(*endpoint)) {
    chip.state = AddressChip::State::Invocable;
    chip.text = without_scheme(endpoint->url);
    chip.url = endpoint->url;
    chip.tooltip =
        endpoint->url + "\nInvokeEndpoint reaches this pipeline there. A click copies it";
  } else {
    chip.tooltip = address.url + "\nClients of SageMaker are answered there. A click copies it";
  }
  if (address.beyond_loopback) chip.tooltip += "\nOthers in the network can reach it";
  return chip;
}

std::vector<AddressWay> ways_out(const AddressView& address) {
  std::vector<AddressWay> ways;
  if (!address.error) return ways;
  emulator::AddressOptions next = address.options;
  next.port = address.options.port < 1024 ? 8089 : address.options.port + 1;
  if (next.port <= kMostPort) ways.push_back({"Use " + std::to_string(next.port), next});
  next.port = 0;
  ways.push_back({"Any free port", next});
  return ways;
}

bool has_guests(const emulator::EngineSnapshot& now) {
  if (!now.address) return false;
  return !now.address->endpoints.empty() || !now.address->models.empty() || now.trace->size() > 0;
}

ClientTarget client_target(const emulator::EngineSnapshot& now, const EndpointView* endpoint) {
  ClientTarget target;
  if (!now.address) return target;
  target.url = now.address->url;
  target.region = now.address->options.region;
  if (!endpoint) endpoint = endpoint_of_window(*now.address);
  const emulator::Pipeline* pipeline = nullptr;
  if (endpoint) target.endpoint = endpoint->name;
  if (endpoint && endpoint->of_window) pipeline = now.pipeline.get();
  if (pipeline) fill_in_request(*pipeline, target);
  return target;
}

std::string short_client(std::string_view client) {
  const std::size_t space = client.find(' ');
  if (space == std::string_view::npos) return std::string(client);
  const std::vector<std::string> words = emulator::split(client.substr(space + 1), ' ');
  constexpr std::array<std::string_view, 3> kKnown = {"aws-cli/", "Boto3/", "aws-sdk-"};
  for (const std::string_view known : kKnown)
    for (const std::string& word : words)
      if (word.starts_with(known)) return word;
  return words.empty() || words.front().empty() ? std::string(client.substr(0, space))
                                                : words.front();
}

bool came_through_address(const emulator::Invocation& invocation) {
  return !invocation.client.empty();
}

std::string called_endpoint(const emulator::Invocation& invocation) {
  const emulator::EndpointName& name = invocation.endpoint;
  const bool reached = !invocation.order.empty() || !invocation.hops.empty();
  return reached && !name.variant.empty() ? name.endpoint + "/" + name.variant : name.endpoint;
}

std::string caller_text(const emulator::Invocation& invocation) {
  if (!came_through_address(invocation)) return "this window";
  std::string text = called_endpoint(invocation);
  text += (text.empty() ? "" : ", ") + short_client(invocation.client);
  return invocation.streamed ? text + ", streamed" : text;
}

std::string hosted_name(const AddressView* address, emulator::StageId stage) {
  if (!address) return "";
  for (const EndpointView& endpoint : address->endpoints)
    for (const emulator::VariantView& variant : endpoint.variants)
      for (const emulator::HostedContainer& container : variant.report.containers)
        if (container.status.stage == stage) return three_parts(endpoint, variant, container);
  return "";
}

emulator::StageId hosted_stage(const AddressView* address, std::string_view name) {
  if (!address) return {};
  for (const EndpointView& endpoint : address->endpoints)
    for (const emulator::VariantView& variant : endpoint.variants)
      for (const emulator::HostedContainer& container : variant.report.containers)
        if (three_parts(endpoint, variant, container) == name) return container.status.stage;
  return {};
}

std::vector<std::string> hosted_names(const AddressView* address) {
  std::vector<std::string> names;
  if (!address) return names;
  for (const EndpointView& endpoint : address->endpoints) {
    if (endpoint.of_window) continue;
    for (const emulator::VariantView& variant : endpoint.variants)
      for (const emulator::HostedContainer& container : variant.report.containers)
        names.push_back(three_parts(endpoint, variant, container));
  }
  return names;
}

std::string log_group(std::string_view endpoint) {
  return "/aws/sagemaker/Endpoints/" + std::string(endpoint);
}

std::string log_stream(std::string_view variant, std::string_view container, bool only_one) {
  const std::string instance = std::string(variant) + "/i-local0000000000000";
  return only_one ? instance : instance + "/" + std::string(container);
}

std::optional<Refusal> refusal_of(const emulator::Invocation& invocation) {
  const bool called = !invocation.hops.empty() || !invocation.order.empty();
  if (!invocation.finished || called || !invocation.response) return std::nullopt;
  const emulator::HttpResponse& response = *invocation.response;
  const auto header = response.headers.get("x-amzn-ErrorType");
  const std::string error(header ? header->substr(0, header->find(':')) : "");
  const auto body = response.body ? response.body->in_memory() : nullptr;
  constexpr std::array<const char*, 2> kMessage = {"Message", "message"};
  Refusal refusal;
  refusal.title = std::to_string(response.status) + (error.empty() ? "" : " " + error);
  if (body) refusal.message = member_of(std::string(body->view()), kMessage);
  for (const RefusalHelp& row : kRefusals) {
    if (row.error != error || refusal.message.find(row.part) == std::string::npos) continue;
    refusal.help = row.help;
    break;
  }
  return refusal;
}

}  // namespace app
