#include "emulator/engine/invoker.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <span>
#include <thread>
#include <utility>
#include <vector>

#include "emulator/base/uuid.h"
#include "emulator/serving/http_transport.h"

namespace emulator {
namespace {

using SharedPlan = std::shared_ptr<const RoutePlan>;

// A body of the invocation's own: the caller may send the same one again, although the store has
// moved what it keeps of this invocation out of memory.
BodyPtr own_body(const BodyPtr& body) {
  const auto content = body ? body->in_memory() : std::make_shared<const Bytes>();
  return content ? std::make_shared<const Body>(content) : body;
}

Invocation begin(InvocationId id, const SharedPlan& shared, InvokeCall call) {
  const RoutePlan& plan = *shared;
  Invocation invocation;
  invocation.id = id;
  invocation.uuid = call.request_id.empty() ? new_uuid() : std::move(call.request_id);
  invocation.started_at = std::chrono::system_clock::now();
  invocation.revision = plan.revision;
  invocation.model_name = plan.model_name;
  invocation.endpoint = std::move(call.endpoint);
  if (invocation.endpoint.endpoint.empty()) invocation.endpoint.endpoint = plan.model_name;
  invocation.client = std::move(call.client);
  invocation.streamed = call.streamed;
  const std::span<const RouteStage> called = called_stages(plan, call.request);
  invocation.order.reserve(called.size());
  for (const RouteStage& stage : called) invocation.order.push_back(stage.container_hostname);
  invocation.profile = {shared, &plan.profile};
  invocation.request = std::move(call.request);
  invocation.request.body = own_body(invocation.request.body);
  return invocation;
}

Invocation begin(InvocationId id, InvokeOrder& order) {
  Invocation invocation = begin(id, order.plan, {.request = std::move(order.request)});
  invocation.replay_of = order.replay_of;
  invocation.replay_from = order.replay_from;
  invocation.alone = order.alone;
  invocation.experiment = order.experiment;
  return invocation;
}

// Puts a body of its own in the place of one that may leave memory at any moment.
std::optional<Error> take_hold_of(BodyPtr& body, const Invoker::LoadBody& load,
                                  const std::string& whose) {
  if (!body) return std::nullopt;
  if (auto content = body->in_memory()) {
    body = std::make_shared<const Body>(std::move(content));
    return std::nullopt;
  }
  auto content = load(*body);
  if (!content)
    return Error{content.error().code, whose + " is not kept any more",
                 "Raise the memory for bodies in the settings, and send the request once more"};
  body = std::make_shared<const Body>(std::move(*content));
  return std::nullopt;
}

// The request of hop k, where it was written down, or the answer that it is made of.
std::optional<Error> take_hold_of(Replay& replay, const Invoker::LoadBody& load) {
  const std::string of = " of invocation " + std::to_string(replay.of.value);
  BodyPtr of_edited = replay.edited ? replay.edited->body : nullptr;
  const BodyPtr was = of_edited;
  if (replay.edited) {
    if (auto problem = take_hold_of(of_edited, load, "The body of the request")) return problem;
    replay.edited->body = of_edited;
  }
  if (replay.kept.empty()) return std::nullopt;
  auto last = std::make_shared<Hop>(*replay.kept.back());
  auto* response = std::get_if<HttpResponse>(&last->outcome);
  if (response == nullptr || (was && response->body != was)) return std::nullopt;
  const std::string whose = "The answer of " + last->container_hostname + of;
  std::optional<Error> problem;
  if (was)
    response->body = of_edited;  // only its headers are edited
  else
    problem = take_hold_of(response->body, load, whose);
  replay.kept.back() = std::move(last);
  return problem;
}

// What the walk reads of the order's bodies.
std::optional<Error> take_hold_of(Invocation& invocation, std::optional<Replay>& replay,
                                  const Invoker::LoadBody& load) {
  const bool from_client = !replay || (replay->kept.empty() && !replay->edited);
  if (from_client && invocation.request.body && !invocation.request.body->in_memory())
    if (auto problem = take_hold_of(invocation.request.body, load, "The body of the request"))
      return problem;
  return replay ? take_hold_of(*replay, load) : std::nullopt;
}

}  // namespace

// More workers than there are wished for, one for each invocation that is held.
constexpr int kMostSpareWorkers = 8;

struct Invoker::State {
  struct Job {
    SharedPlan plan;
    Invocation invocation;
    std::optional<Replay> replay;
    bool gated = true;
    bool step = false;
    bool told = false;  // that it has started
    std::stop_source stop;
  };

  State(int wished, StepGate& step_gate, LoadBody loader, Sink event_sink)
      : gate(step_gate),
        load(std::move(loader)),
        sink(std::move(event_sink)),
        wished_workers(wished) {}

  struct Walked {
    InvocationPtr invocation;
    BodyPtr answer;  // the client's, for whoever sends it: what is recorded may leave memory
  };
  Walked walk(const SharedPlan& plan, Invocation invocation, HopTransport& transport,
              const std::stop_token& stop, const WalkExtras& extras);
  void work(const std::stop_token& stop);
  bool take(Job& job, const std::stop_token& stop);
  void perform(Job& job, HopTransport& transport);
  void add_worker();
  void held(bool begins);
  int workers_wanted() const { return wished_workers + std::min(held_workers, kMostSpareWorkers); }

  StepGate& gate;
  const LoadBody load;
  const Sink sink;
  const int wished_workers;
  std::atomic<std::uint64_t> last_id{0};

  std::mutex mutex;
  std::condition_variable_any ready;
  std::deque<Job> jobs;
  std::map<InvocationId, std::stop_source> cancellable;  // submitted and not finished
  int held_workers = 0;
  int present_workers = 0;  // that have not left
  bool closing = false;
  std::map<std::thread::id, std::jthread> workers;
  std::vector<std::thread::id> left;  // may be joined
};

namespace {

void note_holds(const StepGate::Pass& pass, Invocation& invocation) {
  if (pass.ending()) {
    invocation.response.reset();  // cancelled, however far it came
    invocation.findings.push_back(*pass.ending());
  } else if (pass.client_gave_up()) {
    invocation.findings.push_back({.id = "client-gave-up",
                                   .severity = Severity::Info,
                                   .container_hostname = "",
                                   .stage = {},
                                   .message = "The client gave up while the invocation was held: "
                                              "nobody got its answer",
                                   .fix = ""});
  }
}

}  // namespace

// The gate is a Pass, or null where nothing may hold the invocation.
Invoker::State::Walked Invoker::State::walk(const SharedPlan& plan, Invocation invocation,
                                            HopTransport& transport, const std::stop_token& stop,
                                            const WalkExtras& extras) {
  const auto received = std::chrono::steady_clock::now();
  const InvocationId id = invocation.id;
  const InvokeRequest& request = invocation.request;
  if (auto refused =
          refuse_request(*plan, request, invocation.uuid, invocation.endpoint.endpoint)) {
    invocation.response = std::move(refused);
  } else {
    invocation.hops = run_pipeline(
        *plan, request, transport,
        [this, id](const HopPtr& hop) {
          sink(HopFinished{id, hop});
        },
        stop, extras);
    invocation.response =
        invoke_result(*plan, request, invocation.hops, invocation.endpoint, invocation.uuid);
  }
  if (const auto* pass = static_cast<const StepGate::Pass*>(extras.gate))
    note_holds(*pass, invocation);
  invocation.duration = std::chrono::steady_clock::now() - received;
  invocation.finished = true;
  auto finished = std::make_shared<const Invocation>(std::move(invocation));
  BodyPtr answer = finished->response ? own_body(finished->response->body) : nullptr;
  sink(InvocationFinished{finished, plan});
  return {std::move(finished), std::move(answer)};
}

void Invoker::State::work(const std::stop_token& stop) {
  const auto transport = make_http_transport();
  Job job;
  while (take(job, stop)) {
    const std::stop_callback all(stop, [&job] { job.stop.request_stop(); });
    const InvocationId id = job.invocation.id;
    perform(job, *transport);
    const std::lock_guard lock(mutex);
    cancellable.erase(id);
  }
}

void Invoker::State::perform(Job& job, HopTransport& transport) {
  const InvocationId id = job.invocation.id;
  if (!job.told) {
    if (auto problem = take_hold_of(job.invocation, job.replay, load))
      return sink(InvocationNotBegun{id, std::move(*problem)});
    sink(InvocationStarted{std::make_shared<const Invocation>(job.invocation)});
  }
  StepGate::Pass pass(gate, {.id = id,
                             .client = {},
                             .step = job.step,
                             .client_gone = nullptr,
                             .held = [this](bool begins) { held(begins); }});
  walk(job.plan, std::move(job.invocation), transport, job.stop.get_token(),
       {.gate = job.gated ? &pass : nullptr, .replay = job.replay ? &*job.replay : nullptr});
}

// False when the worker is to leave.
bool Invoker::State::take(Job& job, const std::stop_token& stop) {
  std::unique_lock lock(mutex);
  const auto is_one_too_many = [this] { return present_workers > workers_wanted(); };
  const bool woken = ready.wait(lock, stop, [&] { return !jobs.empty() || is_one_too_many(); });
  if (!woken || is_one_too_many()) {
    --present_workers;
    left.push_back(std::this_thread::get_id());
    return false;
  }
  job = std::move(jobs.front());
  jobs.pop_front();
  return true;
}

// With the lock.
void Invoker::State::add_worker() {
  for (const std::thread::id id : std::exchange(left, {})) workers.erase(id);
  ++present_workers;
  std::jthread worker([this](const std::stop_token& stop) { work(stop); });
  const std::thread::id id = worker.get_id();
  workers.emplace(id, std::move(worker));
}

// On the worker whose invocation it is.
void Invoker::State::held(bool begins) {
  {
    const std::lock_guard lock(mutex);
    held_workers += begins ? 1 : -1;
    if (closing) return;
    if (present_workers < workers_wanted()) add_worker();
  }
  if (!begins) ready.notify_all();  // one is too many
}

Invoker::Invoker(int workers, StepGate& gate, LoadBody load, Sink sink)
    : state_(std::make_unique<State>(workers, gate, std::move(load), std::move(sink))) {
  const std::lock_guard lock(state_->mutex);
  for (int i = 0; i < workers; ++i) state_->add_worker();
}

Invoker::~Invoker() {
  std::map<std::thread::id, std::jthread> workers;
  {
    const std::lock_guard lock(state_->mutex);
    state_->closing = true;
    workers = std::move(state_->workers);
  }
  for (auto& [id, worker] : workers) worker.request_stop();
  workers.clear();
}

InvocationId Invoker::submit(InvokeOrder order) {
  const InvocationId id{++state_->last_id};
  State::Job job{.plan = order.plan,
                 .invocation = begin(id, order),
                 .replay = std::move(order.replay),
                 .gated = order.gated,
                 .step = order.step};
  const BodyPtr& body = job.invocation.request.body;
  job.told = !job.replay && (!body || body->in_memory());
  if (job.told) state_->sink(InvocationStarted{std::make_shared<const Invocation>(job.invocation)});
  {
    const std::lock_guard lock(state_->mutex);
    state_->cancellable.emplace(id, job.stop);
    state_->jobs.push_back(std::move(job));
  }
  state_->ready.notify_one();
  return id;
}

InvocationPtr Invoker::walk(const SharedPlan& plan, InvokeCall call, HopTransport& transport,
                            std::stop_token stop) {
  AnswerListener* listener = call.listener;
  auto client_gone = std::move(call.client_gone);
  Invocation invocation = begin(InvocationId{++state_->last_id}, plan, std::move(call));
  state_->sink(InvocationStarted{std::make_shared<const Invocation>(invocation)});
  StepGate::Pass pass(state_->gate, {.id = invocation.id,
                                     .client = invocation.client,
                                     .step = false,
                                     .client_gone = std::move(client_gone),
                                     .held = nullptr});
  auto walked = state_->walk(plan, std::move(invocation), transport, stop,
                             {.listener = listener, .gate = &pass});
  if (!walked.answer) return walked.invocation;
  auto with_answer = std::make_shared<Invocation>(*walked.invocation);
  with_answer->response->body = std::move(walked.answer);
  return with_answer;
}

void Invoker::record(InvokeCall call, HttpResponse answer) {
  static const auto nowhere = std::make_shared<const RoutePlan>();
  Invocation invocation = begin(InvocationId{++state_->last_id}, nowhere, std::move(call));
  if (const auto id = answer.headers.get("x-amzn-RequestId")) invocation.uuid = *id;
  invocation.response = std::move(answer);
  invocation.finished = true;
  auto finished = std::make_shared<const Invocation>(std::move(invocation));
  state_->sink(InvocationFinished{finished, nowhere});
}

InvocationId Invoker::continue_after(InvocationId id) {
  std::uint64_t last = state_->last_id;
  while (!state_->last_id.compare_exchange_weak(last, std::max(last, id.value))) {
  }
  return {last};
}

InvocationId Invoker::take_ids(std::size_t count) { return {state_->last_id.fetch_add(count) + 1}; }

void Invoker::cancel(InvocationId invocation) {
  const std::lock_guard lock(state_->mutex);
  const auto found = state_->cancellable.find(invocation);
  if (found != state_->cancellable.end()) found->second.request_stop();
}

}  // namespace emulator
