#include "app/panels/pipeline_strip.h"

#include <algorithm>
#include <cmath>

#include "app/panels/stage_card.h"
#include "app/panels/stage_menu.h"
#include "app/view_model/strip_layout.h"
#include "app/widgets/button.h"
#include "app/widgets/status_glyph.h"

namespace app {
namespace {

constexpr float kDragThreshold = 4;      // pixels before a press becomes a drag
constexpr float kScrollEdge = 48;        // near the strip's ends a drag scrolls
constexpr float kScrollPerSecond = 900;  // points
constexpr float kAddRounding = 5, kInsert = 22;
constexpr float kLongestStep = 1.0f / 30;  // of a frame that came after a long sleep

Rect moved(const Rect& r, float x, float y) { return {r.x + x, r.y + y, r.w, r.h}; }

// The strip's layout at its place on the screen, scrolled.
StripLayout placed(StripLayout layout, const ImVec2& origin) {
  for (auto* rects : {&layout.cards, &layout.arrows})
    for (Rect& rect : *rects) rect = moved(rect, origin.x, origin.y);
  layout.client = moved(layout.client, origin.x, origin.y);
  layout.answer = moved(layout.answer, origin.x, origin.y);
  layout.add = moved(layout.add, origin.x, origin.y);
  return layout;
}

// One that a held request has travelled is a double line.
void paint_arrow(const Pen& pen, const RouteArrow& arrow, bool travelled) {
  const ImU32 color = pen.style().color(travelled ? Role::Accent : Role::TextFaint);
  const float width = pen.px(travelled ? 5.0f : 1.5f);
  const Point tip = arrow.corners.back();
  for (std::size_t i = 0; i + 1 < arrow.corners.size(); ++i) {
    const Point a = arrow.corners[i];
    Point b = arrow.corners[i + 1];
    if (i + 2 == arrow.corners.size()) b.x -= pen.px(6);  // the head covers the rest
    pen.list().AddLine({a.x, a.y}, {b.x, b.y}, color, width);
    if (travelled)
      pen.list().AddLine({a.x, a.y}, {b.x, b.y}, pen.style().color(Role::Panel), pen.px(1.6f));
  }
  pen.list().AddTriangleFilled({tip.x, tip.y}, {tip.x - pen.px(9), tip.y - pen.px(5)},
                               {tip.x - pen.px(9), tip.y + pen.px(5)}, color);
}

void paint_client(const Pen& pen, const Rect& disc, std::string_view word, bool sends) {
  const ImVec2 center{disc.center_x(), disc.center_y()};
  pen.list().AddCircleFilled(center, disc.w / 2, pen.style().color(Role::Card), 32);
  const ImU32 color = pen.style().color(Role::TextDim);
  if (sends) {
    pen.list().AddTriangleFilled({center.x - pen.px(4), center.y - pen.px(6)},
                                 {center.x + pen.px(7), center.y},
                                 {center.x - pen.px(4), center.y + pen.px(6)}, color);
  } else {
    pen.list().AddCircle(center, pen.px(5), color, 24, pen.px(1.6f));
  }
  pen.text_centered(pen.fonts().caption, disc.center_x() + pen.px(2), disc.y - pen.px(23),
                    Role::TextDim, word);
}

// How many arrows the held invocation in view has behind it; 0: none is held.
std::size_t travelled_arrows(const PanelInput& in, emulator::InvocationId selected) {
  const emulator::HeldHop* held = held_in_view(*in.now.debug, selected);
  if (held == nullptr) return 0;
  std::size_t arrows = 0;
  for (const emulator::Stage& stage : in.now.pipeline->stages) {
    if (!stage.bypassed()) ++arrows;
    if (stage.id == held->stage) return arrows;
  }
  return 0;
}

void paint_route(const Pen& pen, const PanelInput& in, const StripLayout& layout,
                 std::size_t travelled) {
  std::vector<bool> bypassed;
  for (const emulator::Stage& stage : in.now.pipeline->stages) bypassed.push_back(stage.bypassed());
  std::size_t at = 0;
  for (const RouteArrow& arrow : route_arrows(layout, bypassed, pen.style().scale))
    paint_arrow(pen, arrow, at++ < travelled);
  paint_client(pen, layout.client, "Client", true);
  paint_client(pen, layout.answer, "Client", false);
}

void paint_plus(const Pen& pen, const Rect& place, float reach) {
  const float x = std::round(place.center_x());
  const float y = std::round(place.center_y());
  const ImU32 color = pen.style().color(Role::Text);
  const float thick = std::max(1.0f, std::round(pen.px(1.6f)));
  pen.list().AddRectFilled({x - reach, y - thick / 2}, {x + reach, y + thick / 2}, color);
  pen.list().AddRectFilled({x - thick / 2, y - reach}, {x + thick / 2, y + reach}, color);
}

// The card at the end that adds a stage.
PanelResult draw_add(const Pen& pen, const Rect& place, StripState& state) {
  const bool clicked = hit("add stage", place);
  const bool hovered = ImGui::IsItemHovered();
  ImGui::SetItemTooltip("%s", action_tooltip(action(ActionId::AddStage)).c_str());
  pen.fill(place, hovered ? Role::Hover : Role::Card, 1.0f, pen.px(kAddRounding));
  pen.frame(place, Role::Border, pen.hairline(), pen.px(kAddRounding));
  paint_plus(pen, place, pen.px(6));
  if (!clicked) return std::nullopt;
  state.add_at = SIZE_MAX;  // at the end
  return ActionId::AddStage;
}

// Between two cards a plus appears under the pointer.
PanelResult draw_insert(const Pen& pen, const Rect& arrow, std::size_t at, StripState& state) {
  const float size = pen.px(kInsert);
  const Rect place{arrow.center_x() - size / 2, arrow.y - size / 2, size, size};
  const bool clicked = hit(("insert stage " + std::to_string(at + 1)).c_str(), place);
  if (ImGui::IsItemHovered()) {
    pen.fill(place, Role::Hover, 1.0f, size / 2);
    pen.frame(place, Role::Border, pen.hairline(), size / 2);
    paint_plus(pen, place, pen.px(5));
    ImGui::SetItemTooltip("Add a stage here");
  }
  if (!clicked) return std::nullopt;
  state.add_at = at;
  return ActionId::AddStage;
}

// Follows the pointer from press to release. Returns the landing position when a drag ends.
std::optional<std::size_t> follow_drag(const StripLayout& layout, std::size_t index,
                                       emulator::StageId id, StripState& state) {
  if (ImGui::IsItemActivated()) state.cancelled = false;
  const float x = ImGui::GetIO().MousePos.x;
  if (ImGui::IsItemActive() && !state.cancelled) {
    if (ImGui::IsMouseDragging(ImGuiMouseButton_Left, kDragThreshold)) state.dragged = id;
    if (ImGui::IsKeyPressed(ImGuiKey_Escape)) {
      state.cancelled = true;
      state.dragged = {};
    }
  }
  if (!ImGui::IsItemDeactivated() || state.dragged != id) return std::nullopt;
  state.dragged = {};
  // Esc may also have taken the card out of the hand: only letting go drops it.
  if (!ImGui::IsMouseReleased(ImGuiMouseButton_Left)) return std::nullopt;
  state.shifts.clear();  // the new order stands where they had slid to
  return landing_index(layout, index, x);
}

void scroll_while_dragging(const Pen& pen, const Rect& area) {
  const float x = ImGui::GetIO().MousePos.x;
  const float step = pen.px(kScrollPerSecond) * ImGui::GetIO().DeltaTime;
  if (x < area.x + pen.px(kScrollEdge)) ImGui::SetScrollX(ImGui::GetScrollX() - step);
  if (x > area.right() - pen.px(kScrollEdge)) ImGui::SetScrollX(ImGui::GetScrollX() + step);
}

// What the pointer does with the card that was just submitted.
PanelResult follow_pointer(const PanelInput& in, const StripLayout& layout, std::size_t index,
                           StripState& state, Selection& selection) {
  const emulator::Stage& stage = in.now.pipeline->stages[index];
  PanelResult wish;
  if (const auto landing = follow_drag(layout, index, stage.id, state);
      landing && *landing != index)
    wish = emulator::Command{emulator::ApplyEdit{emulator::MoveStage{index, *landing}}};
  if (ImGui::IsItemClicked(ImGuiMouseButton_Right)) {
    selection.stage = stage.id;
    ImGui::OpenPopup("stage menu");
  }
  if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
    selection.stage = stage.id;
    return ActionId::EditStage;
  }
  return wish;
}

// One card: input first, then paint.
// What can be pressed on a card. It is submitted before the card and so has the press, painted
// after it: a card that ImGui lets others overlap would miss a press in the very frame in which the
// pointer comes.
PanelResult draw_marks(const Pen& pen, const PanelInput& in, const StageCard& card,
                       const Rect& place, Selection& selection) {
  PanelResult wish;
  if (draw_breakpoint_dot(pen, card, in, place)) {
    selection.stage = card.stage.id;
    wish = ActionId::ToggleBreakpoint;
  }
  if (draw_trouble_mark(pen, card, in, place)) {
    selection.stage = card.stage.id;
    ImGui::OpenPopup("stage trouble");
  }
  return wish;
}

PanelResult draw_card(const Pen& pen, const PanelInput& in, const StripLayout& layout,
                      std::size_t index, StripState& state, Selection& selection) {
  const emulator::Stage& stage = in.now.pipeline->stages[index];
  StageCard card{stage, emulator::container_name(*in.now.pipeline, index), index + 1};
  const Rect& place = layout.cards[index];
  const bool was_dragging = state.dragged == stage.id;
  const float shift = index < state.shifts.size() ? state.shifts[index] : 0;
  pen.list().ChannelsSplit(2);
  pen.list().ChannelsSetCurrent(1);
  PanelResult wish;
  if (shift == 0 && !was_dragging) wish = draw_marks(pen, in, card, place, selection);
  pen.list().ChannelsSetCurrent(0);
  const bool clicked = hit(("stage:" + card.name).c_str(), place);
  wish = either(std::move(wish), follow_pointer(in, layout, index, state, selection));
  if (clicked && !was_dragging && !state.cancelled) selection.stage = stage.id;
  card.selected = selection.stage == stage.id;
  card.hovered = ImGui::IsItemHovered() && !state.dragged;
  if (ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal) && !state.dragged)
    stage_tooltip(card, in, pen.style());
  if (state.dragged != stage.id) paint_stage_card(pen, card, in, moved(place, shift, 0));
  pen.list().ChannelsMerge();
  return wish;
}

// The place where the card would land, the caret there, and the card itself under the pointer.
void paint_drag(const Pen& pen, const PanelInput& in, const StripLayout& layout,
                const StripState& state) {
  const std::size_t from = emulator::index_of(*in.now.pipeline, state.dragged);
  if (from >= layout.cards.size()) return;
  const float x = ImGui::GetIO().MousePos.x;
  const Rect& card = layout.cards[from];
  const std::size_t to = landing_index(layout, from, x);
  pen.frame(layout.cards[to], Role::Border, pen.hairline(), pen.px(kAddRounding));
  if (to != from) {
    const float caret = caret_x(layout, from, to);
    pen.fill({caret - pen.px(1), card.y - pen.px(4), pen.px(2), card.h + pen.px(8)}, Role::Accent);
  }
  const float pressed_at = ImGui::GetIO().MouseClickedPos[0].x;
  StageCard shown{in.now.pipeline->stages[from], emulator::container_name(*in.now.pipeline, from),
                  from + 1};
  shown.dragged = true;
  paint_stage_card(pen, shown, in, moved(card, x - pressed_at, pen.px(4)));
}

// Cards make room for the one that is dragged, and go back when it is let go of.
void slide_cards(const PanelInput& in, const StripLayout& layout, StripState& state,
                 const Style& style) {
  const std::size_t from = emulator::index_of(*in.now.pipeline, state.dragged);
  std::vector<float> targets(layout.cards.size(), 0.0f);
  if (from < layout.cards.size())
    targets = drag_shifts(layout, from, landing_index(layout, from, ImGui::GetIO().MousePos.x));
  const float seconds = std::min(ImGui::GetIO().DeltaTime, kLongestStep);
  const float most = style.reduced_motion ? HUGE_VALF : slide_distance(layout, seconds);
  state.moving = slide(state.shifts, targets, most);
}

// A stage that was just added is selected; one that was selected by key comes into view.
void follow_selection(const PanelInput& in, const StripLayout& flat, StripState& state,
                      Selection& selection) {
  const std::size_t wanted = emulator::index_of(*in.now.pipeline, state.wanted);
  if (wanted < flat.cards.size()) {
    selection.stage = state.wanted;
    state.wanted = {};
  }
  if (state.shown == selection.stage) return;
  state.shown = selection.stage;
  const std::size_t at = emulator::index_of(*in.now.pipeline, selection.stage);
  if (at >= flat.cards.size()) return;
  const float now = ImGui::GetScrollX();
  const float then = reveal_scroll(flat, at, now, panel_area().w);
  if (then != now) ImGui::SetScrollX(then);
}

PanelResult draw_additions(const Pen& pen, const StripLayout& layout, StripState& state) {
  PanelResult wish = draw_add(pen, layout.add, state);
  for (std::size_t i = 0; i < layout.arrows.size(); ++i)
    wish = either(wish, draw_insert(pen, layout.arrows[i], i, state));
  return wish;
}

}  // namespace

PanelResult draw_pipeline_strip(const PanelInput& in, StripState& state, Selection& selection,
                                const Style& style) {
  const Pen pen(style);
  const Rect area = panel_area();
  const StripLayout flat = strip_layout(in.now.pipeline->stages.size(), area.w, style.scale);
  follow_selection(in, flat, state, selection);
  const StripLayout layout = placed(flat, ImGui::GetCursorScreenPos());
  paint_route(pen, in, layout, travelled_arrows(in, selection.invocation));
  PanelResult wish;
  for (std::size_t i = 0; i < layout.cards.size(); ++i)
    wish = either(wish, draw_card(pen, in, layout, i, state, selection));
  slide_cards(in, layout, state, style);
  if (state.dragged) {
    scroll_while_dragging(pen, area);
    paint_drag(pen, in, layout, state);
  } else {
    wish = either(wish, draw_additions(pen, layout, state));
  }
  if (ImGui::IsWindowHovered() && !ImGui::IsAnyItemHovered() &&
      ImGui::IsMouseClicked(ImGuiMouseButton_Right))
    ImGui::OpenPopup("pipeline menu");
  wish = either(wish, draw_stage_menu(in));
  wish = either(wish, draw_pipeline_menu(in));
  wish = either(wish, draw_stage_trouble(in, selection.stage, style));
  ImGui::SetCursorScreenPos({layout.client.x, layout.client.y});
  ImGui::Dummy(
      {flat.content_width - (layout.client.x - ImGui::GetWindowPos().x) - ImGui::GetScrollX(), 1});
  return wish;
}

}  // namespace app
