#include "tests/support/fake_snapshot.h"

#include <array>
#include <ctime>

namespace tests {
namespace {

using emulator::Nanoseconds;
using emulator::StageState;

constexpr std::array<std::string_view, 3> kNames = {"preprocess", "model", "postprocess"};

constexpr std::string_view kRows =
    "M,0.455,0.365,0.095,0.514\nF,0.53,0.42,0.135,0.677\n"
    "I,0.33,0.255,0.08,0.205\n";
constexpr std::string_view kInstances =
    "{\n  \"instances\": [\n    { \"features\": [0, 1, 0, 0.455, 0.365] },\n"
    "    { \"features\": [1, 0, 0, 0.53, 0.42] },\n"
    "    { \"features\": [0, 0, 1, 0.33, 0.255] }\n  ]\n}\n";
constexpr std::string_view kPredictions =
    "{\n  \"predictions\": [\n    { \"score\": 9.42 },\n    { \"score\": 11.08 },\n"
    "    { \"score\": 7.31 }\n  ]\n}\n";
constexpr std::string_view kLabels = "[\"9 rings\", \"11 rings\", \"7 rings\"]\n";

Nanoseconds ms(double value) { return Nanoseconds{static_cast<Nanoseconds::rep>(value * 1e6)}; }

emulator::WallTime seconds_before_now(double seconds) {
  return fake_now() - std::chrono::milliseconds{static_cast<int>(seconds * 1000)};
}

emulator::BodyPtr body_of(std::string_view text) {
  return std::make_shared<const emulator::Body>(text);
}

std::uint64_t id_of(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i)
    if (kNames[i] == name) return i + 1;
  return 99;
}

emulator::StageStatus status_of(std::uint64_t id, StageState state, std::string cause) {
  emulator::StageStatus status;
  status.stage = stage_id(id);
  status.state = state;
  status.cause = std::move(cause);
  status.description = "pid " + std::to_string(4120 + id);
  status.address.port = 41000 + static_cast<int>(id);
  status.since = seconds_before_now(3.2);
  return status;
}

emulator::LogLine line(double seconds_ago, std::uint64_t stage, std::string text,
                       emulator::LogStream stream = emulator::LogStream::Out) {
  return {stage_id(stage), seconds_before_now(seconds_ago), stream, std::move(text)};
}

std::vector<emulator::LogLine> busy_logs() {
  return {line(27.996, 1, "POST /invocations 200 1.2KB 10.6ms"),
          line(27.983, 2, "[1] 3 rows, 5 features"),
          line(27.901, 2, "POST /invocations 200"),
          line(11.489, 3, "Traceback (most recent call last):", emulator::LogStream::Err),
          line(11.489, 3, "  KeyError: 'labels'", emulator::LogStream::Err),
          line(8.88, 3, "WARNING: /ping answers 503", emulator::LogStream::Runtime)};
}

// The invocations below the newest in the design's list: status and duration.
struct Past {
  std::uint64_t id;
  int status;
  double duration_ms;
  int seconds_ago;
};
constexpr std::array kPast = {Past{120, 200, 96.8, 225}, Past{121, 502, 3000, 210},
                              Past{122, 200, 99.0, 173}, Past{123, 200, 97.1, 158},
                              Past{124, 400, 0.3, 69},   Past{125, 200, 103, 60},
                              Past{126, 200, 98.6, 42}};

emulator::InvocationPtr past_invocation(const Past& past) {
  FakeInvocation fake = abalone_invocation(past.id);
  fake.status = past.status;
  fake.duration_ms = past.duration_ms;
  fake.seconds_ago = past.seconds_ago;
  if (past.status != 200) fake.hops.resize(1);
  if (past.status != 200) fake.hops[0].status = past.status;
  return fake_invocation(fake);
}

FakeInvocation stopped_at_model(std::uint64_t id) {
  FakeInvocation fake = abalone_invocation(id);
  fake.status = 424;
  fake.duration_ms = 612;
  fake.seconds_ago = 9;
  fake.hops.resize(2);
  fake.hops[1].status = 415;
  fake.hops[1].wait_ms = 590;
  fake.hops[1].response_body = "{\"error\": \"text/csv; charset=utf-8 is not supported\"}\n";
  return fake;
}

void add_request_headers(emulator::Hop& hop, const FakeHop& fake) {
  const bool first = hop.index == 1;
  hop.request.headers = {{"Content-Type", first ? "text/csv" : "application/json"},
                         {"Content-Length", std::to_string(fake.request_body.size())},
                         {"X-Amzn-SageMaker-Custom-Attributes", "trace=7"}};
  hop.request_notes = {
      {"Content-Type",
       first ? emulator::HeaderFlow::FromClient : emulator::HeaderFlow::InheritedFromHop,
       hop.index - 1, "3.3"},
      {"X-Amzn-SageMaker-Custom-Attributes", emulator::HeaderFlow::FromClient, 0, "3.9"}};
}

std::string reason_of(int status) {
  return status == 200 ? "OK" : status == 415 ? "Unsupported Media Type" : "Error";
}

}  // namespace

emulator::WallTime fake_now() {
  std::tm local{};
  local.tm_year = 126;
  local.tm_mday = 31;
  local.tm_hour = 22;
  local.tm_min = 7;
  local.tm_sec = 40;
  local.tm_isdst = -1;
  return std::chrono::system_clock::from_time_t(std::mktime(&local));
}

emulator::StageId stage_id(std::uint64_t id) { return emulator::StageId{id}; }

namespace {

constexpr std::string_view kArn = "arn:aws:sagemaker:us-east-1:000000000000:";

emulator::LatencyFigures latency(std::uint64_t count, double p50, double p99) {
  emulator::LatencyFigures figures;
  figures.count = count;
  figures.sum = ms(p50) * static_cast<Nanoseconds::rep>(count);
  figures.p50 = ms(p50);
  figures.p90 = ms((p50 + p99) / 2);
  figures.p99 = figures.max = ms(p99);
  return figures;
}

emulator::EndpointView fake_endpoint(const std::string& name, const std::string& status) {
  emulator::EndpointView endpoint;
  endpoint.name = name;
  endpoint.arn = std::string(kArn) + "endpoint/" + name;
  endpoint.config_name = name + "-config";
  endpoint.status = status;
  endpoint.url = "http://127.0.0.1:8089/endpoints/" + name + "/invocations";
  endpoint.created = endpoint.modified = seconds_before_now(310);
  return endpoint;
}

emulator::HostedContainer hosted(std::string name, emulator::StageStatus status) {
  return {std::move(name), "docker", std::move(status)};
}

// Three containers that answer, the model the slowest.
emulator::VariantView abalone_variant(const std::string& name, std::uint64_t first_stage) {
  emulator::VariantView variant;
  variant.name = name;
  variant.model_name = "abalone-model";
  variant.report.state = emulator::ServiceState::InService;
  variant.figures.invocations = 1284;
  variant.figures.invocation_4xx_errors = 2;
  variant.figures.invocation_model_errors = 2;
  variant.figures.model_latency = latency(1284, 100.4, 188);
  variant.figures.overhead_latency = latency(1284, 0.8, 2.14);
  constexpr std::array kLatency = {std::pair{12.4, 20.1}, std::pair{84.0, 160.0},
                                   std::pair{4.01, 7.6}};
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    emulator::StageStatus status = status_of(first_stage + i, StageState::Ready, "");
    status.description = "container 3f2a91c0b7d" + std::to_string(i);
    status.usage = emulator::StageUsage{0.31 * static_cast<double>(i + 1), 84'000'000 * (i + 1), 0};
    variant.report.containers.push_back(hosted(std::string(kNames[i]), std::move(status)));
    variant.figures.containers.push_back(
        {std::string(kNames[i]), 1284, latency(1284, kLatency[i].first, kLatency[i].second)});
  }
  return variant;
}

emulator::EndpointView failed_endpoint() {
  emulator::EndpointView endpoint = fake_endpoint("wine-quality", "Failed");
  endpoint.failure_reason =
      "The container-2 for production variant AllTraffic did not pass the ping health check. "
      "Please check CloudWatch logs for this endpoint.";
  emulator::VariantView variant;
  variant.name = "AllTraffic";
  variant.model_name = "wine-model";
  variant.report.state = emulator::ServiceState::Failed;
  emulator::StageStatus ill = status_of(32, StageState::Failed, "/ping 500");
  ill.error = emulator::Error{emulator::ErrorCode::LaunchFailed,
                              "/ping of model did not answer 200 within 480 s",
                              "See its log: the server has to answer GET /ping"};
  variant.report.containers = {hosted("preprocess", status_of(31, StageState::Ready, "")),
                               hosted("container-2", ill)};
  endpoint.variants = {variant};
  return endpoint;
}

emulator::EndpointView updating_endpoint() {
  emulator::EndpointView endpoint = fake_endpoint("abalone-with-canary", "Updating");
  endpoint.modified = seconds_before_now(12);
  endpoint.variants = {abalone_variant("stable", 11), abalone_variant("canary", 21)};
  endpoint.variants[0].current_weight = 9;
  endpoint.variants[0].desired_weight = 7.5;
  endpoint.variants[0].instance_count = 2;
  endpoint.variants[1].desired_weight = 2.5;
  endpoint.variants[1].figures = {};
  return endpoint;
}

emulator::ModelView fake_model(const std::string& name, const emulator::Pipeline& pipeline) {
  emulator::ModelView model;
  model.name = name;
  model.arn = std::string(kArn) + "model/" + name;
  model.created = seconds_before_now(320);
  auto own = pipeline;
  own.model.model_name = name;
  own.file.clear();
  own.requests.clear();
  model.pipeline = std::make_shared<const emulator::Pipeline>(std::move(own));
  return model;
}

void add_calls(FakeWorld& world) {
  const std::string cli = "127.0.0.1:51002 aws-cli/2.9.19 Python/3.11.2 Linux/6.1 source/x86_64";
  const std::string boto = "127.0.0.1:51004 Boto3/1.37.9 md/Botocore#1.37.9 ua/2.0 os/linux";
  world.invocations.push_back(fake_call(abalone_invocation(129), "abalone-pipeline", cli));
  world.invocations.push_back(fake_call(abalone_invocation(130), "abalone-with-canary", boto));
  FakeInvocation refused;
  refused.id = 131;
  refused.status = 400;
  refused.duration_ms = 0.4;
  refused.order = {};
  world.invocations.push_back(fake_call(refused, "Abalone", boto));
}

}  // namespace

emulator::InvocationPtr fake_call(const FakeInvocation& fake, std::string endpoint,
                                  std::string client) {
  emulator::Invocation call = *fake_invocation(fake);
  call.request.name.clear();
  call.client = std::move(client);
  const bool refused = fake.order.empty();
  if (refused) {
    call.response->headers = {{"x-amzn-ErrorType", "ValidationError:http://internal.amazon.com/"},
                              {"Content-Type", "application/json"}};
    call.response->body =
        body_of("{\"Message\": \"Endpoint " + endpoint + " of account 000000000000 not found.\"}");
    call.model_name.clear();
  }
  call.endpoint.endpoint = std::move(endpoint);
  call.streamed = fake.id == 130;
  return std::make_shared<const emulator::Invocation>(std::move(call));
}

FakeWorld address_world() {
  FakeWorld world = busy_world();
  emulator::AddressView& address = world.address.emplace();
  address.url = "http://127.0.0.1:8089";
  address.endpoints = {fake_endpoint("abalone-pipeline", "InService")};
  emulator::EndpointView& own = address.endpoints.front();
  own.of_window = true;
  own.variants = {abalone_variant("AllTraffic", 1)};
  own.variants.front().model_name = "abalone-pipeline";
  address.models = {fake_model("abalone-pipeline", world.pipeline)};
  address.models.front().of_window = true;
  return world;
}

FakeWorld hosting_world() {
  FakeWorld world = address_world();
  auto& endpoints = world.address->endpoints;
  endpoints.insert(endpoints.begin(), {updating_endpoint(), failed_endpoint()});
  auto& models = world.address->models;
  models.insert(models.begin(), {fake_model("abalone-model", world.pipeline),
                                 fake_model("wine-model", world.pipeline)});
  add_calls(world);
  world.logs.push_back(line(4.2, 12, "POST /invocations 200"));
  world.logs.push_back(line(3.1, 32, "GET /ping 500", emulator::LogStream::Err));
  return world;
}

FakeWorld address_taken_world() {
  FakeWorld world = busy_world();
  emulator::AddressView& address = world.address.emplace();
  address.error =
      emulator::Error{emulator::ErrorCode::PortInUse, "Port 8089 is taken by another program",
                      "Use another port, or stop that program"};
  return world;
}

FakeWorld nothing_open_world() {
  FakeWorld world = empty_world();
  world.address = hosting_world().address;
  std::erase_if(world.address->endpoints, [](const auto& endpoint) { return endpoint.of_window; });
  std::erase_if(world.address->models, [](const auto& model) { return model.of_window; });
  add_calls(world);
  return world;
}

emulator::HopPtr fake_hop(int index, const FakeHop& fake) {
  emulator::Hop hop;
  hop.index = index;
  hop.stage = stage_id(id_of(fake.stage));
  hop.container_hostname = fake.stage;
  hop.runtime = "process";
  hop.url = "http://127.0.0.1:" + std::to_string(41000 + index) + "/invocations";
  hop.start = ms(fake.start_ms);
  hop.timing = {ms(fake.queue_ms), ms(0), ms(fake.send_ms), ms(fake.wait_ms), ms(fake.receive_ms)};
  hop.request.body = body_of(fake.request_body);
  add_request_headers(hop, fake);
  if (fake.status == 0) {
    hop.outcome =
        emulator::TransportError{emulator::TransportErrorKind::Timeout,
                                 "No answer from " + fake.stage + " within 60 s", nullptr};
    return std::make_shared<const emulator::Hop>(std::move(hop));
  }
  emulator::HttpResponse response{fake.status, reason_of(fake.status), "1.1", {}, {}};
  response.headers = {{"Content-Type", fake.content_type},
                      {"Content-Length", std::to_string(fake.response_body.size())},
                      {"Server", "gunicorn"}};
  response.body = body_of(fake.response_body);
  hop.outcome = std::move(response);
  hop.response_notes = {{"Server", emulator::HeaderFlow::Stripped, 0, "3.12"}};
  return std::make_shared<const emulator::Hop>(std::move(hop));
}

FakeInvocation abalone_invocation(std::uint64_t id) {
  FakeInvocation fake;
  fake.id = id;
  fake.duration_ms = 101.2;
  fake.seconds_ago = 28;
  const std::string rows(kRows), instances(kInstances), scores(kPredictions), labels(kLabels);
  fake.hops = {{"preprocess", 0.4, 0.4, 0.8, 11.0, 0.6, 200, "application/json", rows, instances},
               {"model", 13.1, 0.3, 0.6, 82.6, 0.8, 200, "application/json", instances, scores},
               {"postprocess", 97.1, 0.3, 0.4, 3.2, 0.4, 200, "application/json", scores, labels}};
  return fake;
}

emulator::InvocationPtr fake_invocation(const FakeInvocation& fake) {
  emulator::Invocation invocation;
  invocation.id = emulator::InvocationId{fake.id};
  invocation.uuid = "5f0c8a6e-0000-4000-8000-000000000" + std::to_string(fake.id);
  invocation.started_at = seconds_before_now(fake.seconds_ago);
  invocation.revision = 4;
  invocation.model_name = "abalone-pipeline";
  invocation.order = fake.order;
  invocation.request.name = "three abalones";
  invocation.request.content_type = "text/csv";
  invocation.request.accept = "application/json";
  invocation.request.body = body_of(kRows);
  for (const FakeHop& hop : fake.hops)
    invocation.hops.push_back(fake_hop(static_cast<int>(invocation.hops.size()) + 1, hop));
  invocation.finished = fake.status != 0;
  invocation.duration = ms(fake.duration_ms);
  if (fake.status != 0) {
    emulator::HttpResponse response{fake.status, fake.status == 200 ? "OK" : "", "1.1", {}, {}};
    response.headers = {{"Content-Type", "application/json"}};
    const std::string_view refusal = "{\"ErrorCode\": \"CLIENT_ERROR_FROM_MODEL\"}\n";
    response.body = body_of(fake.status == 200 ? kLabels : refusal);
    invocation.response = std::move(response);
  }
  return std::make_shared<const emulator::Invocation>(std::move(invocation));
}

emulator::Stage fake_stage(std::uint64_t id, std::string_view name, std::string_view command) {
  emulator::Stage stage;
  stage.id = stage_id(id);
  stage.container.container_hostname = std::string(name);
  stage.container.image =
      "123456789012.dkr.ecr.us-east-1.amazonaws.com/" + std::string(name) + ":1";
  stage.launch.emplace();
  stage.launch->runtime = emulator::RuntimeKind::Process;
  stage.launch->command = std::vector<std::string>{std::string(command)};
  return stage;
}

emulator::Stage fake_container(std::uint64_t id, std::string_view name, std::string_view image) {
  emulator::Stage stage = fake_stage(id, name, "");
  stage.launch.emplace();
  stage.launch->runtime = emulator::RuntimeKind::Docker;
  stage.launch->image = std::string(image);
  return stage;
}

emulator::SnapshotPtr FakeWorld::snapshot() const {
  emulator::TraceStore trace;
  for (const auto& invocation : invocations) trace.put(invocation);
  emulator::LogStore log;
  log.add(logs);
  auto now = std::make_shared<emulator::EngineSnapshot>();
  now->pipeline = std::make_shared<const emulator::Pipeline>(pipeline);
  now->open = open;
  now->openings = openings;
  now->revision = revision;
  now->unsaved = unsaved;
  now->undo = unsaved ? "Move model to position 1" : "";
  now->exported = exported;
  now->export_outdated = export_outdated;
  if (docker) now->docker = std::make_shared<const emulator::RuntimeCondition>(*docker);
  if (address) now->address = std::make_shared<const emulator::AddressView>(*address);
  now->service = service;
  now->stages = std::make_shared<const std::vector<emulator::StageStatus>>(stages);
  now->findings = std::make_shared<const std::vector<emulator::Finding>>(findings);
  now->trace = trace.view();
  now->logs = log.view();
  now->debug = std::make_shared<const emulator::DebugView>(debug);
  now->running_invocations = running;
  now->notice = notice;
  return now;
}

FakeWorld empty_world() {
  FakeWorld world;
  world.open = false;
  world.service = emulator::ServiceState::Empty;
  world.revision = 1;
  return world;
}

FakeWorld stopped_world() {
  FakeWorld world;
  world.service = emulator::ServiceState::Stopped;
  world.pipeline.model.model_name = "abalone-pipeline";
  world.pipeline.file = "/home/ada/abalone/abalone.pipeline.json";
  world.pipeline.stages = {fake_stage(1, "preprocess", "sklearn-prep"),
                           fake_stage(2, "model", "xgb-serve"),
                           fake_stage(3, "postprocess", "labels")};
  for (std::uint64_t id = 1; id <= 3; ++id)
    world.stages.push_back(status_of(id, StageState::Idle, ""));
  emulator::SavedRequest three{
      "three abalones", "text/csv", "application/json", {}, std::string(kRows), {}, {}, {}};
  emulator::SavedRequest one{
      "one abalone", "text/csv", "text/csv", {}, "M,0.455,0.365,0.095,0.514\n", {}, {}, {}};
  world.pipeline.requests = {three, one};
  return world;
}

FakeWorld busy_world() {
  FakeWorld world = stopped_world();
  world.service = emulator::ServiceState::InService;
  world.stages = {status_of(1, StageState::Ready, ""), status_of(2, StageState::Ready, ""),
                  status_of(3, StageState::Failing, "/ping 503 ×4")};
  for (const Past& past : kPast) world.invocations.push_back(past_invocation(past));
  world.invocations.push_back(fake_invocation(abalone_invocation(127)));
  world.invocations.push_back(fake_invocation(stopped_at_model(128)));
  world.logs = busy_logs();
  world.findings = {{"D03", emulator::Severity::Warning, "model", stage_id(2),
                     "text/csv; charset=utf-8 reaches model, which compares exactly",
                     "Set the mimetype without parameters", "", 0},
                    {"no-content-type", emulator::Severity::Error, "postprocess", stage_id(3),
                     "The response has no Content-Type", "Send one", "", 0}};
  return world;
}

FakeWorld starting_world() {
  FakeWorld world = stopped_world();
  world.service = emulator::ServiceState::Creating;
  world.stages = {status_of(1, StageState::Ready, ""), status_of(2, StageState::Starting, ""),
                  status_of(3, StageState::Failed, "")};
  world.stages[2].error = emulator::Error{emulator::ErrorCode::NotFound, "labels was not found",
                                          "Install it, or give its full path in Command"};
  return world;
}

FakeWorld failing_world() {
  FakeWorld world = busy_world();
  world.service = emulator::ServiceState::Failed;
  world.stages[1] = status_of(2, StageState::Exited, "exited with code 137, out of memory?");
  world.notice =
      emulator::Error{emulator::ErrorCode::PortInUse, "Port 8080 is taken by another program",
                      "Choose another port, or stop that program"};
  world.unsaved = true;
  return world;
}

FakeWorld running_world() {
  FakeWorld world = busy_world();
  world.stages[2] = status_of(3, StageState::Ready, "");
  FakeInvocation fake = abalone_invocation(129);
  fake.status = 0;
  fake.duration_ms = 0;
  fake.seconds_ago = 2;
  fake.hops.resize(1);
  world.invocations.push_back(fake_invocation(fake));
  world.running = 1;
  return world;
}

FakeWorld long_world() {
  FakeWorld world = stopped_world();
  world.pipeline.model.model_name = "customer-lifetime-value-with-a-very-long-model-name-2026";
  world.pipeline.stages.clear();
  world.stages.clear();
  for (std::uint64_t id = 1; id <= 15; ++id) {
    const std::string name = "feature-normalisation-step-number-" + std::to_string(id);
    world.pipeline.stages.push_back(fake_stage(id, name, "serve-with-a-long-program-name"));
    world.stages.push_back(status_of(id, StageState::Ready, ""));
  }
  world.service = emulator::ServiceState::InService;
  return world;
}

emulator::RuntimeCondition docker_found() {
  return {emulator::RuntimeCondition::State::Ready, "Docker 20.10.24",
          "unix:///var/run/docker.sock (the usual socket)", std::nullopt};
}

emulator::RuntimeCondition docker_not_allowed() {
  return {emulator::RuntimeCondition::State::Missing, "", "",
          emulator::Error{emulator::ErrorCode::PermissionDenied,
                          "Docker is not reachable: permission denied on /var/run/docker.sock",
                          "Join the group docker, or set DOCKER_HOST to an engine of your own"}};
}

FakeWorld docker_world() {
  FakeWorld world = running_world();
  world.docker = docker_found();
  world.pipeline.stages = {fake_container(1, "preprocess", "sklearn-prep:1.2"),
                           fake_container(2, "model", "xgb-serve:1.7"),
                           fake_container(3, "postprocess", "labels:dev")};
  world.invocations.pop_back();
  world.invocations.back() = fake_invocation(abalone_invocation(128));
  world.running = 0;
  world.findings.clear();
  constexpr std::array kIds = {"3f2a91c0b7d4", "b81f00d2e6a9", "07cc5e1a93f2"};
  for (std::size_t i = 0; i < kIds.size(); ++i)
    world.stages[i].description = std::string("container ") + kIds[i];
  world.stages[0].usage = emulator::StageUsage{0.12, 84'000'000, 0};
  world.stages[1].usage = emulator::StageUsage{1.47, 495'000'000, 512'000'000};
  world.stages[2].usage = emulator::StageUsage{0.004, 9'300'000, 512'000'000};
  return world;
}

FakeWorld pulling_world() {
  FakeWorld world = docker_world();
  world.service = emulator::ServiceState::Creating;
  world.invocations.clear();
  world.logs.clear();
  world.stages = {status_of(1, StageState::Starting, "downloading model data, 3 MB of 10 MB"),
                  status_of(2, StageState::Starting, "pulling xgb-serve:1.7, 45 MB of 120 MB"),
                  status_of(3, StageState::Starting, "building image, step 6 of 7")};
  for (auto& status : world.stages) status.description.clear();
  return world;
}

FakeWorld docker_missing_world() {
  FakeWorld world = pulling_world();
  world.service = emulator::ServiceState::Failed;
  world.docker = docker_not_allowed();
  for (std::uint64_t id = 1; id <= 3; ++id) {
    world.stages[id - 1] = status_of(id, StageState::Failed, world.docker->error->what);
    world.stages[id - 1].description.clear();
    world.stages[id - 1].error = world.docker->error;
  }
  return world;
}

FakeWorld out_of_memory_world() {
  FakeWorld world = docker_world();
  world.service = emulator::ServiceState::Failed;
  auto& model = world.stages[1];
  model = status_of(2, StageState::Exited, "exited with code 137, out of memory (limit 512 MB)");
  model.description = "container b81f00d2e6a9";
  model.ran_for = ms(41'300);
  model.error = emulator::Error{
      emulator::ErrorCode::LaunchFailed,
      "Stage model exited with code 137, out of memory (limit 512 MB)",
      "The last lines of its log:\n  [1] 3 rows, 5 features\n  POST /invocations 200"};
  return world;
}

}  // namespace tests
