#include "app/panels/drawer.h"

#include <algorithm>
#include <span>
#include <utility>

#include "app/item_registry.h"
#include "app/view_model/address_words.h"
#include "app/view_model/query_text.h"
#include "app/widgets/button.h"
#include "app/widgets/chip.h"
#include "app/widgets/query_field.h"
#include "app/widgets/tabs.h"
#include "emulator/base/text.h"

namespace app {
namespace {

constexpr float kHeight = 38, kSide = 17, kSearch = 170;

// The value that the query gives a key; "all" where it gives none.
std::string term_value(const DrawerState& state, std::string_view key) {
  for (const QueryTerm& term : query_terms(state.query, std::span(&key, 1)))
    if (term.key == key && !term.value.empty()) return term.value;
  return "all";
}

// A menu whose choice is written into the query.
void draw_term_menu(const char* name, std::string_view key, DrawerState& state,
                    const std::vector<std::string>& values) {
  if (!ImGui::BeginPopup(name)) return;
  const std::string current = term_value(state, key);
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
void draw_search(const Pen& pen, const PanelInput& in, DrawerState& state, const Rect& place) {
  if (std::exchange(state.focus_search, false)) {
    ImGui::SetWindowFocus();  // ImGui 1.90 looks for the item in the scope of the focused window
    ImGui::SetKeyboardFocusHere();
  }
  const auto offers = log_query_offers(*in.now.pipeline, in.now.address.get());
  const char* hint = place.w < pen.px(140) ? "Ctrl+F" : "Ctrl+F to search";
  const QueryKeys keys = query_field(pen, "search", place, {state.query, hint, offers});
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

// From right to left: search, how many it finds, follow, level, stage, clear.
PanelResult draw_log_tools(const Pen& pen, const PanelInput& in, DrawerState& state,
                           const Rect& row) {
  const float middle = row.center_y();
  const float width = std::clamp(row.w - pen.px(330), pen.px(110), pen.px(kSearch));
  const Rect search{row.right() - pen.px(16) - width, middle - pen.px(13), width, pen.px(26)};
  draw_search(pen, in, state, search);
  PanelResult wish;
  ChipRow chips(pen, row.x, search.x - pen.px(12), middle);
  const LogQuery query = log_query(state.query, *in.now.pipeline, in.now.address.get());
  if (!query.filter.text.empty()) {
    if (chips.add("next match", match_count(state), ChipTone::Neutral)) wish = ActionId::NextMatch;
    ImGui::SetItemTooltip("Next match (Enter, F3)");
    if (chips.add("context", state.context ? "all lines" : "matches only", ChipTone::Neutral))
      state.context = !state.context;
  }
  if (chips.add("follow", "follow", state.follow ? ChipTone::Good : ChipTone::Neutral))
    state.follow = !state.follow;
  const auto term_chip = [&](const char* name, std::string_view key) {
    const std::string value = term_value(state, key);
    const ChipTone tone = value == "all" ? ChipTone::Neutral : ChipTone::Accent;
    if (chips.add(name, std::string(key) + ":" + value, tone)) ImGui::OpenPopup(name);
  };
  term_chip("log level", "level");
  term_chip("log stage", "stage");
  draw_term_menu("log level", "level", state, {"warning", "error"});
  draw_term_menu("log stage", "stage", state, stage_names(in.now));
  const Rect clear{chips.right() - pen.px(56), middle - pen.px(12), pen.px(56), pen.px(24)};
  if (clear.x > row.x && in.can[ActionId::ClearLogs] &&
      action_button(pen, ActionId::ClearLogs, clear, in.can, ButtonLook::Quiet))
    wish = ActionId::ClearLogs;
  return wish;
}

// How images of models that arrive run here; only where a pipeline is open that says so.
PanelResult draw_endpoint_tools(const Pen& pen, const PanelInput& in, const Rect& row, float left) {
  const float width = action_button_width(pen, ActionId::ShowImages);
  const Rect place{row.right() - pen.px(16) - width, row.center_y() - pen.px(13), width,
                   pen.px(26)};
  if (place.x < left || !in.can[ActionId::ShowImages]) return std::nullopt;
  const bool pressed = action_button(pen, ActionId::ShowImages, place, in.can, ButtonLook::Flat);
  return pressed ? PanelResult(ActionId::ShowImages) : std::nullopt;
}

// Counts what is still to be run.
TabLook runs_look(const PanelInput& in, const DrawerState& state) {
  TabLook look{state.tab == DrawerTab::Runs, 0, false, true};
  const auto& experiment = in.now.debug->experiment;
  if (!experiment || experiment->finished) return look;
  look.count = static_cast<std::size_t>(std::ranges::count_if(
      experiment->runs, [](const emulator::ExperimentRun& run) { return !run.finished; }));
  return look;
}

TabLook endpoints_look(const PanelInput& in, const DrawerState& state) {
  TabLook look{state.tab == DrawerTab::Endpoints, 0, false, true};
  if (!in.now.address) return look;
  look.count = in.now.address->endpoints.size();
  look.alarming = std::ranges::any_of(
      in.now.address->endpoints,
      [](const emulator::EndpointView& endpoint) { return endpoint.status == "Failed"; });
  return look;
}

}  // namespace

float drawer_tabs_height(const Style& style) { return style.px(kHeight); }

PanelResult draw_drawer_tabs(const PanelInput& in, DrawerState& state, const Style& style) {
  const Pen pen(style);
  const Rect area = panel_area();
  const Rect row{area.x, area.y, area.w, drawer_tabs_height(style)};
  float x = row.x + pen.px(kSide);
  if (tab(pen, "Logs", x, row, {state.tab == DrawerTab::Logs, 0, false}))
    state.tab = DrawerTab::Logs;
  if (tab(pen, "Findings", x, row,
          {state.tab == DrawerTab::Findings, in.findings.rows.size(), in.findings.any_error}))
    state.tab = DrawerTab::Findings;
  if (tab(pen, "Runs", x, row, runs_look(in, state))) state.tab = DrawerTab::Runs;
  if (tab(pen, "Compare", x, row, {state.tab == DrawerTab::Compare, 0, false}))
    state.tab = DrawerTab::Compare;
  if (tab(pen, "Latency", x, row, {state.tab == DrawerTab::Latency, 0, false}))
    state.tab = DrawerTab::Latency;
  if (tab(pen, "Endpoints", x, row, endpoints_look(in, state))) state.tab = DrawerTab::Endpoints;
  pen.horizontal(row.x, row.right(), row.bottom() - 1, Role::Border);
  if (state.tab == DrawerTab::Endpoints) return draw_endpoint_tools(pen, in, row, x);
  if (state.tab != DrawerTab::Logs) return std::nullopt;
  const float tools = x + pen.px(8);
  return draw_log_tools(pen, in, state, {tools, row.y, row.right() - tools, row.h});
}

}  // namespace app
