#include "emulator/api/control/control_plane.h"

#include <algorithm>
#include <array>
#include <random>

#include "emulator/api/control/control_state.h"
#include "emulator/api/control/json_object.h"
#include "emulator/api/control/operations.h"
#include "emulator/api/control/shown_pipeline.h"

namespace emulator {
namespace {

// A random version 4 UUID; each thread has its own generator.
std::string new_request_id() {
  static thread_local std::mt19937_64 random{std::random_device{}()};
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out = "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx";
  for (char& c : out) {
    const std::size_t digit = random() & 0xF;
    if (c == 'x') c = kDigits[digit];
    if (c == 'y') c = kDigits[(digit & 0x3) | 0x8];
  }
  return out;
}

// contract 4.12, 4.13
HttpResponse response_of(const Answered& answer) {
  HttpResponse out;
  out.status = answer ? 200 : 400;
  out.reason = answer ? "OK" : "Bad Request";
  out.version = "1.1";
  out.headers.add("x-amzn-RequestId", new_request_id());
  out.headers.add("Content-Type", "application/x-amz-json-1.1");
  if (answer) {
    out.body = make_body(*answer);
    return out;
  }
  const ServiceError& error = answer.error();
  out.headers.add("x-amzn-ErrorType", error.type);
  out.body =
      make_body(JsonObject().text("__type", error.type).text("message", error.message).take());
  return out;
}

template <typename Record>
bool is_newer(const Record& a, const Record& b) {
  return std::pair(a->created, a->number) > std::pair(b->created, b->number);
}

ModelView view_of(const ModelRecord& model) {
  return {model.name, model.arn, model.created, model.pipeline, model.origin == Origin::Window};
}

// A view, and the pipelines whose reports are still to be asked for, one for each variant.
struct Viewing {
  EndpointView view;
  std::vector<HostedPipelinePtr> hosted;
};

Viewing viewing_of(const EndpointRecord& endpoint) {
  Viewing out;
  out.view.name = endpoint.name;
  out.view.arn = endpoint.arn;
  out.view.status = endpoint.status;
  out.view.failure_reason = endpoint.failure_reason;
  out.view.url = "/endpoints/" + endpoint.name + "/invocations";
  out.view.created = endpoint.created;
  out.view.modified = endpoint.modified;
  out.view.of_window = endpoint.origin == Origin::Window;
  const Deployment& shown = endpoint.live ? *endpoint.live : *endpoint.next;
  out.view.config_name = shown.config->name;
  for (const DeployedVariant& variant : shown.variants) {
    out.view.variants.push_back({variant.settings.name,
                                 variant.settings.model_name,
                                 variant.current_weight,
                                 variant.desired_weight,
                                 variant.instance_count,
                                 variant.report,
                                 {}});
    out.hosted.push_back(variant.hosted);
  }
  return out;
}

}  // namespace

struct ControlPlane::State {
  std::shared_ptr<ControlState> control;
};

ControlPlane::ControlPlane(const AddressOptions& options, Hosting& hosting, const Clock& clock,
                           std::function<void()> changed)
    : state_(std::make_unique<State>()) {
  state_->control = std::make_shared<ControlState>(options, hosting, clock, std::move(changed));
  state_->control->load();
}

ControlPlane::~ControlPlane() { state_->control->close(); }

std::optional<Error> ControlPlane::state_error() const { return state_->control->state_error(); }

HttpResponse ControlPlane::call(std::string_view operation, std::string_view json,
                                const CallScope& scope) {
  return response_of(run_operation(*state_->control, operation, json, scope));
}

std::shared_ptr<const EndpointRoute> ControlPlane::find_endpoint(std::string_view name) const {
  const ControlState::Access access(*state_->control);
  const auto endpoint = access.records.find_endpoint(name);
  return endpoint && endpoint->name == name ? endpoint->route : nullptr;
}

Result<void> ControlPlane::serve(std::shared_ptr<const Pipeline> pipeline) {
  const auto endpoint = add_served(*state_->control, std::move(pipeline));
  if (!endpoint) return fail(endpoint.error());
  state_->control->start(*endpoint);
  return {};
}

void ControlPlane::show_open(HostedPipelinePtr open) {
  set_window(*state_->control, std::move(open));
  state_->control->notify();
}

void ControlPlane::set_images(std::vector<ImageMap> images) {
  const ControlState::Access access(*state_->control);
  access.records.images = std::move(images);
}

std::vector<ModelView> ControlPlane::models() const {
  std::vector<ModelPtr> models;
  {
    const ControlState::Access access(*state_->control);
    models = access.records.all_models();
  }
  std::ranges::sort(models, is_newer<ModelPtr>);
  std::vector<ModelView> out;
  for (const ModelPtr& model : models) out.push_back(view_of(*model));
  return out;
}

std::vector<EndpointView> ControlPlane::endpoints() const {
  std::vector<Viewing> viewings;
  {
    ControlState::Access access(*state_->control);
    state_->control->sweep(access);
    auto endpoints = access.records.all_endpoints();
    std::ranges::sort(endpoints, is_newer<std::shared_ptr<EndpointRecord>>);
    for (const auto& endpoint : endpoints) viewings.push_back(viewing_of(*endpoint));
  }
  std::vector<EndpointView> out;
  for (Viewing& viewing : viewings) {
    for (std::size_t i = 0; i < viewing.hosted.size(); ++i)
      if (viewing.hosted[i]) viewing.view.variants[i].report = viewing.hosted[i]->report();
    out.push_back(std::move(viewing.view));
  }
  return out;
}

}  // namespace emulator
