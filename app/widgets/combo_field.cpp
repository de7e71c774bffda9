#include "app/widgets/combo_field.h"

#include "app/item_registry.h"
#include "app/widgets/text_field.h"

namespace app {
namespace {

constexpr float kArrow = 24;

bool draw_choices(const char* list, const ComboText& combo) {
  bool chosen = false;
  if (!ImGui::BeginPopup(list)) return chosen;
  for (const std::string_view choice : combo.choices) {
    const std::string label(choice);
    if (!ImGui::MenuItem(label.c_str(), nullptr, combo.text == choice)) continue;
    combo.text = label;
    chosen = true;
  }
  ImGui::EndPopup();
  return chosen;
}

}  // namespace

bool combo_field(const Pen& pen, const char* name, const Rect& place, const ComboText& combo) {
  const Rect arrow{place.right() - pen.px(kArrow), place.y, pen.px(kArrow), place.h};
  const Rect field{place.x, place.y, place.w - arrow.w + pen.hairline(), place.h};
  bool changed = text_field(pen, name, field, combo.text, combo.hint);
  const std::string list = std::string(name) + " list";
  if (hit(list.c_str(), arrow)) ImGui::OpenPopup(list.c_str());
  pen.fill(arrow, ImGui::IsItemHovered() ? Role::Hover : Role::Field, 1, pen.px(4));
  pen.frame(arrow, Role::Border, pen.hairline(), pen.px(4));
  draw_list_mark(pen, arrow.center_x(), arrow.center_y());
  ImGui::SetNextWindowPos({place.x, place.bottom()}, ImGuiCond_Appearing);
  if (draw_choices(list.c_str(), combo)) changed = true;
  return changed;
}

void draw_list_mark(const Pen& pen, float x, float middle) {
  const float bottom = middle + pen.px(2.5f);
  pen.list().AddTriangleFilled({x, bottom}, {x - pen.px(4), bottom - pen.px(5)},
                               {x + pen.px(4), bottom - pen.px(5)},
                               pen.style().color(Role::TextDim));
}

}  // namespace app
