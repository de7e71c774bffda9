#include <array>

#include "app/actions/rows.h"
#include "app/errands/log_errands.h"
#include "app/view_model/filter/query_edit.h"

// Searching, copying and following the log.
namespace app {
namespace {

using emulator::EngineSnapshot;
using Id = ActionId;

void show_log(AppState& state) {
  state.drawer_shown = true;
  state.drawer.tab = DrawerTab::Logs;
}

void find_in_logs(const ActionContext& c) {
  show_log(c.state);
  c.state.drawer.focus_search = true;
}

void show_stage_log(const ActionContext& c) {
  show_log(c.state);
  const std::string name = emulator::container_name(*c.now.pipeline, stage_at(c.now, c.state));
  c.state.drawer.query = with_term(c.state.drawer.query, "stage", name);
}

bool searches(const EngineSnapshot& now, const AppState& state) {
  return !log_query(state.drawer.query, now).filter.texts().empty();
}
void next_match(const ActionContext& c) {
  show_log(c.state);
  c.state.drawer.step = 1;
}
void previous_match(const ActionContext& c) {
  show_log(c.state);
  c.state.drawer.step = -1;
}

std::uint64_t first_number(const emulator::LogView& logs) { return logs.total() - logs.size(); }
bool has_line(const EngineSnapshot& now, const AppState& state) {
  const auto& chosen = state.drawer.chosen;
  return chosen && *chosen >= first_number(*now.logs) && *chosen < now.logs->total();
}
void copy_line(const ActionContext& c) {
  const emulator::LogView& logs = *c.now.logs;
  const std::string& text =
      logs[static_cast<std::size_t>(*c.state.drawer.chosen - first_number(logs))].text;
  ImGui::SetClipboardText(text.c_str());
  c.state.messages.tell("Copied a log line");
}

bool has_logs(const EngineSnapshot& now, const AppState&) { return now.logs->size() > 0; }
void copy_lines(const ActionContext& c) {
  LogFilter filter = log_query(c.state.drawer.query, c.now).filter;
  if (c.state.drawer.context) filter = filter.without_texts();
  c.errands.push_back(
      copy_log_lines(c.now.logs, std::move(filter), {c.now.pipeline, c.now.address}));
}

void follow(const ActionContext& c) {
  show_log(c.state);
  c.state.drawer.follow = !c.state.drawer.follow;
}

void this_invocation(const ActionContext& c) {
  show_log(c.state);
  std::string& query = c.state.drawer.query;
  const std::string id = std::to_string(c.state.selection.invocation.value);
  const std::string asked = term_value(query, "invocation");
  // What is filtered is given up first: the chip is how one gets out of it.
  query = with_term(query, "invocation", asked.empty() ? id : "");
}
void side_by_side(const ActionContext& c) {
  show_log(c.state);
  c.state.drawer.side_by_side = !c.state.drawer.side_by_side;
}

std::optional<LineHop> hop_of_line(const EngineSnapshot& now, const AppState& state) {
  if (!has_line(now, state)) return std::nullopt;
  const emulator::LogView& logs = *now.logs;
  return hop_of(*now.trace,
                logs[static_cast<std::size_t>(*state.drawer.chosen - first_number(logs))]);
}
bool has_line_hop(const EngineSnapshot& now, const AppState& state) {
  return hop_of_line(now, state).has_value();
}
void go_to_hop(const ActionContext& c) {
  const auto found = hop_of_line(c.now, c.state);
  c.state.selection.invocation = found->invocation;
  c.state.list.reveal = true;
  if (const auto invocation = selected_invocation(c.now, c.state.selection))
    select_hop(c.now, *invocation, found->hop, c.state.selection);
}

void clear_logs(const ActionContext& c) { c.commands.emplace_back(emulator::ClearLogs{}); }

constexpr std::array kRows = {
    Action{Id::FindInLogs, "find-in-logs", "Find in logs", kCtrl | ImGuiKey_F, 0, kTyping, kOnce,
           always, find_in_logs},
    Action{Id::ShowStageLog, "show-stage-log", "Show only this stage in the log",
           kCtrl | ImGuiKey_L, 0, kNotTyping, kOnce, has_stage, show_stage_log},
    Action{Id::NextMatch, "next-match", "Next match in the log", ImGuiKey_F3, 0, kTyping, kRepeats,
           searches, next_match},
    Action{Id::PreviousMatch, "previous-match", "Previous match in the log", kShift | ImGuiKey_F3,
           0, kTyping, kRepeats, searches, previous_match},
    Action{Id::CopyLogLine, "copy-log-line", "Copy log line", 0, 0, kNotTyping, kOnce, has_line,
           copy_line},
    Action{Id::CopyLogLines, "copy-log-lines", "Copy all lines shown", 0, 0, kNotTyping, kOnce,
           has_logs, copy_lines},
    Action{Id::FollowLogs, "follow-logs", "Follow the log or let it stand", 0, 0, kNotTyping, kOnce,
           has_logs, follow},
    Action{Id::ThisInvocationLog, "this-invocation-log",
           "Show only this invocation in the log, or all", 0, 0, kNotTyping, kOnce, has_invocation,
           this_invocation},
    Action{Id::LogsSideBySide, "logs-side-by-side", "Log side by side, a column a stage", 0, 0,
           kNotTyping, kOnce, has_logs, side_by_side},
    Action{Id::GoToLineHop, "go-to-line-hop", "Go to the hop of this log line", 0, 0, kNotTyping,
           kOnce, has_line_hop, go_to_hop},
    Action{Id::ClearLogs, "clear-logs", "Clear", 0, 0, kNotTyping, kOnce, has_logs, clear_logs},
};

}  // namespace

std::span<const Action> log_actions() { return kRows; }

}  // namespace app
