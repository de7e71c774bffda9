#include "app/cli/launch_and_send.h"

#include <chrono>
#include <string>
#include <utility>

#include "emulator/base/text.h"

namespace app::cli {
namespace {

using emulator::EngineSnapshot;

// Names the stage that an invocation is waiting for.
std::string waiting_text(const emulator::Invocation& invocation, emulator::SteadyTime since) {
  const std::size_t at = invocation.hops.size();
  const std::string name = at < invocation.order.size() ? invocation.order[at] : "the answer";
  return "Waiting for " + name + " (" +
         emulator::format_duration(std::chrono::steady_clock::now() - since) + ")";
}

// A stage that broke off its answer has mostly ended; how it did is known a moment later.
constexpr auto kEndPatience = std::chrono::seconds{1};

void await_end_of_stage(EngineSession& session, const emulator::Invocation& invocation) {
  if (invocation.hops.empty()) return;
  const emulator::StageId stage = invocation.hops.back()->stage;
  const auto* error = invocation.hops.back()->error();
  using enum emulator::TransportErrorKind;
  if (error == nullptr || (error->kind != Closed && error->kind != Connect)) return;
  const auto deadline = std::chrono::steady_clock::now() + kEndPatience;
  session.wait([&](const EngineSnapshot& now) {
    const auto* status = now.status_of(stage);
    const bool runs = status != nullptr && (status->state == emulator::StageState::Ready ||
                                            status->state == emulator::StageState::Failing);
    return !runs || std::chrono::steady_clock::now() >= deadline;
  });
}

}  // namespace

LaunchState launch(EngineSession& session, const emulator::ReadPipeline& pipeline,
                   const emulator::Secrets& secrets, Terminal& terminal) {
  session.engine().submit(emulator::OpenPipeline{pipeline});
  session.engine().submit(emulator::Deploy{});
  LaunchProgress progress(terminal, secrets);
  LaunchState state = LaunchState::Going;
  const auto end = session.wait([&](const EngineSnapshot& now) {
    state = launch_state(now);
    progress.show(now);
    return state != LaunchState::Going;
  });
  terminal.clear_progress();
  return end == EngineSession::End::Interrupted ? LaunchState::Going : state;
}

emulator::InvocationPtr send(EngineSession& session, const emulator::InvokeRequest& request,
                             Terminal& terminal) {
  const std::uint64_t before = session.snapshot()->trace->total();
  const auto since = std::chrono::steady_clock::now();
  session.engine().submit(emulator::Invoke{request});
  emulator::InvocationPtr invocation;
  const auto end = session.wait([&](const EngineSnapshot& now) {
    if (now.trace->total() == before) return now.notice.has_value();
    invocation = (*now.trace)[now.trace->size() - 1];
    if (!invocation->finished) terminal.progress(waiting_text(*invocation, since));
    return invocation->finished;
  });
  terminal.clear_progress();
  if (end == EngineSession::End::Done) {
    if (invocation) await_end_of_stage(session, *invocation);
    return invocation;
  }
  if (invocation) session.engine().submit(emulator::CancelInvocation{invocation->id});
  return nullptr;
}

bool send_and_hold(EngineSession& session, const emulator::InvokeRequest& request) {
  const std::uint64_t before = session.snapshot()->trace->total();
  session.engine().submit(emulator::Invoke{.request = request, .step = true});
  bool well = false;
  bool gone_on = false;
  session.wait([&](const EngineSnapshot& now) {
    if (now.trace->total() == before) return now.notice.has_value();
    const emulator::Invocation& invocation = *(*now.trace)[now.trace->size() - 1];
    if (invocation.finished) return true;
    const emulator::HeldHop* held = now.debug->held_at(invocation.id);
    if (held == nullptr) return false;
    well = held->hop == 2 || invocation.order.size() < 2;
    if (!well && !std::exchange(gone_on, true))
      session.engine().submit(
          emulator::Resume{.invocation = invocation.id, .how = emulator::Resume::How::NextHop});
    return well;
  });
  return well;
}

EngineSnapshot tell_launch_failure(EngineSession& session, const emulator::Secrets& secrets,
                                   Terminal& terminal) {
  EngineSnapshot failed = *session.snapshot();
  session.stop(terminal);
  failed.logs = session.snapshot()->logs;
  std::string words = launch_failure_text(failed, secrets, terminal.err());
  while (words.ends_with('\n')) words.pop_back();
  terminal.message(words);
  return failed;
}

}  // namespace app::cli
