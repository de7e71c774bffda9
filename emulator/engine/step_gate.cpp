#include "emulator/engine/step_gate.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <utility>

#include "emulator/engine/breakpoint_condition.h"
#include "emulator/serving/hop_rules.h"

namespace emulator {
namespace {

// How often a client that waits is looked at.
constexpr auto kClientPeriod = std::chrono::milliseconds{250};

struct HoldPoint {
  Breakpoint breakpoint;
  BreakpointCondition condition;
};

std::string reason_of(const Breakpoint& breakpoint) {
  std::string reason = "breakpoint";
  if (!breakpoint.condition.empty()) reason += " " + breakpoint.condition;
  if (breakpoint.once) reason += " (once)";
  return reason;
}

std::string moment_words(const Hop& hop, HoldMoment moment) {
  return (moment == HoldMoment::BeforeRequest ? "before hop " : "after hop ") +
         std::to_string(hop.index) + " (" + hop.container_hostname + ")";
}

}  // namespace

struct StepGate::State {
  struct Holding {
    HeldHop what;
    std::optional<Resume> order;
  };

  explicit State(std::function<void()> tell) : changed(std::move(tell)) {}

  using Points = std::vector<HoldPoint>;

  // The reason to hold this hop; uses up a breakpoint that holds once.
  std::string stops_at(const Hop& hop, HoldMoment moment, const HttpRequest& request);
  bool use_up(const Breakpoint& breakpoint);
  std::shared_ptr<const Points> current() const {
    const std::lock_guard lock(mutex);
    return stops;
  }
  void set(Points next) {
    armed =
        std::ranges::any_of(next, [](const HoldPoint& stop) { return stop.breakpoint.enabled; });
    stops = std::make_shared<const Points>(std::move(next));
  }

  const std::function<void()> changed;
  std::atomic<bool> armed{false};  // there is a breakpoint that may hold
  mutable std::mutex mutex;
  std::condition_variable_any ordered;
  std::shared_ptr<const Points> stops = std::make_shared<const Points>();
  std::map<InvocationId, Holding> held;
};

// Conditions may read large bodies, so they are looked at without the lock.
std::string StepGate::State::stops_at(const Hop& hop, HoldMoment moment,
                                      const HttpRequest& request) {
  if (!armed.load(std::memory_order_relaxed)) return "";
  const std::shared_ptr<const Points> now = current();
  for (const HoldPoint& stop : *now) {
    const Breakpoint& at = stop.breakpoint;
    if (!at.enabled || at.stage != hop.stage || at.moment != moment) continue;
    if (!stop.condition.holds(hop, moment, request)) continue;
    if (!at.once) return reason_of(at);
    if (use_up(at)) return reason_of(at);
  }
  return "";
}

// False where another invocation was quicker.
bool StepGate::State::use_up(const Breakpoint& breakpoint) {
  {
    const std::lock_guard lock(mutex);
    const auto found = std::ranges::find(*stops, breakpoint, &HoldPoint::breakpoint);
    if (found == stops->end()) return false;
    Points rest(stops->begin(), found);
    rest.insert(rest.end(), found + 1, stops->end());
    set(std::move(rest));
  }
  changed();
  return true;
}

StepGate::StepGate(std::function<void()> changed)
    : state_(std::make_unique<State>(std::move(changed))) {}

StepGate::~StepGate() = default;

Result<void> StepGate::set_breakpoints(std::vector<Breakpoint> breakpoints) {
  std::vector<HoldPoint> stops;
  stops.reserve(breakpoints.size());
  for (Breakpoint& breakpoint : breakpoints) {
    auto condition = BreakpointCondition::parse(breakpoint.condition, breakpoint.moment);
    if (!condition) return fail(condition.error());
    stops.push_back({std::move(breakpoint), std::move(*condition)});
  }
  {
    const std::lock_guard lock(state_->mutex);
    state_->set(std::move(stops));
  }
  state_->changed();
  return {};
}

std::vector<Breakpoint> StepGate::breakpoints() const {
  const auto stops = state_->current();
  std::vector<Breakpoint> out;
  out.reserve(stops->size());
  for (const HoldPoint& stop : *stops) out.push_back(stop.breakpoint);
  return out;
}

std::vector<HeldHop> StepGate::held() const {
  std::vector<HeldHop> out;
  {
    const std::lock_guard lock(state_->mutex);
    for (const auto& [id, holding] : state_->held)
      if (!holding.order) out.push_back(holding.what);
  }
  std::ranges::stable_sort(out, {}, &HeldHop::since);
  return out;
}

bool StepGate::resume(const Resume& order) {
  {
    const std::lock_guard lock(state_->mutex);
    const auto found = state_->held.find(order.invocation);
    if (found == state_->held.end() || found->second.order) return false;
    found->second.order = order;
  }
  state_->ordered.notify_all();
  state_->changed();
  return true;
}

void StepGate::end(InvocationId invocation) {
  resume({.invocation = invocation, .how = Resume::How::Stop});
}

void StepGate::end_all() {
  for (const HeldHop& hop : held()) end(hop.invocation);
}

StepGate::Pass::Pass(StepGate& gate, GatedInvocation who)
    : gate_(gate), who_(std::move(who)), step_(who_.step) {}

bool StepGate::Pass::idle() const {
  return !step_ && !gate_.state_->armed.load(std::memory_order_relaxed);
}

GateVerdict StepGate::Pass::before(const Hop& prepared, HttpRequest& request,
                                   std::stop_token stop) {
  std::string reason = gate_.state_->stops_at(prepared, HoldMoment::BeforeRequest, request);
  if (reason.empty() && step_) reason = "step";
  if (reason.empty()) return {};
  HeldHop what{.hop = prepared.index,
               .stage = prepared.stage,
               .container_hostname = prepared.container_hostname,
               .reason = std::move(reason),
               .request = request};
  auto order = hold(std::move(what), stop);
  if (!order || order->how == Resume::How::Stop)
    return order ? end_here(prepared, HoldMoment::BeforeRequest) : GateVerdict{.go_on = false};
  if (order->request) {
    // Method and path are the route's; Host and Content-Length are written anew.
    remove_transport_headers(order->request->headers);
    request.headers = std::move(order->request->headers);
    request.body = order->request->body ? order->request->body : make_body(std::string_view{});
  }
  GateVerdict verdict;
  verdict.answer = std::move(order->response);
  if (verdict.answer && !verdict.answer->body) verdict.answer->body = make_body(std::string_view{});
  return verdict;
}

GateVerdict StepGate::Pass::after(const Hop& hop, HttpResponse& response, std::stop_token stop) {
  std::string reason = gate_.state_->stops_at(hop, HoldMoment::AfterResponse, hop.request);
  if (reason.empty()) return {};
  HeldHop what{.hop = hop.index,
               .stage = hop.stage,
               .container_hostname = hop.container_hostname,
               .moment = HoldMoment::AfterResponse,
               .reason = std::move(reason),
               .request = hop.request,
               .response = response};
  auto order = hold(std::move(what), stop);
  if (!order || order->how == Resume::How::Stop)
    return order ? end_here(hop, HoldMoment::AfterResponse) : GateVerdict{.go_on = false};
  if (order->response) {
    response.status = order->response->status;
    response.headers = std::move(order->response->headers);
    response.body = order->response->body ? order->response->body : make_body(std::string_view{});
    if (response.headers.has("Content-Length"))
      response.headers.set("Content-Length", std::to_string(response.body->size()));
  }
  return {};
}

// What was ordered; nullopt where stop was requested.
std::optional<Resume> StepGate::Pass::hold(HeldHop what, const std::stop_token& stop) {
  State& state = *gate_.state_;
  what.invocation = who_.id;
  what.client = who_.client;
  what.since = std::chrono::steady_clock::now();
  what.client_gone = client_gone_;
  std::unique_lock lock(state.mutex);
  State::Holding& mine = state.held[who_.id];
  mine = {std::move(what), std::nullopt};
  lock.unlock();
  if (who_.held) who_.held(true);
  state.changed();
  lock.lock();
  const auto is_ordered = [&mine] { return mine.order.has_value(); };
  while (!is_ordered() && !stop.stop_requested()) {
    if (!who_.client_gone || client_gone_) {
      state.ordered.wait(lock, stop, is_ordered);
    } else if (!state.ordered.wait_for(lock, stop, kClientPeriod, is_ordered)) {
      lock.unlock();
      client_gone_ = who_.client_gone();
      if (client_gone_) {
        lock.lock();
        mine.what.client_gone = true;
        lock.unlock();
        state.changed();
      }
      lock.lock();
    }
  }
  std::optional<Resume> order = std::move(mine.order);
  state.held.erase(who_.id);
  lock.unlock();
  if (who_.held) who_.held(false);
  state.changed();
  if (order) step_ = order->how == Resume::How::NextHop;
  return order;
}

GateVerdict StepGate::Pass::end_here(const Hop& hop, HoldMoment moment) {
  ending_ = Finding{.id = client_gone_ ? "client-gave-up" : "ended-by-hand",
                    .severity = Severity::Info,
                    .container_hostname = hop.container_hostname,
                    .stage = hop.stage,
                    .message = (client_gone_ ? "The client gave up while it was held "
                                             : "Ended by hand while it was held ") +
                               moment_words(hop, moment),
                    .fix = ""};
  return {.go_on = false};
}

}  // namespace emulator
