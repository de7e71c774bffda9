#include "emulator/api/metrics/endpoint_metrics.h"

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <utility>

#include "emulator/api/metrics/figures_text.h"
#include "emulator/base/latency_summary.h"
#include "emulator/serving/model_loading.h"

namespace emulator {
namespace {

constexpr std::size_t kWindow = 1024;  // newest times that percentiles are of

bool is_success(int status) { return status >= 200 && status < 300; }

bool is_cancelled(const Hop& hop) {
  return hop.error() != nullptr && hop.error()->kind == TransportErrorKind::Cancelled;
}

// What the model said in the end; 0 where it said nothing that is HTTP.
int model_status(const Invocation& invocation) {
  const Hop& hop = *invocation.hops.back();
  if (const HttpResponse* response = hop.response()) return response->status;
  const auto& partial = hop.error()->partial;
  return partial ? partial->status : 0;
}

// The times of one metric: all of them summed up, the newest one by one.
class Times {
 public:
  void add(Nanoseconds time) {
    ++count_;
    sum_ += time;
    if (newest_.size() < kWindow)
      newest_.push_back(time);
    else
      newest_[static_cast<std::size_t>((count_ - 1) % kWindow)] = time;
  }
  std::uint64_t count() const { return count_; }

  LatencyFigures figures() const {
    const LatencySummary summary = summarise(newest_);
    return {count_, sum_, summary.p50, summary.p90, summary.p99, summary.max};
  }

 private:
  std::uint64_t count_ = 0;
  Nanoseconds sum_{0};
  std::vector<Nanoseconds> newest_;
};

// Everything of one variant. Copied out for reading, so that percentiles are found without the
// lock.
struct Series {
  struct Container {
    std::string name;
    Times latency;
  };

  std::uint64_t invocations = 0;
  std::uint64_t errors_4xx = 0;
  std::uint64_t errors_5xx = 0;
  std::uint64_t model_errors = 0;
  Times model_latency;
  Times overhead_latency;
  std::vector<Container> containers;  // at most fifteen at a time (contract 1.5)

  void add(const Invocation& invocation);
  Times& container(const std::string& name);
  VariantFigures figures() const;
};

Times& Series::container(const std::string& name) {
  auto found = std::ranges::find(containers, name, &Container::name);
  if (found == containers.end()) {
    containers.push_back({name, {}});
    found = std::prev(containers.end());
  }
  return found->latency;
}

void Series::add(const Invocation& invocation) {
  ++invocations;
  if (invocation.hops.empty()) return;
  // One that was cancelled says nothing about the model.
  if (!invocation.response || is_cancelled(*invocation.hops.back())) return;
  if (model_is_missing(*invocation.hops.back())) return;
  const int status = model_status(invocation);
  if (status >= 400 && status < 500) ++errors_4xx;
  if (status >= 500) ++errors_5xx;
  // contract 6.1: the result counts, so that an answer too large to hand on is one, too.
  if (!is_success(invocation.response->status)) ++model_errors;
  model_latency.add(invocation.container_time());
  overhead_latency.add(invocation.overhead_time());
  for (const HopPtr& hop : invocation.hops)
    container(hop->container_hostname).add(hop->timing.container());
}

VariantFigures Series::figures() const {
  VariantFigures out;
  out.invocations = invocations;
  out.invocation_4xx_errors = errors_4xx;
  out.invocation_5xx_errors = errors_5xx;
  out.invocation_model_errors = model_errors;
  out.model_latency = model_latency.figures();
  out.overhead_latency = overhead_latency.figures();
  for (const Container& each : containers)
    out.containers.push_back({each.name, each.latency.count(), each.latency.figures()});
  return out;
}

using Variants = std::map<std::string, Series, std::less<>>;

}  // namespace

struct EndpointMetrics::State {
  mutable std::mutex mutex;
  std::map<std::string, Variants, std::less<>> endpoints;
};

EndpointMetrics::EndpointMetrics() : state_(std::make_unique<State>()) {}
EndpointMetrics::~EndpointMetrics() = default;

void EndpointMetrics::record(const Invocation& invocation) {
  const std::lock_guard lock(state_->mutex);
  state_->endpoints[invocation.endpoint.endpoint][invocation.endpoint.variant].add(invocation);
}

VariantFigures EndpointMetrics::figures(std::string_view endpoint, std::string_view variant) const {
  Series series;
  {
    const std::lock_guard lock(state_->mutex);
    const auto found = state_->endpoints.find(endpoint);
    if (found == state_->endpoints.end()) return {};
    const auto of_variant = found->second.find(variant);
    if (of_variant == found->second.end()) return {};
    series = of_variant->second;
  }
  return series.figures();
}

void EndpointMetrics::forget(std::string_view endpoint) {
  Variants freed;  // after the lock
  const std::lock_guard lock(state_->mutex);
  const auto found = state_->endpoints.find(endpoint);
  if (found == state_->endpoints.end()) return;
  freed = std::move(found->second);
  state_->endpoints.erase(found);
}

std::vector<EndpointView> EndpointMetrics::with_figures(
    const std::vector<EndpointView>& endpoints) const {
  std::vector<EndpointView> out = endpoints;
  for (EndpointView& endpoint : out)
    for (VariantView& variant : endpoint.variants)
      variant.figures = figures(endpoint.name, variant.name);
  return out;
}

std::string EndpointMetrics::as_json(const std::vector<EndpointView>& endpoints) const {
  return figures_json(with_figures(endpoints));
}

std::string EndpointMetrics::as_prometheus(const std::vector<EndpointView>& endpoints) const {
  return figures_prometheus(with_figures(endpoints));
}

}  // namespace emulator
