#pragma once

#include <string>
#include <vector>

#include "emulator/engine/engine.h"
#include "tests/support/engine_watch.h"
#include "tests/support/fake_runtime.h"
#include "tests/support/process_pipeline.h"

// An engine with a deployed pipeline of fake stages, for tests of what is tried with it.
namespace test {

inline std::string text_of(const emulator::BodyPtr& body) {
  return std::string(body->in_memory()->view());
}

inline emulator::InvokeRequest text_request(std::string_view body) {
  emulator::InvokeRequest request;
  request.content_type = "text/plain";
  request.body = emulator::make_body(body);
  return request;
}

struct DebuggerWorld {
  explicit DebuggerWorld(const std::vector<std::string>& names, emulator::BodyLimits bodies = {})
      : engine{emulator::EngineOptions{.process = runtime, .bodies = bodies}} {
    emulator::ReadPipeline read;
    read.pipeline = process_pipeline("letters", names);
    for (const emulator::Stage& stage : read.pipeline.stages) stages.push_back(stage.id);
    engine.submit(emulator::OpenPipeline{std::move(read)});
    engine.submit(emulator::Deploy{});
    up = watch.until(
        [](const auto& now) { return now.service == emulator::ServiceState::InService; });
  }

  // The invocation at that position of the trace, once it and all others are over.
  emulator::InvocationPtr finished(std::size_t at = 0) {
    const auto now = watch.until([at](const emulator::EngineSnapshot& seen) {
      return seen.trace->size() > at && seen.running_invocations == 0 &&
             (*seen.trace)[at]->finished;
    });
    return now ? (*now->trace)[at] : nullptr;
  }
  emulator::InvocationPtr send(std::string_view body) {
    const std::size_t at = engine.snapshot()->trace->size();
    engine.submit(emulator::Invoke{text_request(body)});
    return finished(at);
  }
  std::optional<emulator::HeldHop> held(std::size_t count = 1) {
    const auto now =
        watch.until([count](const auto& seen) { return seen.debug->held.size() == count; });
    return now && count > 0 ? std::optional(now->debug->held.back()) : std::nullopt;
  }
  std::string notice() {
    const auto now = watch.until([](const auto& seen) { return seen.notice.has_value(); });
    return now ? now->notice->what : "";
  }

  std::shared_ptr<FakeRuntime> runtime = std::make_shared<FakeRuntime>();
  emulator::Engine engine;
  EngineWatch watch{engine};
  std::vector<emulator::StageId> stages;
  emulator::SnapshotPtr up;
};

}  // namespace test
