#include <algorithm>
#include <array>
#include <cmath>

#include "app/actions/rows.h"

// Walking through what was recorded.
namespace app {
namespace {

using emulator::EngineSnapshot;
using emulator::ServiceState;
using Id = ActionId;

// Position of the selected invocation in the trace, oldest first. Ids grow with the position.
std::size_t invocation_at(const ActionContext& c) {
  const emulator::TraceView& trace = *c.now.trace;
  std::size_t low = 0;
  std::size_t high = trace.size();
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    if (trace[middle]->id < c.state.selection.invocation) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
bool has_trace(const EngineSnapshot& now, const AppState&) { return now.trace->size() > 0; }
void newer(const ActionContext& c) {
  const std::size_t at = std::min(invocation_at(c) + 1, c.now.trace->size() - 1);
  c.state.selection.invocation = (*c.now.trace)[at]->id;
  c.state.list.reveal = true;
}
void older(const ActionContext& c) {
  const std::size_t at = invocation_at(c);
  c.state.selection.invocation = (*c.now.trace)[at > 0 ? at - 1 : 0]->id;
  c.state.list.reveal = true;
}
void newest(const ActionContext& c) {
  c.state.selection.invocation = (*c.now.trace)[c.now.trace->size() - 1]->id;
  c.state.list.reveal = true;
}

void step_hop(const ActionContext& c, int by) {
  const auto invocation = selected_invocation(c.now, c.state.selection);
  const int count = static_cast<int>(std::max(invocation->order.size(), invocation->hops.size()));
  const int hop = std::clamp(shown_hop(*invocation, c.state.selection) + by, 1, std::max(1, count));
  select_hop(c.now, *invocation, hop, c.state.selection);
}
void previous_hop(const ActionContext& c) { step_hop(c, -1); }
void next_hop(const ActionContext& c) { step_hop(c, +1); }

void clear_trace(const ActionContext& c) { c.commands.emplace_back(emulator::ClearTrace{}); }
bool has_filter(const EngineSnapshot&, const AppState& state) { return !state.list.filter.empty(); }
void clear_filter(const ActionContext& c) { c.state.list.filter.clear(); }

constexpr std::array kRows = {
    Action{Id::NewerInvocation, "newer-invocation", "Newer invocation", ImGuiKey_UpArrow,
           ImGuiKey_K, kNotTyping, kRepeats, has_trace, newer},
    Action{Id::OlderInvocation, "older-invocation", "Older invocation", ImGuiKey_DownArrow,
           ImGuiKey_J, kNotTyping, kRepeats, has_trace, older},
    Action{Id::NewestInvocation, "newest-invocation", "Newest invocation", ImGuiKey_Home, 0,
           kNotTyping, kOnce, has_trace, newest},
    Action{Id::PreviousHop, "previous-hop", "Previous hop", ImGuiKey_LeftArrow, 0, kNotTyping,
           kRepeats, has_invocation, previous_hop},
    Action{Id::NextHop, "next-hop", "Next hop", ImGuiKey_RightArrow, 0, kNotTyping, kRepeats,
           has_invocation, next_hop},
    Action{Id::ClearTrace, "clear-trace", "Clear invocations", 0, 0, kNotTyping, kOnce, has_trace,
           clear_trace},
    Action{Id::ClearFilter, "clear-filter", "List all invocations", 0, 0, kNotTyping, kOnce,
           has_filter, clear_filter},
};

}  // namespace

std::span<const Action> trace_actions() { return kRows; }

}  // namespace app
