#include "emulator/serving/run_pipeline.h"

#include <algorithm>

#include "emulator/serving/hop_rules.h"
#include "emulator/serving/socket.h"

namespace emulator {
namespace {

SteadyTime now() { return std::chrono::steady_clock::now(); }

// contract 3.19: as when nothing listens.
Exchange nobody_there(const RouteStage& stage, HttpRequest request) {
  return {.request = std::move(request),
          .outcome = TransportError{TransportErrorKind::Connect,
                                    "connection refused: the stage " + stage.ended, nullptr}};
}

// Walks one invocation; lives as long as it takes.
class PipelineRun {
 public:
  PipelineRun(const RoutePlan& plan, HopTransport& transport, std::stop_token stop,
              AnswerListener* listener)
      : plan_(plan), transport_(transport), stop_(std::move(stop)), listener_(listener) {}

  std::shared_ptr<Hop> exchange(std::size_t i, PreparedRequest prepared);

 private:
  ExchangeLimits limits(SteadyTime hop_begin, bool last) const;

  const RoutePlan& plan_;
  HopTransport& transport_;
  std::stop_token stop_;
  AnswerListener* listener_;
  const SteadyTime received_ = now();
  SteadyTime previous_end_ = received_;
};

ExchangeLimits PipelineRun::limits(SteadyTime hop_begin, bool last) const {
  const ContractProfile& profile = plan_.profile;
  ExchangeLimits limits;
  // contract 2.24, 3.18: per container, or for the whole chain; 0 is no limit.
  if (profile.invocation_timeout > Nanoseconds::zero())
    limits.deadline = profile.invocation_timeout +
                      (profile.timeout_scope == TimeoutScope::Chain ? received_ : hop_begin);
  // Read as much as any hop may answer: a body that is too large to hand on is still shown, and
  // its size is part of the message (contract 3.21).
  limits.response_bytes = std::max(profile.between_containers_bytes, profile.response_bytes);
  if (last) limits.listener = listener_;  // contract 3.28
  return limits;
}

std::shared_ptr<Hop> PipelineRun::exchange(std::size_t i, PreparedRequest prepared) {
  const RouteStage& stage = plan_.stages[i];
  const StageAddress& address = stage.address;
  const bool last = i + 1 == plan_.stages.size();
  auto hop = std::make_shared<Hop>();
  hop->index = static_cast<int>(i) + 1;
  hop->stage = stage.stage;
  hop->container_hostname = stage.container_hostname;
  hop->runtime = stage.runtime;
  prepared.request.target = address.base_path + "/invocations";
  hop->url = "http://" + authority(address.host, address.port) + prepared.request.target;
  hop->request_notes = std::move(prepared.notes);

  const SteadyTime begin = now();
  Exchange exchange = stage.ended.empty()
                          ? transport_.send(address.host, address.port,
                                            std::move(prepared.request), limits(begin, last), stop_)
                          : nobody_there(stage, std::move(prepared.request));
  hop->start = begin - received_;
  hop->request = std::move(exchange.request);
  hop->outcome = std::move(exchange.outcome);
  hop->timing = exchange.timing;
  hop->timing.queue = begin - previous_end_;
  previous_end_ = now();
  if (const HttpResponse* response = hop->response()) {
    hop->response_notes = response_notes(*response, last, plan_.profile);
    // contract 3.14, 3.20: an answer that ends the chain becomes a ModelError; no header travels
    // on.
    if (failed(*hop) || hand_over_fault(*hop, last, plan_.profile))
      for (HeaderNote& note : hop->response_notes) {
        note.flow = HeaderFlow::Stripped;
        note.fact = "3.14";
      }
  }
  return hop;
}

}  // namespace

std::vector<HopPtr> run_pipeline(const RoutePlan& plan, const InvokeRequest& request,
                                 HopTransport& transport,
                                 const std::function<void(const HopPtr&)>& on_hop,
                                 std::stop_token stop, AnswerListener* listener) {
  std::vector<HopPtr> hops;
  const std::size_t count = plan.stages.size();
  hops.reserve(count);
  PipelineRun run(plan, transport, stop, listener);
  for (std::size_t i = 0; i < count && !stop.stop_requested(); ++i) {
    PreparedRequest prepared = i == 0 ? first_request(request, count, plan.profile)
                                      : next_request(request, *hops.back()->response(),
                                                     static_cast<int>(i) + 1, count, plan.profile);
    hops.push_back(run.exchange(i, std::move(prepared)));
    if (on_hop) on_hop(hops.back());
    // contract 3.20: the first failing container ends it.
    if (failed(*hops.back()) || hand_over_fault(*hops.back(), i + 1 == count, plan.profile)) break;
  }
  return hops;
}

}  // namespace emulator
