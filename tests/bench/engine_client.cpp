#include <atomic>
#include <stdexcept>

#include "emulator/runtime/process_runtime.h"
#include "emulator/serving/http_transport.h"
#include "tests/bench/chain_client.h"
#include "tests/bench/engine_host.h"

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

// The engine over stages that run already, and how many invocations it was given.
class SharedEngine {
 public:
  explicit SharedEngine(const Ports& ports) : host_({.url = make_url_runtime()}) {
    host_.engine().submit(OpenPipeline{pipeline_of(ports)});
    host_.engine().submit(Deploy{});
    const auto settled = [](const EngineSnapshot& now) {
      return now.service == ServiceState::InService || now.service == ServiceState::Failed;
    };
    if (host_.wait(settled)->service != ServiceState::InService)
      throw std::runtime_error("the engine does not reach the bare stages");
  }

  Engine& engine() { return host_.engine(); }
  void count_one() { ++given_; }
  void settle() {
    host_.wait([this](const EngineSnapshot& now) {
      return now.trace->total() == given_ && now.running_invocations == 0;
    });
  }
  void forget() {
    settle();
    engine().submit(ClearTrace{});
    host_.wait([](const EngineSnapshot& now) { return now.trace->empty(); });
  }

 private:
  EngineHost host_;
  std::atomic<std::uint64_t> given_{0};
};

class EngineClient final : public ChainClient {
 public:
  explicit EngineClient(std::shared_ptr<SharedEngine> engine) : engine_(std::move(engine)) {
    request_.content_type = "text/csv";
  }

  bool invoke(const BodyPtr& body) override {
    request_.body = body;
    engine_->count_one();
    const auto invocation = engine_->engine().invoke(request_, *transport_, stop_.get_token());
    return invocation && (*invocation)->response && (*invocation)->response->status == 200;
  }

  void settle() override { engine_->settle(); }
  void forget() override { engine_->forget(); }

 private:
  std::shared_ptr<SharedEngine> engine_;
  InvokeRequest request_;
  std::unique_ptr<HopTransport> transport_ = make_http_transport();
  std::stop_source stop_;
};

}  // namespace

Team make_engine_clients(const Ports& ports, int count) {
  const auto engine = std::make_shared<SharedEngine>(ports);
  Team team;
  for (int i = 0; i < count; ++i) team.push_back(std::make_unique<EngineClient>(engine));
  return team;
}

}  // namespace bench
