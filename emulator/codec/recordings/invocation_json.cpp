#include "emulator/codec/recordings/invocation_json.h"

#include <utility>

#include "emulator/codec/recordings/json_members.h"

namespace emulator {

StageNumbers::StageNumbers(const Pipeline& pipeline) {
  for (const Stage& stage : pipeline.stages) number_of(stage.id);
}

std::uint64_t StageNumbers::number_of(StageId stage) {
  const auto [at, added] = numbers_.try_emplace(stage, numbers_.size() + 1);
  if (added) stages_[at->second] = stage;
  return at->second;
}

StageId StageNumbers::stage_of(std::uint64_t number) {
  const auto [at, added] = stages_.try_emplace(number, StageId{});
  if (added) numbers_[at->second = new_stage_id()] = number;
  return at->second;
}

namespace members {
namespace {

// Each struct's members, once. `io` writes or reads them.

// A message that was sent has a body, be it an empty one.
void body_of(Writer& io, const BodyPtr& body) { io("Body", body); }
void body_of(Reader& io, BodyPtr& body) {
  io("Body", body);
  if (!body) body = make_body("");
}

template <typename Io>
void list_of(Io& io, auto& timing, const HopTiming*) {
  io("Queue", timing.queue);
  io("Connect", timing.connect);
  io("Send", timing.send);
  io("Wait", timing.wait);
  io("Receive", timing.receive);
}
template <typename Io>
void list_of(Io& io, auto& note, const HeaderNote*) {
  io("Name", note.name);
  io("Flow", note.flow);
  io("FromHop", note.from_hop);
  io("Fact", note.fact);
}
template <typename Io>
void list_of(Io& io, auto& request, const HttpRequest*) {
  io("Method", request.method);
  io("Target", request.target);
  io("Headers", request.headers);
  body_of(io, request.body);
}
template <typename Io>
void list_of(Io& io, auto& response, const HttpResponse*) {
  io("StatusCode", response.status);
  io("Reason", response.reason);
  io("Version", response.version);
  io("Headers", response.headers);
  body_of(io, response.body);
}
template <typename Io>
void list_of(Io& io, auto& error, const TransportError*) {
  io("Kind", error.kind);
  io("Message", error.message);
  io("Partial", error.partial);
}
template <typename Io>
void list_of(Io& io, auto& finding, const Finding*) {
  io("Id", finding.id);
  io("Severity", finding.severity);
  io("ContainerHostname", finding.container_hostname);
  io("Stage", finding.stage);
  io("Message", finding.message);
  io("Fix", finding.fix);
  io("Pointer", finding.pointer);
  io("Line", finding.line);
}
template <typename Io>
void list_of(Io& io, auto& name, const EndpointName*) {
  io("Endpoint", name.endpoint);
  io("Variant", name.variant);
  io("Region", name.region);
  io("Account", name.account);
}
template <typename Io>
void list_of(Io& io, auto& request, const InvokeRequest*) {
  io("Name", request.name);
  io("ContentType", request.content_type);
  io("Accept", request.accept);
  io("CustomAttributes", request.custom_attributes);
  io("InferenceId", request.inference_id);
  io("TargetModel", request.target_model);
  io("TargetVariant", request.target_variant);
  io("TargetContainerHostname", request.target_container_hostname);
  io("SessionId", request.session_id);
  io("EnableExplanations", request.enable_explanations);
  io("InferenceComponent", request.inference_component);
  body_of(io, request.body);
}

template <typename Io>
void hop_facts(Io& io, auto& hop) {
  io("Index", hop.index);
  io("Stage", hop.stage);
  io("ContainerHostname", hop.container_hostname);
  io("Runtime", hop.runtime);
  io("Url", hop.url);
  io("Start", hop.start);
  io("Timing", hop.timing);
  io("Source", hop.source);
  io("SourceNote", hop.source_note);
  io("Fault", hop.fault);
  io("Held", hop.held);
  io("RequestNotes", hop.request_notes);
  io("ResponseNotes", hop.response_notes);
  io("RequestBeforeEdit", hop.request_before_edit);
  io("ResponseBeforeEdit", hop.response_before_edit);
}

// A hop's outcome is one of two members.
void outcome_of(Writer& io, const Hop& hop) {
  if (const HttpResponse* response = hop.response()) return io("Response", *response);
  io("Error", *hop.error());
}
void outcome_of(Reader& io, Hop& hop) {
  std::optional<HttpResponse> response;
  std::optional<TransportError> error;
  io("Response", response);
  io("Error", error);
  if (response) hop.outcome = std::move(*response);
  if (error) hop.outcome = std::move(*error);
}

template <typename Io>
void list_of(Io& io, auto& hop, const Hop*) {
  hop_facts(io, hop);
  io("Request", hop.request);
  outcome_of(io, hop);
}

template <typename Io>
void invocation_facts(Io& io, auto& invocation) {
  io("Id", invocation.id);
  io("Uuid", invocation.uuid);
  io("StartedAt", invocation.started_at);
  io("Revision", invocation.revision);
  io("ModelName", invocation.model_name);
  io("Endpoint", invocation.endpoint);
  io("Client", invocation.client);
  io("Streamed", invocation.streamed);
  io("Order", invocation.order);
  io("Request", invocation.request);
  io("Response", invocation.response);
  io("Finished", invocation.finished);
  io("Duration", invocation.duration);
  io("Findings", invocation.findings);
  io("ReplayOf", invocation.replay_of);
  io("ReplayFrom", invocation.replay_from);
  io("Alone", invocation.alone);
  io("Experiment", invocation.experiment);
  io("Note", invocation.note);
}

template <typename Io, typename T>
void list(Io& io, T& value) {
  list_of(io, value, static_cast<const T*>(nullptr));
}

}  // namespace

template <typename T>
bool Writer::put(std::string& out, const std::optional<T>& value) {
  if (value) put(out, *value);
  return value.has_value();
}
template <typename T>
bool Writer::put(std::string& out, const std::shared_ptr<const T>& value) {
  return value && (put(out, *value), true);
}
template <typename T>
bool Writer::put(std::string& out, const std::vector<T>& value) {
  out += '[';
  for (const T& element : value) {
    if (!out.ends_with('[')) out += ',';
    put(out, element);
  }
  out += ']';
  return !value.empty();
}
template <typename T>
bool Writer::put(std::string& out, const T& object) {
  Writer inner(context_);
  list(inner, object);
  out += inner.take();
  return true;
}

template <typename T>
bool Reader::get(const JsonNode& at, std::optional<T>& value) {
  return get(at, value.emplace());
}
template <typename T>
bool Reader::get(const JsonNode& at, std::shared_ptr<const T>& value) {
  auto made = std::make_shared<T>();
  const bool read = get(at, *made);
  value = std::move(made);
  return read;
}
template <typename T>
bool Reader::get(const JsonNode& at, std::vector<T>& value) {
  if (!reading_.expect(at, JsonKind::List)) return false;
  for (const JsonNode& child : at.children)
    if (!get(child, value.emplace_back())) return false;
  return true;
}
template <typename T>
bool Reader::get(const JsonNode& at, T& object) {
  Reader inner(at, reading_, context_);
  list(inner, object);
  return inner.done();
}

}  // namespace members

std::string invocation_facts_json(const Invocation& invocation, BodyWriting& writing) {
  members::Writer io(writing);
  members::invocation_facts(io, invocation);
  return io.take();
}

bool read_invocation_facts(const JsonNode& node, Invocation& out, Reading& reading,
                           BodyReading& bodies) {
  members::Reader io(node, reading, bodies);
  members::invocation_facts(io, out);
  return io.done();
}

std::string invocation_json(const Invocation& invocation, BodyWriting& writing) {
  members::Writer io(writing);
  members::invocation_facts(io, invocation);
  io("Hops", invocation.hops);
  return io.take();
}

bool read_invocation(const JsonNode& node, Invocation& out, Reading& reading,
                     BodyReading& bodies) {
  members::Reader io(node, reading, bodies);
  members::invocation_facts(io, out);
  io("Hops", out.hops);
  if (!io.done()) return false;
  for (std::size_t i = 0; i < out.hops.size(); ++i)
    if (out.hops[i]->index != static_cast<int>(i) + 1)
      return reading.stop(node.find("Hops")->children[i],
                          "its Index must be " + std::to_string(i + 1) + ", its position");
  return true;
}

std::string hop_facts_json(const Hop& hop, BodyWriting& writing) {
  members::Writer io(writing);
  members::hop_facts(io, hop);
  if (const TransportError* error = hop.error())
    io("Error", TransportError{error->kind, error->message, nullptr});
  return io.take();
}

bool read_hop_facts(const JsonNode& node, Hop& out, Reading& reading, BodyReading& bodies) {
  members::Reader io(node, reading, bodies);
  members::hop_facts(io, out);
  std::optional<TransportError> error;
  io("Error", error);
  if (error) out.outcome = std::move(*error);
  return io.done();
}

}  // namespace emulator
