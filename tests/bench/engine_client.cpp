#include "emulator/serving/http_transport.h"
#include "tests/bench/shared_engine.h"

namespace bench {
namespace {

using namespace emulator;

class EngineClient final : public ChainClient {
 public:
  explicit EngineClient(std::shared_ptr<SharedEngine> engine) : engine_(std::move(engine)) {
    request_.content_type = "text/csv";
  }

  bool invoke(const BodyPtr& body) override {
    request_.body = body;
    engine_->count(1);
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
