#pragma once

#include <memory>
#include <string>
#include <vector>

#include "emulator/codec/pipeline_file.h"
#include "emulator/model/invocation.h"

// Invocations with something in every member, for tests about files of recordings.
namespace test_support {

using namespace emulator;
using namespace std::chrono_literals;

inline Pipeline wine_pipeline() {
  constexpr std::string_view kText = R"({
  "CreateModel": {
    "ModelName": "wine",
    "Containers": [
      { "ContainerHostname": "prep", "Image": "img:1",
        "Environment": { "API_TOKEN": "s3cr3t-value-1", "LEVEL": "info" } },
      { "ContainerHostname": "model", "Image": "img:2" }
    ]
  },
  "Local": { "Stages": { "prep": { "Runtime": "process", "Command": ["serve"] } } }
}
)";
  return read_pipeline_text(kText, "wine.pipeline.json", "/home/ada/wine")->pipeline;
}

inline HttpResponse answer(int status, std::string_view body) {
  return {status, status == 200 ? "OK" : "Nope", "1.1",
          {{"Content-Type", "application/json"}, {"X-Odd", "caf\xE9"}}, make_body(body)};
}

inline Hop recorded_hop(const Pipeline& pipeline, int index, BodyPtr body,
                        std::variant<HttpResponse, TransportError> outcome) {
  Hop hop;
  hop.index = index;
  hop.stage = pipeline.stages[static_cast<std::size_t>(index) - 1].id;
  hop.container_hostname = index == 1 ? "prep" : "model";
  hop.runtime = "process";
  hop.url = "http://127.0.0.1:41001/invocations?v=" + std::to_string(index);
  hop.start = 12us * index;
  hop.request.headers = {{"Content-Type", "text/csv"}, {"Authorization", "Bearer abc"}};
  hop.request.body = std::move(body);
  hop.outcome = std::move(outcome);
  hop.timing = {.queue = 1500ns, .connect = 0ns, .send = 20us, .wait = 1670us, .receive = 10us};
  hop.request_notes = {{"Content-Type", HeaderFlow::InheritedFromHop, 1, "3.3"}};
  hop.response_notes = {{"X-Odd", HeaderFlow::Stripped, 0, "3.14"}};
  return hop;
}

inline Invocation invocation_of(std::uint64_t id, std::vector<Hop> hops) {
  Invocation out;
  out.id = {id};
  out.uuid = "5f0c2b1a-0000-4000-8000-00000000000" + std::to_string(id % 10);
  out.started_at = WallTime(1769860800123456us + 1s * id);
  out.revision = 3;
  out.model_name = "wine";
  out.endpoint.endpoint = "wine";
  out.client = "127.0.0.1:51002 aws-cli/2.9.19";
  out.order = {"prep", "model"};
  out.request.content_type = "text/csv";
  out.request.custom_attributes = "";
  out.finished = true;
  out.duration = 5310200ns;
  out.request.body = hops.empty() ? make_body("1,2\n") : hops.front().request.body;
  for (Hop& hop : hops) out.hops.push_back(std::make_shared<const Hop>(std::move(hop)));
  return out;
}

inline InvocationPtr shared(Invocation invocation) {
  return std::make_shared<const Invocation>(std::move(invocation));
}

// One that went well, one whose second stage never answered, one of rehearsed answers.
inline std::vector<InvocationPtr> recorded(const Pipeline& pipeline) {
  const BodyPtr csv = make_body("1,2,s3cr3t-value-1\n");
  const HttpResponse between = answer(200, R"({"rows":[[1,2]]})");
  Invocation well = invocation_of(
      7, {recorded_hop(pipeline, 1, csv, between),
          recorded_hop(pipeline, 2, between.body, answer(200, std::string("\x89PNG\0\xFF", 6)))});
  well.response = *well.hops[1]->response();
  well.note = "the good one";

  TransportError broken{TransportErrorKind::Closed, "closed after 3 bytes", nullptr};
  broken.partial = std::make_shared<const HttpResponse>(answer(200, "{\"r"));
  Invocation failed = invocation_of(8, {recorded_hop(pipeline, 1, csv, answer(200, "x")),
                                        recorded_hop(pipeline, 2, make_body("x"), broken)});
  failed.response = answer(424, R"({"ErrorCode":"CLIENT_ERROR_FROM_MODEL"})");
  failed.findings = {{"D03", Severity::Warning, "model", pipeline.stages[1].id, "odd", "mend", "", 0}};
  failed.replay_of = {7};
  failed.replay_from = 2;

  Hop canned = recorded_hop(pipeline, 1, csv, answer(200, "canned"));
  canned.source = HopSource::Canned;
  canned.source_note = "preset \"empty\"";
  canned.fault = FaultKind::Delay;
  canned.held = 2s;
  canned.request_before_edit = std::make_shared<const HttpRequest>(
      HttpRequest{"POST", "/invocations", {{"Content-Type", "text/plain"}}, make_body("before")});
  Invocation rehearsed = invocation_of(9, {std::move(canned)});
  rehearsed.alone = true;
  rehearsed.experiment = 2;
  rehearsed.request.body = Body::not_kept(5'000'000);
  return {shared(std::move(well)), shared(std::move(failed)), shared(std::move(rehearsed))};
}

inline std::string text_of(const BodyPtr& body) { return std::string(body->in_memory()->view()); }

}  // namespace test_support
