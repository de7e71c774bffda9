#include "app/panels/main_menu.h"

#include <utility>

#include "app/item_registry.h"

namespace app {
namespace {

constexpr float kBar = 14, kBarPitch = 5, kThickness = 1.6f;

// What undo and redo would do is part of what they are called.
std::string label_of(const PanelInput& in, const Action& row) {
  std::string label(row.label);
  if (row.id == ActionId::Undo && !in.now.undo.empty()) label += ": " + in.now.undo;
  if (row.id == ActionId::Redo && !in.now.redo.empty()) label += ": " + in.now.redo;
  return label;
}

PanelResult draw_group(const PanelInput& in, const ActionGroup& group) {
  PanelResult wish;
  if (!ImGui::BeginMenu(std::string(group.title).c_str())) return wish;
  for (const Action& row : group.rows) {
    if (row.id == ActionId::ShowMenu) continue;
    if (ImGui::MenuItem(label_of(in, row).c_str(), chord_text(row.chord).c_str(), false,
                        in.can[row.id]))
      wish = row.id;
    tag("menu:" + std::string(row.name));
  }
  ImGui::EndMenu();
  return wish;
}

void paint_bars(const Pen& pen, const Rect& place, Role role) {
  for (int i = -1; i <= 1; ++i) {
    const float y = place.center_y() + pen.px(kBarPitch) * static_cast<float>(i);
    const float x = place.center_x() - pen.px(kBar / 2);
    pen.list().AddLine({x, y}, {x + pen.px(kBar), y}, pen.style().color(role), pen.px(kThickness));
  }
}

}  // namespace

PanelResult draw_main_menu(const Pen& pen, const PanelInput& in, const Rect& place, bool& wanted) {
  if (hit("menu", place) || std::exchange(wanted, false)) ImGui::OpenPopup("main menu");
  const bool hovered = ImGui::IsItemHovered();
  if (hovered) pen.fill(place, Role::Hover, 1.0f, pen.px(4));
  ImGui::SetItemTooltip("%s", action_tooltip(action(ActionId::ShowMenu)).c_str());
  paint_bars(pen, place, hovered ? Role::Text : Role::TextDim);
  ImGui::SetNextWindowPos({place.x, place.bottom() + pen.px(4)});
  PanelResult wish;
  if (!ImGui::BeginPopup("main menu")) return wish;
  for (const ActionGroup& group : action_groups()) wish = either(wish, draw_group(in, group));
  ImGui::EndPopup();
  return wish;
}

}  // namespace app
