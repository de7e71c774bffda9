#include <algorithm>
#include <array>
#include <cmath>

#include "app/actions/rows.h"

// Sending requests, and the service that answers them.
namespace app {
namespace {

using emulator::EngineSnapshot;
using emulator::ServiceState;
using Id = ActionId;

bool is_deployed(const EngineSnapshot& now) {
  return now.service == ServiceState::InService || now.service == ServiceState::Creating ||
         now.service == ServiceState::Failed;
}

bool can_send(const EngineSnapshot& now, const AppState& state) {
  return now.open && !now.pipeline->stages.empty() && !state.composer.problem;
}
void send(const ActionContext& c) {
  c.commands.emplace_back(emulator::Invoke{drafted_request(c.state.composer)});
}

void send_again(const ActionContext& c) {
  const auto invocation = selected_invocation(c.now, c.state.selection);
  c.commands.emplace_back(
      emulator::Invoke{.request = invocation->request, .replay_of = invocation->id});
}

bool can_cancel(const EngineSnapshot& now, const AppState& state) {
  const auto invocation = selected_invocation(now, state.selection);
  return invocation && !invocation->finished;
}
void cancel(const ActionContext& c) {
  c.commands.emplace_back(emulator::CancelInvocation{c.state.selection.invocation});
}

bool can_deploy(const EngineSnapshot& now, const AppState&) {
  const auto down = [](const emulator::StageStatus& status) {
    return status.state == emulator::StageState::Idle ||
           status.state == emulator::StageState::Exited ||
           status.state == emulator::StageState::Failed || status.outdated;
  };
  return now.open && std::ranges::any_of(*now.stages, down);
}
void deploy(const ActionContext& c) { c.commands.emplace_back(emulator::Deploy{}); }

bool can_stop(const EngineSnapshot& now, const AppState&) { return is_deployed(now); }
void stop(const ActionContext& c) { c.commands.emplace_back(emulator::Stop{}); }

bool can_restart(const EngineSnapshot& now, const AppState& state) {
  return is_deployed(now) && has_stage(now, state);
}
void restart(const ActionContext& c) {
  c.commands.emplace_back(emulator::RestartStage{c.state.selection.stage});
}

constexpr std::array kRows = {
    Action{Id::Send, "send", "Send", kCtrl | ImGuiKey_Enter, kCtrl | ImGuiKey_KeypadEnter, kTyping,
           kOnce, can_send, send},
    Action{Id::SendAgain, "send-again", "Send again", ImGuiKey_R, 0, kNotTyping, kOnce,
           has_invocation, send_again},
    Action{Id::CancelInvocation, "cancel-invocation", "Cancel", 0, 0, kNotTyping, kOnce, can_cancel,
           cancel},
    Action{Id::Deploy, "deploy", "Deploy", ImGuiKey_F5, 0, kTyping, kOnce, can_deploy, deploy},
    Action{Id::Stop, "stop", "Stop", kShift | ImGuiKey_F5, 0, kTyping, kOnce, can_stop, stop},
    Action{Id::RestartStage, "restart-stage", "Restart stage", kCtrl | ImGuiKey_R, 0, kNotTyping,
           kOnce, can_restart, restart},
};

}  // namespace

std::span<const Action> service_actions() { return kRows; }

}  // namespace app
