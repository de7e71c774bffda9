#pragma once

#include <initializer_list>
#include <string>

#include "emulator/serving/run_pipeline.h"
#include "tests/support/scripted_transport.h"

// A tiny world for tests about invocations.
namespace test_support {

// Stages of these names on ports 1, 2, 3…
inline emulator::RoutePlan plan_of(std::initializer_list<const char*> names) {
  emulator::RoutePlan plan;
  plan.model_name = "wine";
  for (const char* name : names) {
    const std::uint64_t number = plan.stages.size() + 1;
    plan.stages.push_back({.stage = {number},
                           .container_hostname = name,
                           .runtime = "url",
                           .address = {.port = static_cast<int>(number)}});
  }
  return plan;
}

inline emulator::InvokeRequest csv_request(std::string_view body = "1,2") {
  emulator::InvokeRequest request;
  request.content_type = "text/csv";
  request.body = emulator::make_body(body);
  return request;
}

inline emulator::TransportError broken(emulator::TransportErrorKind kind,
                                       std::string message = "words") {
  return {kind, std::move(message), nullptr};
}

// Runs the plan against these replies; every one of them must be asked for.
struct Story {
  emulator::RoutePlan plan;
  emulator::InvokeRequest request;
  std::vector<emulator::HopPtr> hops;
  std::vector<emulator::HttpRequest> sent;

  Story(emulator::RoutePlan route, emulator::InvokeRequest client, std::vector<Act> acts)
      : plan(std::move(route)), request(std::move(client)) {
    ScriptedTransport transport(std::move(acts));
    hops = emulator::run_pipeline(plan, request, transport, {}, {});
    transport.verify();
    sent = transport.sent;
  }

  std::optional<emulator::HttpResponse> answer() const {
    return emulator::invoke_result(plan, request, hops, {.endpoint = "wine"}, "id-1");
  }
  std::vector<emulator::Finding> findings() const {
    return emulator::invocation_findings(plan, request, hops);
  }
};

}  // namespace test_support
