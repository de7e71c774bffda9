#include "app/view_model/run_plan.h"

#include <algorithm>
#include <functional>
#include <unordered_map>

#include "app/view_model/trace_position.h"
#include "emulator/base/text.h"

namespace app {
namespace {

using emulator::Invocation;
using emulator::InvocationId;
using emulator::InvokeRequest;
using emulator::Pipeline;
using emulator::StageId;
using emulator::TraceView;

// So far back is looked for the same request, and so much of bodies is compared for it.
constexpr std::size_t kFarthest = 2'000;
constexpr std::size_t kMostCompared = 4'000'000;

std::size_t size_of(const emulator::BodyPtr& body) { return body ? body->size() : 0; }

bool same_fields(const InvokeRequest& a, const InvokeRequest& b) {
  return a.content_type == b.content_type && a.accept == b.accept &&
         a.custom_attributes == b.custom_attributes && a.target_model == b.target_model &&
         a.target_container_hostname == b.target_container_hostname &&
         size_of(a.body) == size_of(b.body);
}

std::optional<InvocationId> previous_like(const TraceView& trace, const Invocation& invocation) {
  std::size_t budget = kMostCompared;
  const std::size_t at = position_of(trace, invocation.id);
  for (std::size_t i = at; i > 0 && at - i < kFarthest; --i) {
    const Invocation& other = *trace[i - 1];
    const std::size_t size = size_of(other.request.body);
    if (!same_fields(other.request, invocation.request) || size > budget) continue;
    if (other.request.body != invocation.request.body) budget -= size;
    if (same_request(other.request, invocation.request)) return other.id;
  }
  return std::nullopt;
}

// What tells requests apart, short of the body's content.
std::string fingerprint(const InvokeRequest& request, const FindContent& content) {
  std::string key;
  for (const auto* field :
       {&request.content_type, &request.accept, &request.custom_attributes, &request.target_model,
        &request.target_container_hostname, &request.session_id}) {
    key += *field ? "=" + **field : "-";
    key += '\n';
  }
  key += std::to_string(size_of(request.body));
  if (size_of(request.body) == 0) return key;
  const BodyContentPtr bytes = content(*request.body);
  if (!bytes) return "";
  return key + "\n" + std::to_string(std::hash<std::string_view>{}(bytes->view()));
}

}  // namespace

StageOrder used_order(const Pipeline& pipeline) {
  StageOrder order;
  for (const emulator::Stage& stage : pipeline.stages)
    if (!stage.bypassed()) order.push_back(stage.id);
  return order;
}

std::vector<StageOrder> all_orders(const Pipeline& pipeline) {
  const StageOrder own = used_order(pipeline);
  if (own.size() < 2 || own.size() > kMostStagesTried) return {};
  std::vector<std::size_t> places(own.size());
  for (std::size_t i = 0; i < places.size(); ++i) places[i] = i;
  std::vector<StageOrder> orders;
  do {
    StageOrder order;
    for (const std::size_t place : places) order.push_back(own[place]);
    orders.push_back(std::move(order));
  } while (std::ranges::next_permutation(places).found);
  return orders;
}

std::optional<StageOrder> last_other_order(const TraceView& trace, const Pipeline& pipeline) {
  const StageOrder own = used_order(pipeline);
  for (std::size_t i = trace.size(); i > 0 && trace.size() - i < kFarthest; --i) {
    const Invocation& invocation = *trace[i - 1];
    if (invocation.alone) continue;
    StageOrder order;
    for (const std::string& name : invocation.order)
      if (const auto at = emulator::find_container(pipeline, name))
        order.push_back(pipeline.stages[*at].id);
    if (order != own && std::ranges::is_permutation(order, own)) return order;
  }
  return std::nullopt;
}

StageOrder whole_order(const Pipeline& pipeline, const StageOrder& used) {
  StageOrder order;
  auto next = used.begin();
  for (const emulator::Stage& stage : pipeline.stages)
    order.push_back(stage.bypassed() || next == used.end() ? stage.id : *next++);
  return order;
}

std::string order_names(const Pipeline& pipeline, const StageOrder& order) {
  std::string names;
  for (const StageId id : order) {
    const std::size_t at = emulator::index_of(pipeline, id);
    names += names.empty() ? "" : " ▸ ";
    names += at < pipeline.stages.size() ? emulator::container_name(pipeline, at)
                                         : std::string("a removed stage");
  }
  return names;
}

std::vector<InvocationId> distinct_requests(const std::vector<emulator::InvocationPtr>& invocations,
                                            const FindContent& content) {
  std::vector<InvocationId> inputs;
  std::unordered_map<std::string, InvocationId> known;
  for (const emulator::InvocationPtr& invocation : invocations) {
    if (!invocation->finished || invocation->experiment != 0 || invocation->alone) continue;
    const std::string key = fingerprint(invocation->request, content);
    if (key.empty() || !known.try_emplace(key, invocation->id).second) continue;
    inputs.push_back(invocation->id);
  }
  return inputs;
}

bool same_request(const InvokeRequest& a, const InvokeRequest& b) {
  if (!same_fields(a, b)) return false;
  if (a.body == b.body || size_of(a.body) == 0) return true;
  const BodyContentPtr was = a.body->in_memory();
  const BodyContentPtr is = b.body->in_memory();
  return was && is && was->view() == is->view();
}

ComparisonBase comparison_base(const TraceView& trace, const Invocation& invocation,
                               InvocationId marked) {
  const auto kept = [&](InvocationId id) { return id && id != invocation.id && trace.find(id); };
  if (kept(marked)) return {marked, "marked"};
  if (kept(invocation.replay_of)) return {invocation.replay_of, "which it replays"};
  if (const auto like = previous_like(trace, invocation))
    return {*like, "previous with the same request"};
  const std::size_t at = position_of(trace, invocation.id);
  if (at > 0) return {trace[at - 1]->id, "the one before"};
  if (trace.size() > 1) return {trace[1]->id, "the one after"};
  return {};
}

int matching_hop(const Invocation& invocation, int hop, const Invocation& other) {
  const auto at = static_cast<std::size_t>(hop) - 1;
  if (hop < 1) return 0;
  const bool reached = at < invocation.hops.size();
  if (!reached && at >= invocation.order.size()) return 0;
  const std::string& name =
      reached ? invocation.hops[at]->container_hostname : invocation.order[at];
  for (const emulator::HopPtr& each : other.hops)
    if (reached && each->stage == invocation.hops[at]->stage) return each->index;
  for (const emulator::HopPtr& each : other.hops)
    if (each->container_hostname == name) return each->index;
  return 0;
}

}  // namespace app
