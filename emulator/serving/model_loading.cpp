#include "emulator/serving/model_loading.h"

#include <utility>

#include <nlohmann/json.hpp>

#include "emulator/serving/hop_rules.h"

namespace emulator {
namespace {

// contract 2.32: the caller waits so long, although loading may take longer.
constexpr Nanoseconds kPatience = std::chrono::seconds{60};
constexpr std::uint64_t kMostAnswerBytes = 1'000'000;
constexpr std::string_view kLoadPath = "/models";

// contract 2.14: where the platform puts it.
std::string usual_place(const std::string& name) { return "/opt/ml/models/" + name + "/model"; }

HttpRequest load_request(const RouteStage& stage, const std::string& name, const std::string& url) {
  using Json = nlohmann::ordered_json;
  const Json members{{"model_name", name}, {"url", url}};
  HttpRequest request;
  request.target = stage.address.base_path + std::string(kLoadPath);
  request.headers.add("Content-Type", "application/json");
  request.headers.add("User-Agent", "AHC/2.0");
  request.body = make_body(members.dump(-1, ' ', false, Json::error_handler_t::replace));
  return request;
}

Exchange not_asked(const RouteStage& stage, TransportErrorKind kind, std::string why) {
  HttpRequest unsent;
  unsent.target = stage.address.base_path + std::string(kLoadPath);
  unsent.body = make_body(std::string_view{});
  return {.request = std::move(unsent),
          .outcome = TransportError{kind, std::move(why), nullptr},
          .timing = {}};
}

Exchange missing(const RouteStage& stage, const Error& error) {
  const auto kind = error.code == ErrorCode::Cancelled ? TransportErrorKind::Cancelled
                                                       : TransportErrorKind::Connect;
  return not_asked(stage, kind,
                   error.what + (error.next_step.empty() ? "" : ". " + error.next_step));
}

// True where the container has the model now: 409 says that it had it already.
bool has_it(const Exchange& exchange) {
  const auto* response = std::get_if<HttpResponse>(&exchange.outcome);
  if (response == nullptr) return false;
  return (response->status >= 200 && response->status < 300) || response->status == 409;
}

// The work itself, for whoever has the turn.
std::optional<Exchange> place_and_load(const RouteStage& stage, const std::string& target_model,
                                       HopTransport& transport, SteadyTime deadline,
                                       const std::stop_token& stop) {
  const std::string name = model_name_of(target_model);
  std::string url = usual_place(name);
  if (stage.models) {
    auto placed = stage.models->place(target_model, name, stop);
    if (!placed) return missing(stage, placed.error());
    url = std::move(*placed);
  }
  Exchange exchange = transport.send(
      stage.address.host, stage.address.port, load_request(stage, name, url),
      {.deadline = deadline, .response_bytes = kMostAnswerBytes, .listener = nullptr}, stop);
  if (has_it(exchange)) return std::nullopt;
  return exchange;
}

// Gives the turn back, however the work ends.
class MyTurn {
 public:
  MyTurn(LoadedModels& models, std::string name) : models_(models), name_(std::move(name)) {}
  MyTurn(const MyTurn&) = delete;
  MyTurn& operator=(const MyTurn&) = delete;
  ~MyTurn() {
    if (loaded_)
      models_.loaded(name_);
    else
      models_.forget(name_);
  }
  void loaded() { loaded_ = true; }

 private:
  LoadedModels& models_;
  std::string name_;
  bool loaded_ = false;
};

}  // namespace

std::optional<Exchange> load_model(const RouteStage& stage, const std::string& target_model,
                                   HopTransport& transport, const std::stop_token& stop) {
  if (!stage.models) return std::nullopt;
  const SteadyTime deadline = std::chrono::steady_clock::now() + kPatience;
  const std::string name = model_name_of(target_model);
  switch (stage.models->loaded_models().await(name, deadline, stop)) {
    case LoadedModels::Turn::Loaded:
      return std::nullopt;
    case LoadedModels::Turn::Late:
      if (stop.stop_requested())
        return not_asked(stage, TransportErrorKind::Cancelled, "Cancelled");
      return not_asked(stage, TransportErrorKind::Timeout, "Another request is still loading it");
    case LoadedModels::Turn::Load:
      break;
  }
  MyTurn turn(stage.models->loaded_models(), name);
  auto failure = place_and_load(stage, target_model, transport, deadline, stop);
  if (!failure) turn.loaded();
  return failure;
}

std::optional<Exchange> reload_model(const RouteStage& stage, const std::string& target_model,
                                     HopTransport& transport, const std::stop_token& stop) {
  if (!stage.models)
    return place_and_load(stage, target_model, transport,
                          std::chrono::steady_clock::now() + kPatience, stop);
  stage.models->loaded_models().forget(model_name_of(target_model));
  return load_model(stage, target_model, transport, stop);
}

bool is_model_load(const Hop& hop) { return hop.request.target.ends_with(kLoadPath); }

// What was sent has a Host (ExchangeLimits, HopTransport).
bool model_is_missing(const Hop& hop) {
  return is_model_load(hop) && hop.request.headers.empty() && hop.error() != nullptr &&
         hop.error()->kind == TransportErrorKind::Connect;
}

}  // namespace emulator
