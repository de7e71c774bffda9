#include <utility>

#include "emulator/base/overloaded.h"
#include "emulator/engine/engine_state.h"

// What becomes of invocations: those that run, and what is tried with them.
namespace emulator {
namespace {

constexpr auto kLingerAwake = std::chrono::milliseconds{200};  // after the last invocation event

}  // namespace

void Engine::State::annotate(Annotate& command) {
  if (const auto found = running.find(command.invocation); found != running.end())
    found->second.note = command.note;
  const InvocationPtr shown = trace.view()->find(command.invocation);
  if (!shown) return;
  auto noted = std::make_shared<Invocation>(*shown);
  noted->note = std::move(command.note);
  trace.put(std::move(noted));
}

Debugger::World Engine::State::debugger_world() {
  return {.trace = trace,
          .bodies = bodies,
          .gate = gate,
          .invoker = invoker,
          .plan = [this] { return make_plan(); },
          .plan_of_stage = [this](StageId stage) { return make_plan_of(stage); },
          .name_of_stage =
              [this](StageId stage) {
                const Pipeline& pipeline = *document.pipeline();
                const std::size_t at = index_of(pipeline, stage);
                return at < pipeline.stages.size() ? container_name(pipeline, at) : std::string();
              },
          .note = [this](Error error) { note(std::move(error)); },
          .rehearsed =
              [this] {
                fleet.pretend_pings(debugger.pretended_pings());
                stages_changed = true;
              },
          .gathered = [this](Debugger::Gathered news) { mailbox.post(std::move(news)); }};
}

void Engine::State::on(InvocationEvent& event) {
  if (recorded.are_in_place_of(event)) return;
  awake_until = std::chrono::steady_clock::now() + kLingerAwake;
  std::visit(Overloaded{
                 [this](const InvocationStarted& e) {
                   running[e.invocation->id] = *e.invocation;
                   trace.put(e.invocation);
                 },
                 [this](const HopFinished& e) { hop_finished(e); },
                 [this](const InvocationFinished& e) { invocation_finished(e); },
                 [this](InvocationNotBegun& e) {
                   if (!debugger.ended(e.invocation, e.error.what)) note(std::move(e.error));
                 },
             },
             event);
}

void Engine::State::hop_finished(const HopFinished& event) {
  const auto found = running.find(event.invocation);
  if (found == running.end()) return;
  found->second.hops.push_back(event.hop);
  trace.put(std::make_shared<const Invocation>(found->second));
}

void Engine::State::invocation_finished(const InvocationFinished& event) {
  const auto known = running.extract(event.invocation->id);
  std::string note = known.empty() ? std::string() : std::move(known.mapped().note);
  address.note_figures();
  debugger.ended(event.invocation->id);
  // Before its bodies go to the store, which may move them out of memory at any moment.
  auto found = invocation_findings(*event.plan, *event.invocation);
  keep_bodies(*event.invocation);
  if (found.empty() && note.empty()) {
    trace.put(event.invocation);
    return;
  }
  Invocation explained = *event.invocation;
  explained.note = std::move(note);
  explained.findings.insert(explained.findings.end(), found.begin(), found.end());
  trace.put(std::make_shared<const Invocation>(std::move(explained)));
}

void Engine::State::keep_bodies(const Invocation& invocation) {
  bodies.add(invocation.request.body);
  for (const HopPtr& hop : invocation.hops) {
    if (const HttpResponse* response = hop->response()) {
      bodies.add(response->body);
    } else if (const auto& partial = hop->error()->partial; partial && partial->body) {
      bodies.add(partial->body);
    }
  }
  if (invocation.response) bodies.add(invocation.response->body);
}

}  // namespace emulator
