#include "app/panels/log_tools.h"

#include <algorithm>
#include <utility>

#include "app/item_registry.h"
#include "app/view_model/address_words.h"
#include "app/view_model/filter/filter_offers.h"
#include "app/view_model/filter/log_filter.h"
#include "app/view_model/filter/query_edit.h"
#include "app/widgets/button.h"
#include "app/widgets/chip.h"
#include "app/widgets/query_field.h"
#include "emulator/base/text.h"

namespace app {
namespace {

constexpr float kNarrowSearch = 110, kSearch = 170, kWideSearch = 300;
constexpr float kChips = 560;  // all of them take that much

// The value that the query gives a key; "all" where it gives none.
std::string value_or_all(const DrawerState& state, std::string_view key) {
  const std::string value = term_value(state.query, key);
  return value.empty() ? "all" : value;
}

// A menu whose choice is written into the query.
void draw_term_menu(const char* name, std::string_view key, DrawerState& state,
                    const std::vector<std::string>& values) {
  if (!ImGui::BeginPopup(name)) return;
  const std::string current = value_or_all(state, key);
  const auto row = [&](const std::string& value) {
    if (ImGui::MenuItem(value.c_str(), nullptr, value == current))
      state.query = with_term(state.query, key, value == "all" ? "" : value);
    tag(std::string(name) + ":" + value);
  };
  row("all");
  for (const std::string& value : values) row(value);
  ImGui::EndPopup();
}

std::vector<std::string> stage_names(const emulator::EngineSnapshot& now) {
  const emulator::Pipeline& pipeline = *now.pipeline;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i)
    names.push_back(emulator::container_name(pipeline, i));
  for (std::string& name : hosted_names(now.address.get())) names.push_back(std::move(name));
  return names;
}

// The search box. Enter goes to the next match, Shift+Enter to the one before; it keeps the
// keyboard.
void draw_search(const Pen& pen, const LogTools& to, const LogQuery& query, const Rect& place) {
  DrawerState& state = to.state;
  if (std::exchange(state.focus_search, false)) {
    ImGui::SetWindowFocus();  // ImGui 1.90 looks for the item in the scope of the focused window
    ImGui::SetKeyboardFocusHere();
  }
  const bool typing = state.completion.shown || ImGui::GetIO().WantTextInput;
  const auto offers = typing ? log_offers(to.in.now) : std::vector<std::string>{};
  const char* hint = place.w < pen.px(140) ? "Ctrl+F" : "Ctrl+F to search";
  const QueryKeys keys = query_field(pen, "search", place,
                                     {state.query, state.completion, hint, offers, query.problem});
  if (query.problem) ImGui::SetItemTooltip("%s", query.problem->text.c_str());
  if (!keys.entered) return;
  state.step = ImGui::GetIO().KeyShift ? -1 : 1;
  state.focus_search = true;
}

// Chips from right to left, as far as they fit.
class ChipRow {
 public:
  ChipRow(const Pen& pen, float left, float right, float middle)
      : pen_(pen), left_(left), right_(right), middle_(middle) {}
  bool add(const char* name, std::string_view text, ChipTone tone) {
    const float width = chip_width(pen_, text);
    if (right_ - width < left_) return false;
    const Rect at{right_ - width, middle_ - pen_.px(9), width, pen_.px(18)};
    right_ = at.x - pen_.px(8);
    return chip_button(pen_, name, at, text, tone);
  }
  float right() const { return right_; }

 private:
  const Pen& pen_;
  float left_, right_, middle_;
};

// "3 of 12": which match is chosen, of how many.
std::string match_count(const DrawerState& state) {
  const LogMatches& found = state.context ? state.found : state.matches;
  const std::string all = emulator::format_count(found.size());
  if (!state.chosen) return found.size() == 1 ? "1 match" : all + " matches";
  const std::size_t row = found.row_of(*state.chosen);
  const bool on_match = row < found.size() && found.number(row) == *state.chosen;
  if (!on_match) return found.size() == 1 ? "1 match" : all + " matches";
  return emulator::format_count(row + 1) + " of " + all;
}

PanelResult draw_match_chips(ChipRow& chips, const LogQuery& query, DrawerState& state) {
  if (query.filter.texts().empty()) return std::nullopt;
  PanelResult wish;
  if (chips.add("next match", match_count(state), ChipTone::Neutral)) wish = ActionId::NextMatch;
  ImGui::SetItemTooltip("Next match (Enter, F3)");
  if (chips.add("context", state.context ? "all lines" : "matches only", ChipTone::Neutral))
    state.context = !state.context;
  return wish;
}

// The chips of values that are always offered, with their menus.
void draw_term_chips(ChipRow& chips, const LogTools& to) {
  const auto term_chip = [&](const char* name, std::string_view key) {
    const std::string value = value_or_all(to.state, key);
    const ChipTone tone = value == "all" ? ChipTone::Neutral : ChipTone::Accent;
    if (chips.add(name, std::string(key) + ":" + value, tone)) ImGui::OpenPopup(name);
  };
  term_chip("log level", "level");
  term_chip("log stage", "stage");
  draw_term_menu("log level", "level", to.state, {"warning", "error"});
  draw_term_menu("log stage", "stage", to.state, stage_names(to.in.now));
}

// Only the lines of the selected invocation, or of all again.
PanelResult draw_invocation_chip(ChipRow& chips, const LogTools& to) {
  if (!to.in.can[ActionId::ThisInvocationLog]) return std::nullopt;
  const std::string asked = term_value(to.state.query, "invocation");
  const bool chosen = asked == std::to_string(to.selection.invocation.value);
  const std::string text =
      asked.empty() || chosen ? "this invocation" : "invocation:" + asked + " ×";
  const ChipTone tone = asked.empty() ? ChipTone::Neutral : ChipTone::Accent;
  const bool pressed = chips.add("this invocation", text, tone);
  ImGui::SetItemTooltip("%s", action_tooltip(action(ActionId::ThisInvocationLog)).c_str());
  return pressed ? PanelResult(ActionId::ThisInvocationLog) : std::nullopt;
}

}  // namespace

// From right to left: search, how many it finds, follow, level, stage, invocation, side by side,
// clear; what has no room is left to the menus and the palette.
PanelResult draw_log_tools(const Pen& pen, const LogTools& to, const Rect& row) {
  DrawerState& state = to.state;
  const float middle = row.center_y();
  const float most = state.query.size() > 20 && row.w > pen.px(1000) ? kWideSearch : kSearch;
  const float width = std::clamp(row.w - pen.px(kChips), pen.px(kNarrowSearch), pen.px(most));
  const Rect search{row.right() - pen.px(16) - width, middle - pen.px(13), width, pen.px(26)};
  const LogQuery query = log_query(state.query, to.in.now);
  draw_search(pen, to, query, search);
  ChipRow chips(pen, row.x, search.x - pen.px(12), middle);
  PanelResult wish = draw_match_chips(chips, query, state);
  if (chips.add("follow", "follow", state.follow ? ChipTone::Good : ChipTone::Neutral))
    state.follow = !state.follow;
  draw_term_chips(chips, to);
  wish = either(std::move(wish), draw_invocation_chip(chips, to));
  if (chips.add("side by side", "side by side",
                state.side_by_side ? ChipTone::Accent : ChipTone::Neutral))
    state.side_by_side = !state.side_by_side;
  const Rect clear{chips.right() - pen.px(56), middle - pen.px(12), pen.px(56), pen.px(24)};
  if (clear.x > row.x && to.in.can[ActionId::ClearLogs] &&
      action_button(pen, ActionId::ClearLogs, clear, to.in.can, ButtonLook::Quiet))
    wish = ActionId::ClearLogs;
  return wish;
}

}  // namespace app
