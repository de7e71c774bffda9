#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "emulator/api/invoke/invoke_api.h"
#include "tests/support/small_pipeline.h"

// Endpoints over scripted containers, and a client that remembers what it was sent.
namespace test_support {

// Walks a plan as the engine does, without keeping anything.
class FakeHosted final : public emulator::HostedPipeline {
 public:
  explicit FakeHosted(emulator::RoutePlan route) : plan(std::move(route)) {
    pipeline_.local.profile = plan.profile;
  }

  std::shared_ptr<const emulator::Pipeline> pipeline() const override {
    return std::make_shared<const emulator::Pipeline>(pipeline_);
  }
  emulator::HostedReport report() const override { return {}; }
  emulator::Result<emulator::InvocationPtr> invoke(emulator::InvokeCall call,
                                                   emulator::HopTransport& transport,
                                                   std::stop_token stop) override {
    if (!in_service)
      return emulator::fail(emulator::ErrorCode::LaunchFailed, "The pipeline is not in service");
    auto done = std::make_shared<emulator::Invocation>();
    done->uuid = call.request_id;
    done->endpoint = call.endpoint;
    done->client = call.client;
    done->streamed = call.streamed;
    done->request = call.request;
    done->model_name = plan.model_name;
    done->response =
        emulator::refuse_request(plan, call.request, done->uuid, call.endpoint.endpoint);
    if (!done->response) {
      done->hops = emulator::run_pipeline(plan, call.request, transport, {}, stop,
                                          {.listener = call.listener});
      done->response =
          emulator::invoke_result(plan, call.request, done->hops, done->endpoint, done->uuid);
    }
    done->finished = true;
    if (on_invoked) on_invoked(*done);
    return done;
  }

  emulator::RoutePlan plan;
  bool in_service = true;
  std::function<void(const emulator::Invocation&)> on_invoked;

 private:
  emulator::Pipeline pipeline_;
};

struct FakeHosting final : emulator::Hosting {
  emulator::HostedPipelinePtr host(std::shared_ptr<const emulator::Pipeline>,
                                   std::function<void()>) override {
    return nullptr;
  }
  void record(emulator::InvokeCall call, emulator::HttpResponse answer) override {
    recorded.emplace_back(std::move(call), std::move(answer));
  }
  std::vector<std::pair<emulator::InvokeCall, emulator::HttpResponse>> recorded;
};

struct FakeAnswer final : emulator::FrontAnswer {
  bool send(const emulator::HttpResponse& response) override {
    CHECK_FALSE(answered());
    head = response;
    body = text_of(response.body);
    ended = true;
    return true;
  }
  bool begin(const emulator::HttpResponse& response) override {
    CHECK_FALSE(answered());
    head = response;
    streamed = true;
    return !gone;
  }
  bool part(std::string_view bytes) override {
    CHECK(streamed);
    CHECK_FALSE(ended);
    if (gone) return false;
    body += bytes;
    parts.emplace_back(bytes);
    return true;
  }
  bool end() override {
    CHECK(streamed);
    CHECK_FALSE(ended);
    ended = true;
    return !gone;
  }

  bool answered() const { return streamed || ended; }
  std::string header(std::string_view name) const {
    return std::string(head.headers.get(name).value_or(""));
  }
  nlohmann::json json() const { return nlohmann::json::parse(body); }

  emulator::HttpResponse head;
  std::string body;
  std::vector<std::string> parts;
  bool streamed = false;
  bool ended = false;
  bool gone = false;  // the client is
};

// One endpoint "wine" of one variant, prep and model behind it.
struct EndpointWorld {
  EndpointWorld() : EndpointWorld(plan_of({"prep", "model"})) {}
  explicit EndpointWorld(emulator::RoutePlan plan)
      : hosted(std::make_shared<FakeHosted>(std::move(plan))) {
    route.name = "wine";
    route.region = "eu-west-1";
    route.account = "111122223333";
    route.status = "InService";
    route.variants = {{"AllTraffic", 1, hosted}};
  }

  FakeAnswer ask(emulator::FrontRequest request, emulator::HopTransport& transport,
                 const std::string& path = "/endpoints/wine/invocations",
                 std::stop_token stop = {}) {
    FakeAnswer answer;
    ask(std::move(request), transport, answer, path, std::move(stop));
    return answer;
  }
  void ask(emulator::FrontRequest request, emulator::HopTransport& transport, FakeAnswer& answer,
           const std::string& path, std::stop_token stop = {}) {
    const auto target = emulator::invoke_target(path);
    REQUIRE(target);
    const auto find = [this](std::string_view name) {
      return name == route.name ? std::make_shared<const emulator::EndpointRoute>(route) : nullptr;
    };
    emulator::InvokeApi api(find, hosting,
                            [this](const emulator::Invocation& one) { done.push_back(one); });
    api.handle(*target, request, {"us-west-2", "999900001111"}, transport, answer, std::move(stop));
  }
  // Of a request that must reach no container.
  FakeAnswer refused(emulator::FrontRequest request,
                     const std::string& path = "/endpoints/wine/invocations") {
    ScriptedTransport nobody({});
    return ask(std::move(request), nobody, path);
  }

  std::shared_ptr<FakeHosted> hosted;
  FakeHosting hosting;
  emulator::EndpointRoute route;
  std::vector<emulator::Invocation> done;
};

inline emulator::FrontRequest front_request(emulator::Headers headers = {},
                                            std::string_view body = "1,2") {
  emulator::FrontRequest request;
  request.http.headers = std::move(headers);
  request.http.body = emulator::make_body(body);
  request.peer = "127.0.0.1:51002";
  request.body_bytes = body.size();
  return request;
}

}  // namespace test_support
