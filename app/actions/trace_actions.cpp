#include <algorithm>
#include <array>
#include <cmath>

#include "app/actions/rows.h"
#include "app/view_model/filter/query_edit.h"
#include "app/view_model/humanise.h"
#include "emulator/base/text.h"

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

void put_term(const ActionContext& c, std::string_view key, std::string_view value) {
  c.state.left_shown = true;
  c.state.list.filter = toggled_term(c.state.list.filter, key, value);
}
void filter_by_status(const ActionContext& c) {
  put_term(c, "status", invocation_words(*selected_invocation(c.now, c.state.selection)).text);
}

// The hop on the screen; null where there is none.
emulator::HopPtr chosen_hop(const EngineSnapshot& now, const AppState& state) {
  const auto invocation = selected_invocation(now, state.selection);
  if (!invocation) return nullptr;
  const auto hop = static_cast<std::size_t>(shown_hop(*invocation, state.selection));
  return hop >= 1 && hop <= invocation->hops.size() ? invocation->hops[hop - 1] : nullptr;
}
bool has_hop(const EngineSnapshot& now, const AppState& state) {
  return chosen_hop(now, state) != nullptr;
}
void filter_by_stage(const ActionContext& c) {
  put_term(c, "stage", chosen_hop(c.now, c.state)->container_hostname);
}

// Of the hop's answer, else of its request.
std::string chosen_type(const EngineSnapshot& now, const AppState& state) {
  const auto hop = chosen_hop(now, state);
  if (!hop) return "";
  std::optional<std::string_view> type = hop->request.headers.get("Content-Type");
  if (hop->response())
    if (const auto answered = hop->response()->headers.get("Content-Type")) type = answered;
  return type ? std::string(emulator::trim(type->substr(0, type->find(';')))) : "";
}
bool has_type(const EngineSnapshot& now, const AppState& state) {
  return !chosen_type(now, state).empty();
}
void filter_by_type(const ActionContext& c) { put_term(c, "type", chosen_type(c.now, c.state)); }

// The header that is chosen in the inspector.
std::optional<emulator::Header> chosen_header(const EngineSnapshot& now, const AppState& state) {
  const auto hop = chosen_hop(now, state);
  if (!hop || state.inspector.tab != InspectorTab::Messages) return std::nullopt;
  const auto& of_request = state.inspector.request.header;
  const auto& of_response = state.inspector.response.header;
  if (of_request && *of_request < hop->request.headers.size())
    return hop->request.headers[*of_request];
  if (of_response && hop->response() && *of_response < hop->response()->headers.size())
    return hop->response()->headers[*of_response];
  return std::nullopt;
}
bool has_header(const EngineSnapshot& now, const AppState& state) {
  return chosen_header(now, state).has_value();
}
void filter_by_header(const ActionContext& c) {
  const auto header = chosen_header(c.now, c.state);
  put_term(c, "header", header->name + "=" + header->value);
}

bool searches_bodies(const EngineSnapshot&, const AppState& state) {
  return !state.list.filter.empty() && !state.list.matches.progress().done();
}
void stop_or_go_on(const ActionContext& c) {
  InvocationMatches& matches = c.state.list.matches;
  if (matches.progress().stopped) {
    matches.go_on();
  } else {
    matches.stop();
  }
}

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
    Action{Id::FilterByStatus, "filter-by-status", "List those with this status", 0, 0, kNotTyping,
           kOnce, has_invocation, filter_by_status},
    Action{Id::FilterByStage, "filter-by-stage", "List those that reached this stage", 0, 0,
           kNotTyping, kOnce, has_hop, filter_by_stage},
    Action{Id::FilterByType, "filter-by-type", "List those of this content type", 0, 0, kNotTyping,
           kOnce, has_type, filter_by_type},
    Action{Id::FilterByHeader, "filter-by-header", "List those with this header", 0, 0, kNotTyping,
           kOnce, has_header, filter_by_header},
    Action{Id::StopBodySearch, "stop-body-search", "Stop searching bodies, or go on", 0, 0,
           kNotTyping, kOnce, searches_bodies, stop_or_go_on},
};

}  // namespace

std::span<const Action> trace_actions() { return kRows; }

}  // namespace app
