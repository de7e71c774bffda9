#include "emulator/api/aws_server.h"

#include <array>
#include <future>
#include <map>
#include <mutex>
#include <utility>

#include <nlohmann/json.hpp>

#include "emulator/api/control/control_plane.h"
#include "emulator/api/front/http_front.h"
#include "emulator/api/invoke/invoke_api.h"
#include "emulator/api/metrics/endpoint_metrics.h"
#include "emulator/api/request_scope.h"
#include "emulator/api/transport_pool.h"
#include "emulator/base/text.h"

namespace emulator {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kTargetPrefix = "SageMaker.";

HttpResponse text_answer(int status, std::string_view type, std::string_view text) {
  HttpResponse out;
  out.status = status;
  out.version = "1.1";
  out.headers.add("Content-Type", std::string(type));
  out.body = make_body(text);
  return out;
}

// What both protocols' clients can read: `__type` and `message` for the control plane, the header
// for the runtime (contract 4.9, 4.13).
HttpResponse refusal(int status, std::string_view error_type, std::string_view why) {
  const Json body{{"__type", error_type}, {"message", why}};
  HttpResponse out = text_answer(status, "application/json",
                                 body.dump(-1, ' ', false, Json::error_handler_t::replace));
  out.headers.add("x-amzn-ErrorType", std::string(error_type));
  return out;
}

struct RefusedStatus {
  int status;
  std::string_view error_type;
};
// contract 3.24: 503 is what clients see when no instance can take the request.
constexpr std::array kRefusedStatuses{RefusedStatus{503, "ServiceUnavailable"},
                                      RefusedStatus{403, "AccessDeniedException"},
                                      RefusedStatus{408, "RequestTimeoutException"}};

HttpResponse refused_by_front(int status, std::string_view why) {
  for (const RefusedStatus& known : kRefusedStatuses)
    if (known.status == status) return refusal(status, known.error_type, why);
  return refusal(status, "ValidationError", why);
}

std::string_view path_of(std::string_view target) {
  return target.substr(0, target.find_first_of("?#"));
}

}  // namespace

struct AwsServer::State {
  State(const AddressOptions& wanted, Hosting& hosting, std::function<void()> changed)
      : options(wanted),
        control(options, hosting, clock, std::move(changed)),
        invoke([this](std::string_view name) { return control.find_endpoint(name); }, hosting,
               [this](const Invocation& done) { metrics.record(done); }) {}

  HttpResponse control_call(const FrontRequest& request, const CallScope& scope);
  HttpResponse local_page(std::string_view method, std::string_view path);
  std::vector<EndpointView> endpoints();

  AddressOptions options;
  SystemClock clock;
  EndpointMetrics metrics;
  ControlPlane control;
  InvokeApi invoke;
  TransportPool transports;
  std::mutex seen_mutex;
  std::map<std::string, WallTime> seen;  // endpoints whose figures are kept, and their creation
  std::promise<void> opened;             // `front` is set; sessions wait for it
  std::unique_ptr<HttpFront> front;      // first to go: its threads use all of the above
};

namespace {

class AwsSession final : public FrontSession {
 public:
  using Handle = std::function<void(const FrontRequest&, FrontAnswer&, const std::stop_token&)>;
  explicit AwsSession(Handle handle) : handle_(std::move(handle)) {}
  void handle(const FrontRequest& request, FrontAnswer& answer, std::stop_token stop) override {
    handle_(request, answer, stop);
  }

 private:
  Handle handle_;
};

}  // namespace

HttpResponse AwsServer::State::control_call(const FrontRequest& request, const CallScope& scope) {
  if (request.http.method != "POST")
    return text_answer(200, "text/plain; charset=utf-8",
                       "This is Hoplens, answering as Amazon SageMaker at " + front->url() +
                           "\nhoplens env prints the lines that point AWS clients here.\n");
  const auto target = request.http.headers.get("X-Amz-Target");
  if (!target || !target->starts_with(kTargetPrefix))
    return refusal(400, "UnknownOperationException",
                   "The X-Amz-Target header names no operation of SageMaker");
  if (request.too_large)
    return refusal(413, "RequestEntityTooLargeException", "The request is too large");
  const auto body = request.http.body->in_memory();
  return control.call(target->substr(kTargetPrefix.size()), body->view(), scope);
}

HttpResponse AwsServer::State::local_page(std::string_view method, std::string_view path) {
  if (method != "GET" && method != "HEAD")
    return refusal(404, "UnknownOperationException", "There is no such path");
  if (path == "/metrics")
    return text_answer(200, "text/plain; version=0.0.4; charset=utf-8",
                       metrics.as_prometheus(endpoints()));
  if (path == "/metrics.json")
    return text_answer(200, "application/json", metrics.as_json(endpoints()));
  return refusal(404, "UnknownOperationException",
                 "There is no such path; there are /endpoints/NAME/invocations, /metrics and "
                 "/metrics.json");
}

// With their figures. Those of an endpoint that is gone, or was made anew, start at nothing.
std::vector<EndpointView> AwsServer::State::endpoints() {
  std::vector<EndpointView> out = control.endpoints();
  std::map<std::string, WallTime> now;
  for (const EndpointView& endpoint : out) now.emplace(endpoint.name, endpoint.created);
  {
    const std::lock_guard lock(seen_mutex);
    for (const auto& [name, created] : seen)
      if (const auto found = now.find(name); found == now.end() || found->second != created)
        metrics.forget(name);
    seen = std::move(now);
  }
  for (EndpointView& endpoint : out) {
    if (front) endpoint.url = front->url() + "/endpoints/" + endpoint.name + "/invocations";
    for (VariantView& variant : endpoint.variants)
      variant.figures = metrics.figures(endpoint.name, variant.name);
  }
  return out;
}

AwsServer::AwsServer(std::unique_ptr<State> state) : state_(std::move(state)) {}
AwsServer::~AwsServer() = default;

Result<std::unique_ptr<AwsServer>> AwsServer::open(const AddressOptions& options, Hosting& hosting,
                                                   std::function<void()> changed) {
  auto state = std::make_unique<State>(options, hosting, std::move(changed));
  // Nothing is overwritten that could not be read.
  if (auto error = state->control.state_error()) return fail(std::move(*error));
  FrontOptions front;
  front.host = options.host;
  front.port = options.port;
  front.allowed_hosts = options.allowed_hosts;
  front.refusal = refused_by_front;
  State* raw = state.get();
  const auto handle = [raw](const FrontRequest& request, FrontAnswer& answer,
                            const std::stop_token& stop) {
    const std::string_view path = path_of(request.http.target);
    const CallScope scope = request_scope(request.http.headers, raw->options);
    if (const auto target = invoke_target(path)) {
      TransportPool::Loan transport(raw->transports);
      return raw->invoke.handle(*target, request, scope, *transport, answer, stop);
    }
    answer.send(path == "/" ? raw->control_call(request, scope)
                            : raw->local_page(request.http.method, path));
  };
  // A client may be there before the front is known here.
  const std::shared_future<void> is_open = state->opened.get_future().share();
  auto opened = HttpFront::open(std::move(front), [handle, is_open] {
    is_open.wait();
    return std::make_unique<AwsSession>(handle);
  });
  if (!opened) return fail(opened.error());
  state->front = std::move(*opened);
  state->opened.set_value();
  return std::unique_ptr<AwsServer>(new AwsServer(std::move(state)));
}

Result<void> AwsServer::serve(std::shared_ptr<const Pipeline> pipeline) {
  return state_->control.serve(std::move(pipeline));
}

void AwsServer::show_open(HostedPipelinePtr open) { state_->control.show_open(std::move(open)); }

void AwsServer::set_images(std::vector<ImageMap> images) {
  state_->control.set_images(std::move(images));
}

Result<void> AwsServer::call(std::string_view operation, std::string_view json) {
  const HttpResponse answer =
      state_->control.call(operation, json, {state_->options.region, state_->options.account});
  if (answer.status < 300) return {};
  const auto body = answer.body->in_memory();
  const Json said = Json::parse(body ? body->view() : "", nullptr, false);
  const bool worded = said.is_object() && said.contains("message") && said["message"].is_string();
  return fail(ErrorCode::InvalidInput, worded ? said["message"].get<std::string>()
                                              : std::string(operation) + " was refused");
}

std::shared_ptr<const AddressView> AwsServer::view() const {
  auto view = std::make_shared<AddressView>();
  view->url = state_->front->url();
  view->options = state_->options;
  view->beyond_loopback = state_->front->beyond_loopback();
  view->state_error = state_->control.state_error();
  view->models = state_->control.models();
  view->endpoints = state_->endpoints();
  return view;
}

}  // namespace emulator
