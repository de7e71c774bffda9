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

Invocation begin(InvocationId id, const RoutePlan& plan, InvokeCall call) {
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
  invocation.request = std::move(call.request);
  invocation.request.body = own_body(invocation.request.body);
  return invocation;
}

}  // namespace

struct Invoker::State {
  struct Job {
    SharedPlan plan;
    Invocation invocation;
    std::stop_source stop;
  };

  explicit State(Sink event_sink) : sink(std::move(event_sink)) {}

  struct Walked {
    InvocationPtr invocation;
    BodyPtr answer;  // the client's, for whoever sends it: what is recorded may leave memory
  };
  Walked walk(const SharedPlan& plan, Invocation invocation, HopTransport& transport,
              const std::stop_token& stop, const WalkExtras& extras);
  void work(const std::stop_token& stop);
  bool take(Job& job, const std::stop_token& stop);

  Sink sink;
  std::atomic<std::uint64_t> last_id{0};

  std::mutex mutex;
  std::condition_variable_any ready;
  std::deque<Job> jobs;
  std::map<InvocationId, std::stop_source> cancellable;  // submitted and not finished
  std::vector<std::jthread> workers;
};

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
    walk(job.plan, std::move(job.invocation), *transport, job.stop.get_token(), {});
    const std::lock_guard lock(mutex);
    cancellable.erase(id);
  }
}

bool Invoker::State::take(Job& job, const std::stop_token& stop) {
  std::unique_lock lock(mutex);
  if (!ready.wait(lock, stop, [this] { return !jobs.empty(); })) return false;
  job = std::move(jobs.front());
  jobs.pop_front();
  return true;
}

Invoker::Invoker(int workers, Sink sink) : state_(std::make_unique<State>(std::move(sink))) {
  for (int i = 0; i < workers; ++i)
    state_->workers.emplace_back(
        [state = state_.get()](const std::stop_token& stop) { state->work(stop); });
}

Invoker::~Invoker() {
  for (std::jthread& worker : state_->workers) worker.request_stop();
  state_->workers.clear();
}

InvocationId Invoker::submit(const SharedPlan& plan, InvokeRequest request) {
  const InvocationId id{++state_->last_id};
  State::Job job{plan, begin(id, *plan, {.request = std::move(request)}), {}};
  state_->sink(InvocationStarted{std::make_shared<const Invocation>(job.invocation)});
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
  Invocation invocation = begin(InvocationId{++state_->last_id}, *plan, std::move(call));
  state_->sink(InvocationStarted{std::make_shared<const Invocation>(invocation)});
  auto walked = state_->walk(plan, std::move(invocation), transport, stop, {.listener = listener});
  if (!walked.answer) return walked.invocation;
  auto with_answer = std::make_shared<Invocation>(*walked.invocation);
  with_answer->response->body = std::move(walked.answer);
  return with_answer;
}

void Invoker::record(InvokeCall call, HttpResponse answer) {
  static const auto nowhere = std::make_shared<const RoutePlan>();
  Invocation invocation = begin(InvocationId{++state_->last_id}, *nowhere, std::move(call));
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
