#include "emulator/api/invoke/invoke_api.h"

#include <algorithm>
#include <utility>

#include "emulator/api/invoke/streamed_answer.h"
#include "emulator/api/invoke/variant_choice.h"
#include "emulator/base/uuid.h"
#include "emulator/serving/error_answer.h"
#include "emulator/serving/run_pipeline.h"

namespace emulator {
namespace {

// contract 4.22: an endpoint answers while it is updated, with what it was before.
bool answers(const EndpointRoute& endpoint) {
  return endpoint.status == "InService" || endpoint.status == "Updating";
}

// contract 3.24: what clients see when no instance can take the request. The wording is ours.
HttpResponse unavailable(const std::string& request_id, std::string_view why) {
  return worded_error(503, "ServiceUnavailable", request_id, why);
}

// The same answer with a body of its own: what is recorded may leave memory before it is sent.
HttpResponse copy_of(const HttpResponse& response) {
  HttpResponse copy = response;
  if (const auto content = response.body ? response.body->in_memory() : nullptr)
    copy.body = std::make_shared<const Body>(content);
  return copy;
}

bool timed_out(const Invocation& invocation) {
  if (invocation.hops.empty()) return false;
  const TransportError* error = invocation.hops.back()->error();
  return error != nullptr && error->kind == TransportErrorKind::Timeout;
}

// contract 4.3. The words of the message are ours.
void tell_break(StreamedAnswer& streamed, const Invocation& invocation) {
  if (!invocation.response)
    return streamed.broke_off("InternalStreamFailure", {}, "The invocation was cancelled.");
  const std::string& container =
      invocation.hops.empty() ? invocation.model_name : invocation.hops.back()->container_hostname;
  if (timed_out(invocation))
    return streamed.broke_off("ModelStreamError", "ModelInvocationTimeExceeded",
                              "The model took too long: container " + container +
                                  " did not finish its response in time.");
  streamed.broke_off(
      "ModelStreamError", "StreamBroken",
      "The response stream of container " + container + " ended before it was complete.");
}

}  // namespace

struct InvokeApi::State {
  FindEndpoint find;
  Hosting& hosting;
  InvocationDone done;
  VariantChoice choice;

  // One request on its way.
  struct Call {
    InvokeCall invoke;
    HopTransport& transport;
    FrontAnswer& answer;
    std::stop_token stop;
    std::uint64_t unread_bytes = 0;  // of a body that the front did not read
    const VariantRoute* variant = nullptr;

    const std::string& id() const { return invoke.request_id; }
    const std::string& endpoint() const { return invoke.endpoint.endpoint; }
  };

  static std::optional<HttpResponse> refused_at_the_door(const InvokeTarget& target,
                                                         const FrontRequest& request,
                                                         const std::string& id);
  std::optional<HttpResponse> choose(Call& call, std::shared_ptr<const EndpointRoute>& endpoint);
  void refuse(Call& call, const HttpResponse& response);
  void invoke(Call& call);
  void invoke_streamed(Call& call);
};

// What needs no endpoint to be said.
std::optional<HttpResponse> InvokeApi::State::refused_at_the_door(const InvokeTarget& target,
                                                                  const FrontRequest& request,
                                                                  const std::string& id) {
  if (request.http.method != "POST") {
    HttpResponse refused =
        worded_error(405, "MethodNotAllowed", id,
                     "The runtime of SageMaker knows POST only, not " + request.http.method + ".");
    refused.headers.add("Allow", "POST");
    return refused;
  }
  if (!is_endpoint_name(target.endpoint))
    return validation_error(
        id, "1 validation error detected: Value '" + target.endpoint +
                "' at 'endpointName' failed to satisfy constraint: Member must satisfy regular "
                "expression pattern: ^[a-zA-Z0-9](-*[a-zA-Z0-9])*");
  if (target.operation == InvokeOperation::InvokeEndpointAsync)
    return validation_error(id,
                            "InvokeEndpointAsync is not supported for inference pipelines: "
                            "invoke endpoint " +
                                target.endpoint + " with InvokeEndpoint.");  // contract 1.17
  return std::nullopt;
}

// Fills in call.variant, which `endpoint` keeps alive.
std::optional<HttpResponse> InvokeApi::State::choose(
    Call& call, std::shared_ptr<const EndpointRoute>& endpoint) {
  EndpointName& name = call.invoke.endpoint;
  endpoint = find(name.endpoint);
  if (!endpoint)  // contract 4.18
    return validation_error(
        call.id(), "Endpoint " + name.endpoint + " of account " + name.account + " not found.");
  name.region = endpoint->region;
  name.account = endpoint->account;
  if (!answers(*endpoint))
    return validation_error(call.id(), "Endpoint " + name.endpoint + " of account " + name.account +
                                           " is not in service: its status is " + endpoint->status +
                                           ".");
  const std::optional<std::string>& wanted = call.invoke.request.target_variant;
  const VariantRoute* variant =
      wanted ? VariantChoice::named(*endpoint, *wanted) : choice.next(*endpoint);
  if (variant == nullptr && wanted)
    return validation_error(call.id(), "Variant " + *wanted + " of endpoint " + name.endpoint +
                                           " of account " + name.account + " not found.");
  if (variant == nullptr || !variant->pipeline)
    return unavailable(call.id(), "Endpoint " + name.endpoint + " has no instance to answer.");
  name.variant = variant->name;
  call.variant = variant;
  if (call.unread_bytes == 0) return std::nullopt;
  // contract 3.22. Not even read, so the front's own limit may be what it met.
  const std::uint64_t allowed = variant->pipeline->pipeline()->local.profile.request_bytes;
  return refuse_body(std::min(allowed, FrontOptions{}.most_body_bytes), call.id());
}

void InvokeApi::State::refuse(Call& call, const HttpResponse& response) {
  // One of an endpoint that is there counts; a name that is not there must not be remembered.
  if (done && call.variant != nullptr) {
    Invocation refused;
    refused.uuid = call.id();
    refused.endpoint = call.invoke.endpoint;
    refused.streamed = call.invoke.streamed;
    refused.response = response;
    refused.finished = true;
    done(refused);
  }
  call.invoke.listener = nullptr;
  hosting.record(std::move(call.invoke), copy_of(response));
  call.answer.send(response);
}

void InvokeApi::State::invoke(Call& call) {
  const std::string id = call.id();
  auto invoked = call.variant->pipeline->invoke(call.invoke, call.transport, call.stop);
  if (!invoked) return refuse(call, unavailable(id, invoked.error().what + "."));
  const Invocation& invocation = **invoked;
  if (done) done(invocation);
  if (invocation.response)
    call.answer.send(*invocation.response);
  else
    call.answer.send(unavailable(id, "The invocation was cancelled."));
}

void InvokeApi::State::invoke_streamed(Call& call) {
  const std::string id = call.id();
  // Ends the invocation when its client goes, or with the server.
  std::stop_source gone;
  const std::stop_callback with_server(call.stop, [&gone] { gone.request_stop(); });
  StreamedAnswer streamed(call.answer, id, call.variant->name, gone);
  call.invoke.listener = &streamed;
  auto invoked = call.variant->pipeline->invoke(call.invoke, call.transport, gone.get_token());
  if (!invoked) return refuse(call, unavailable(id, invoked.error().what + "."));
  const Invocation& invocation = **invoked;
  if (done) done(invocation);
  const bool success = invocation.response && invocation.response->status == 200;
  if (success)
    streamed.succeeded(*invocation.response);
  else if (streamed.begun())
    tell_break(streamed, invocation);
  else if (invocation.response)
    call.answer.send(*invocation.response);
  else
    call.answer.send(unavailable(id, "The invocation was cancelled."));
}

InvokeApi::InvokeApi(FindEndpoint find, Hosting& hosting, InvocationDone done)
    : state_(new State{std::move(find), hosting, std::move(done), {}}) {}

InvokeApi::~InvokeApi() = default;

void InvokeApi::handle(const InvokeTarget& target, const FrontRequest& request,
                       const CallScope& scope, HopTransport& transport, FrontAnswer& answer,
                       std::stop_token stop) {
  State::Call call{.invoke = {}, .transport = transport, .answer = answer, .stop = std::move(stop)};
  call.invoke.request = invoke_request(target.operation, request);
  call.invoke.endpoint.endpoint = target.endpoint;
  call.invoke.endpoint.region = scope.region;
  call.invoke.endpoint.account = scope.account;
  call.invoke.client = request.peer;
  if (const auto agent = request.http.headers.get("User-Agent"))
    call.invoke.client.append(" ").append(*agent);
  call.invoke.streamed = target.operation == InvokeOperation::InvokeEndpointWithResponseStream;
  call.invoke.client_gone = [&answer] { return answer.client_left(); };
  call.invoke.request_id = new_uuid();
  if (request.too_large) call.unread_bytes = std::max<std::uint64_t>(request.body_bytes, 1);

  std::shared_ptr<const EndpointRoute> endpoint;
  auto refusal = State::refused_at_the_door(target, request, call.id());
  if (!refusal) refusal = state_->choose(call, endpoint);
  if (refusal) return state_->refuse(call, *refusal);
  if (call.invoke.streamed) return state_->invoke_streamed(call);
  state_->invoke(call);
}

}  // namespace emulator
