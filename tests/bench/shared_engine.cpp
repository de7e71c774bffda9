#include "tests/bench/shared_engine.h"

#include <stdexcept>

#include "emulator/runtime/process_runtime.h"

namespace bench {
namespace {

using namespace emulator;

ReadPipeline pipeline_of(const Ports& ports) {
  ReadPipeline read;
  read.pipeline.model.model_name = "bench";
  read.pipeline.local.profile.startup_timeout = std::chrono::seconds{10};
  for (const int port : ports) {
    Stage stage{.id = new_stage_id()};
    stage.container.container_hostname = "stage-" + std::to_string(read.pipeline.stages.size() + 1);
    stage.launch.emplace();
    stage.launch->runtime = RuntimeKind::Url;
    stage.launch->url = "http://127.0.0.1:" + std::to_string(port);
    read.pipeline.stages.push_back(std::move(stage));
  }
  return read;
}

}  // namespace

SharedEngine::SharedEngine(const Ports& ports) : host_({.url = make_url_runtime()}) {
  engine().submit(OpenPipeline{pipeline_of(ports)});
  engine().submit(Deploy{});
  const auto settled = [](const EngineSnapshot& now) {
    return now.service == ServiceState::InService || now.service == ServiceState::Failed;
  };
  if (host_.wait(settled)->service != ServiceState::InService)
    throw std::runtime_error("the engine does not reach the bare stages");
}

void SharedEngine::settle() {
  host_.wait([this](const EngineSnapshot& now) {
    return now.trace->total() == given_ && now.running_invocations == 0;
  });
}

void SharedEngine::forget() {
  settle();
  engine().submit(ClearTrace{});
  host_.wait([](const EngineSnapshot& now) { return now.trace->empty(); });
}

}  // namespace bench
