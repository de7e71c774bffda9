#include "emulator/serving/http_transport.h"
#include "tests/bench/chain_client.h"

namespace bench {
namespace {

using namespace emulator;

class RecordedClient final : public ChainClient {
 public:
  explicit RecordedClient(const Ports& ports) : plan_(plan_of(ports)) {
    request_.content_type = "text/csv";
  }

  bool invoke(const BodyPtr& body) override {
    request_.body = body;
    hops_.push_back(run_pipeline(plan_, request_, *transport_, {}, stop_.get_token()));
    return hops_.back().size() == plan_.stages.size() && !failed(*hops_.back().back());
  }

  void forget() override { hops_.clear(); }

 private:
  RoutePlan plan_;
  InvokeRequest request_;
  std::unique_ptr<HopTransport> transport_ = make_http_transport();
  std::stop_source stop_;  // a token that could fire, as the engine's can
  std::vector<std::vector<HopPtr>> hops_;
};

}  // namespace

RoutePlan plan_of(const Ports& ports) {
  RoutePlan plan;
  plan.model_name = "bench";
  for (const int port : ports)
    plan.stages.push_back({.stage = {plan.stages.size() + 1},
                           .container_hostname = "stage-" + std::to_string(plan.stages.size() + 1),
                           .runtime = "url",
                           .address = {.port = port}});
  return plan;
}

Team make_recorded_clients(const Ports& ports, int count) {
  Team team;
  for (int i = 0; i < count; ++i) team.push_back(std::make_unique<RecordedClient>(ports));
  return team;
}

}  // namespace bench
