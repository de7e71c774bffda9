#include "app/panels/pipeline_strip.h"

#include <array>

#include "app/panels/stage_card.h"
#include "app/view_model/strip_layout.h"
#include "app/widgets/empty_state.h"
#include "app/widgets/status_glyph.h"

namespace app {
namespace {

constexpr float kDragThreshold = 4;      // pixels before a press becomes a drag
constexpr float kScrollEdge = 48;        // near the strip's ends a drag scrolls
constexpr float kScrollPerSecond = 900;  // points

Rect moved(const Rect& r, float x, float y) { return {r.x + x, r.y + y, r.w, r.h}; }

// The strip's layout at its place on the screen, scrolled.
StripLayout placed(StripLayout layout, const ImVec2& origin) {
  for (auto* rects : {&layout.cards, &layout.arrows})
    for (Rect& rect : *rects) rect = moved(rect, origin.x, origin.y);
  layout.client = moved(layout.client, origin.x, origin.y);
  layout.answer = moved(layout.answer, origin.x, origin.y);
  return layout;
}

void paint_arrow(const Pen& pen, const Rect& arrow) {
  const float x0 = arrow.x + pen.px(5);
  const float x1 = arrow.right() - pen.px(3);
  const ImU32 color = pen.style().color(Role::TextFaint);
  pen.list().AddLine({x0, arrow.y}, {x1 - pen.px(6), arrow.y}, color, pen.px(1.5f));
  pen.list().AddTriangleFilled({x1, arrow.y}, {x1 - pen.px(9), arrow.y - pen.px(5)},
                               {x1 - pen.px(9), arrow.y + pen.px(5)}, color);
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

void paint_route(const Pen& pen, const StripLayout& layout) {
  for (const Rect& arrow : layout.arrows) paint_arrow(pen, arrow);
  paint_client(pen, layout.client, "Client", true);
  paint_client(pen, layout.answer, "Client", false);
}

PanelResult draw_stage_menu(const PanelInput& in) {
  constexpr std::array kMenu = {ActionId::RestartStage, ActionId::MoveStageLeft,
                                ActionId::MoveStageRight, ActionId::BypassStage,
                                ActionId::RemoveStage};
  PanelResult wish;
  if (!ImGui::BeginPopup("stage menu")) return wish;
  for (const ActionId id : kMenu) {
    const Action& row = action(id);
    if (ImGui::MenuItem(std::string(row.label).c_str(), chord_text(row.chord).c_str(), false,
                        in.can[id]))
      wish = id;
  }
  ImGui::EndPopup();
  return wish;
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
  return landing_index(layout, index, x);
}

void scroll_while_dragging(const Pen& pen, const Rect& area) {
  const float x = ImGui::GetIO().MousePos.x;
  const float step = pen.px(kScrollPerSecond) * ImGui::GetIO().DeltaTime;
  if (x < area.x + pen.px(kScrollEdge)) ImGui::SetScrollX(ImGui::GetScrollX() - step);
  if (x > area.right() - pen.px(kScrollEdge)) ImGui::SetScrollX(ImGui::GetScrollX() + step);
}

// One card: input first, then paint.
PanelResult draw_card(const Pen& pen, const PanelInput& in, const StripLayout& layout,
                      std::size_t index, StripState& state, Selection& selection) {
  const emulator::Stage& stage = in.now.pipeline->stages[index];
  StageCard card{stage, emulator::container_name(*in.now.pipeline, index), index + 1};
  const Rect& place = layout.cards[index];
  PanelResult wish;
  const bool was_dragging = state.dragged == stage.id;
  const bool clicked = hit(("stage:" + card.name).c_str(), place);
  if (const auto landing = follow_drag(layout, index, stage.id, state);
      landing && *landing != index)
    wish = emulator::Command{emulator::ApplyEdit{emulator::MoveStage{index, *landing}}};
  if (clicked && !was_dragging && !state.cancelled) selection.stage = stage.id;
  if (ImGui::IsItemClicked(ImGuiMouseButton_Right)) {
    selection.stage = stage.id;
    ImGui::OpenPopup("stage menu");
  }
  card.selected = selection.stage == stage.id;
  card.hovered = ImGui::IsItemHovered() && !state.dragged;
  if (ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal) && !state.dragged)
    stage_tooltip(card, in, pen.style());
  paint_stage_card(pen, card, in, place);
  return wish;
}

// The caret where the card would land, and the card itself under the pointer.
void paint_drag(const Pen& pen, const PanelInput& in, const StripLayout& layout,
                const StripState& state) {
  const std::size_t from = emulator::index_of(*in.now.pipeline, state.dragged);
  if (from >= layout.cards.size()) return;
  const float x = ImGui::GetIO().MousePos.x;
  const Rect& card = layout.cards[from];
  const std::size_t to = landing_index(layout, from, x);
  pen.fill(card, Role::Panel, 0.6f);
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

}  // namespace

PanelResult draw_pipeline_strip(const PanelInput& in, StripState& state, Selection& selection,
                                const Style& style) {
  const Pen pen(style);
  const Rect area = panel_area();
  if (in.now.pipeline->stages.empty()) {
    draw_empty_state(pen, area, "No pipeline is open",
                     "Start hoplens with a pipeline file: hoplens my.pipeline.json");
    return std::nullopt;
  }
  const StripLayout flat = strip_layout(in.now.pipeline->stages.size(), area.w, style.scale);
  const StripLayout layout = placed(flat, ImGui::GetCursorScreenPos());
  paint_route(pen, layout);
  PanelResult wish;
  for (std::size_t i = 0; i < layout.cards.size(); ++i)
    wish = either(wish, draw_card(pen, in, layout, i, state, selection));
  if (state.dragged) {
    scroll_while_dragging(pen, area);
    paint_drag(pen, in, layout, state);
  }
  wish = either(wish, draw_stage_menu(in));
  ImGui::SetCursorScreenPos({layout.client.x, layout.client.y});
  ImGui::Dummy(
      {flat.content_width - (layout.client.x - ImGui::GetWindowPos().x) - ImGui::GetScrollX(), 1});
  return wish;
}

}  // namespace app
