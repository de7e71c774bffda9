#include "emulator/serving/run_pipeline.h"

#include <algorithm>
#include <optional>
#include <span>

#include "emulator/serving/hop_rules.h"
#include "emulator/serving/model_loading.h"
#include "emulator/serving/socket.h"

namespace emulator {
namespace {

SteadyTime now() { return std::chrono::steady_clock::now(); }

// contract 2.24: a streamed answer has 8 minutes, unless InvocationTimeoutSeconds was set.
constexpr Nanoseconds kStreamedTimeout = std::chrono::minutes{8};

Nanoseconds timeout_of(const ContractProfile& profile, bool streamed) {
  const bool untouched = profile.invocation_timeout == ContractProfile{}.invocation_timeout;
  return streamed && untouched ? kStreamedTimeout : profile.invocation_timeout;
}

// contract 3.19: as when nothing listens.
Exchange nobody_there(const RouteStage& stage, HttpRequest request) {
  return {.request = std::move(request),
          .outcome = TransportError{TransportErrorKind::Connect,
                                    "connection refused: the stage " + stage.ended, nullptr}};
}

// Walks one invocation; lives as long as it takes.
class PipelineRun {
 public:
  PipelineRun(const RoutePlan& plan, const InvokeRequest& request, HopTransport& transport,
              std::stop_token stop, AnswerListener* listener)
      : plan_(plan),
        request_(request),
        called_(called_stages(plan, request)),
        transport_(transport),
        stop_(std::move(stop)),
        listener_(listener) {}

  std::size_t size() const { return called_.size(); }
  PreparedRequest prepare(std::size_t i, const HttpResponse* previous) const;

  std::shared_ptr<Hop> exchange(std::size_t i, PreparedRequest prepared);

 private:
  ExchangeLimits limits(SteadyTime hop_begin, bool last) const;
  // The model that this stage is to be asked for, where it has several.
  const std::string* model_for(const RouteStage& stage) const;
  Exchange call(const RouteStage& stage, HttpRequest request, SteadyTime begin, bool last);

  const RoutePlan& plan_;
  const InvokeRequest& request_;
  std::span<const RouteStage> called_;
  HopTransport& transport_;
  std::stop_token stop_;
  AnswerListener* listener_;
  const SteadyTime received_ = now();
  SteadyTime previous_end_ = received_;
};

PreparedRequest PipelineRun::prepare(std::size_t i, const HttpResponse* previous) const {
  PreparedRequest prepared =
      previous == nullptr
          ? first_request(request_, size(), plan_.profile)
          : next_request(request_, *previous, static_cast<int>(i) + 1, size(), plan_.profile);
  if (const std::string* model = model_for(called_[i])) aim_at_model(prepared, *model);
  return prepared;
}

const std::string* PipelineRun::model_for(const RouteStage& stage) const {
  return stage.multi_model && request_.target_model ? &*request_.target_model : nullptr;
}

ExchangeLimits PipelineRun::limits(SteadyTime hop_begin, bool last) const {
  const ContractProfile& profile = plan_.profile;
  ExchangeLimits limits;
  // contract 2.24, 3.18: per container, or for the whole chain; 0 is no limit.
  AnswerListener* listener = last ? listener_ : nullptr;  // contract 3.28
  const Nanoseconds timeout = timeout_of(profile, listener != nullptr);
  if (timeout > Nanoseconds::zero())
    limits.deadline =
        timeout + (profile.timeout_scope == TimeoutScope::Chain ? received_ : hop_begin);
  // Read as much as any hop may answer: a body that is too large to hand on is still shown, and
  // its size is part of the message (contract 3.21).
  limits.response_bytes = std::max(profile.between_containers_bytes, profile.response_bytes);
  limits.listener = listener;
  return limits;
}

Exchange PipelineRun::call(const RouteStage& stage, HttpRequest request, SteadyTime begin,
                           bool last) {
  if (!stage.ended.empty()) return nobody_there(stage, std::move(request));
  const auto send = [&](HttpRequest what) {
    return transport_.send(stage.address.host, stage.address.port, std::move(what),
                           limits(begin, last), stop_);
  };
  const std::string* model = model_for(stage);
  if (model == nullptr) return send(std::move(request));
  Exchange exchange = send(request);
  const auto* response = std::get_if<HttpResponse>(&exchange.outcome);
  // contract 2.32: the container does not have it (any more). A second 404 is its answer.
  if (response == nullptr || response->status != 404) return exchange;
  if (auto failure = reload_model(stage, *model, transport_, stop_)) return std::move(*failure);
  return send(std::move(request));
}

std::shared_ptr<Hop> PipelineRun::exchange(std::size_t i, PreparedRequest prepared) {
  const RouteStage& stage = called_[i];
  const StageAddress& address = stage.address;
  const bool last = i + 1 == called_.size();
  auto hop = std::make_shared<Hop>();
  hop->index = static_cast<int>(i) + 1;
  hop->stage = stage.stage;
  hop->container_hostname = stage.container_hostname;
  hop->runtime = stage.runtime;
  prepared.request.target.insert(0, address.base_path);
  hop->url = "http://" + authority(address.host, address.port) + prepared.request.target;
  hop->request_notes = std::move(prepared.notes);

  const std::string* model = stage.ended.empty() ? model_for(stage) : nullptr;
  SteadyTime begin = now();
  std::optional<Exchange> failed_load;
  if (model != nullptr) failed_load = load_model(stage, *model, transport_, stop_);
  if (model != nullptr && !failed_load) begin = now();  // loading is not the container's latency
  Exchange exchange =
      failed_load ? std::move(*failed_load) : call(stage, std::move(prepared.request), begin, last);
  hop->start = begin - received_;
  hop->request = std::move(exchange.request);
  hop->outcome = std::move(exchange.outcome);
  if (is_model_load(*hop)) {
    hop->url = "http://" + authority(address.host, address.port) + hop->request.target;
    hop->request_notes.clear();
  }
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

std::span<const RouteStage> called_stages(const RoutePlan& plan, const InvokeRequest& request) {
  const std::span<const RouteStage> all(plan.stages);
  if (plan.mode == ExecutionMode::Serial) return all;
  if (!request.target_container_hostname) return {};
  const auto target =
      std::ranges::find(all, *request.target_container_hostname, &RouteStage::container_hostname);
  return target == all.end() ? std::span<const RouteStage>{} : std::span(target, 1);
}

std::vector<HopPtr> run_pipeline(const RoutePlan& plan, const InvokeRequest& request,
                                 HopTransport& transport,
                                 const std::function<void(const HopPtr&)>& on_hop,
                                 std::stop_token stop, AnswerListener* listener) {
  std::vector<HopPtr> hops;
  PipelineRun run(plan, request, transport, stop, listener);
  const std::size_t count = run.size();
  hops.reserve(count);
  for (std::size_t i = 0; i < count && !stop.stop_requested(); ++i) {
    hops.push_back(run.exchange(i, run.prepare(i, i == 0 ? nullptr : hops.back()->response())));
    if (on_hop) on_hop(hops.back());
    // contract 3.20: the first failing container ends it.
    if (failed(*hops.back()) || hand_over_fault(*hops.back(), i + 1 == count, plan.profile)) break;
  }
  return hops;
}

}  // namespace emulator
