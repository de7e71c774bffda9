#include <malloc.h>

#include "emulator/serving/http_transport.h"
#include "emulator/serving/run_pipeline.h"
#include "tests/bench/chain_client.h"

namespace bench {
namespace {

using namespace emulator;

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

std::unique_ptr<ChainClient> make_recorded_client(const Ports& ports) {
  return std::make_unique<RecordedClient>(ports);
}

double bytes_per_recorded_hop(const Ports& ports) {
  constexpr std::size_t kInvocations = 2000;
  constexpr std::size_t kBodyBytes = 200;
  RecordedClient client(ports);
  const BodyPtr body = make_body(std::string(kBodyBytes, 'x'));
  client.invoke(body);  // connections and the like exist from here on
  const auto before = mallinfo2();
  for (std::size_t i = 0; i < kInvocations; ++i) client.invoke(body);
  const auto after = mallinfo2();
  const auto used = static_cast<double>(after.uordblks + after.hblkhd) -
                    static_cast<double>(before.uordblks + before.hblkhd);
  return used / static_cast<double>(kInvocations * ports.size()) - static_cast<double>(kBodyBytes);
}

}  // namespace bench
