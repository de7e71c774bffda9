#include "app/panels/body_view.h"

#include <array>
#include <utility>

#include "app/errands/body_errands.h"
#include "app/panels/body_views/body_part.h"
#include "app/panels/body_views/grid_view.h"
#include "app/panels/body_views/picture_view.h"
#include "app/panels/body_views/text_view.h"
#include "app/panels/body_views/tree_view.h"
#include "app/view_model/bodies/visible_text.h"
#include "app/widgets/chip.h"
#include "emulator/base/text.h"

namespace app {
namespace {

constexpr float kSwitch = 26, kNote = 24, kScrollRoom = 10;

// Text or bytes stand in while a tree or a table grows, and where there can be none.
void draw_as(const BodyPart& part, BodyView how, MessagePane& pane) {
  bool drawn = false;
  if (how == BodyView::Tree) drawn = draw_tree_view(part);
  if (how == BodyView::Table) drawn = draw_grid_view(part, pane.habits);
  if (how == BodyView::Image) drawn = draw_picture_view(part, pane.habits);
  if (drawn) return;
  if (how == BodyView::Hex || (how != BodyView::Text && !is_text(part.text)))
    return draw_hex_view(part);
  draw_text_view(part);
}

// ImGui does not reorder text: said above all views of letters. Looks at the beginning only.
void mark_right_to_left(const BodyPart& part) {
  constexpr std::size_t kBeginning = 64 * 1024;
  std::optional<bool>& known = part.look.right_to_left;
  if (!known) known = has_right_to_left(part.text.substr(0, kBeginning));
  if (!*known) return;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  draw_chip(part.pen, at.x, at.y + part.pen.px(kNote / 2),
            "right-to-left text, shown in logical order", ChipTone::Neutral);
  ImGui::Dummy({1, part.pen.px(kNote)});
}

// What can be switched in the view that is shown.
void draw_tools(const BodyPart& part, BodyView shown, float& x, float y, MessagePane& pane) {
  BodyLook& look = part.look;
  const auto option = [&](const SwitchChip& chip) { return switch_chip(part.pen, x, y, chip); };
  x += part.pen.px(8);
  if (shown == BodyView::Tree && look.tree && look.tree->problem.empty() &&
      option({"find in body", "Find", look.search.shown, "Find in the body (Ctrl+Shift+F)"})) {
    look.search.shown = !look.search.shown;
    look.search.focus = look.search.shown;
  }
  if (shown != BodyView::Table || !look.grid.grid) return;
  if (look.table && look.grid.grid->columns() > 0 && !look.parts) {
    const bool on = look.header.value_or(look.table->header_likely);
    if (option({"header row", on ? "Header row: on" : "Header row: off", on,
                "Whether the first row names the columns"})) {
      look.header = !on;
      set_grid(look, nullptr);
    }
  }
  if (option({"statistics", "Statistics", pane.habits.statistics,
              "Count, missing, min, mean, max and distinct values of every column"}))
    pane.habits.statistics = !pane.habits.statistics;
}

// A view that another body was looked at in may not suit this one.
BodyView shown_view(BodyView wanted, BodyView suitable) {
  const bool fits = wanted != BodyView::Auto && (wanted != BodyView::Image || suitable == wanted);
  return fits ? wanted : suitable;
}

void draw_switch(const BodyPart& part, BodyView suitable, MessagePane& pane) {
  const Pen& pen = part.pen;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  float x = at.x;
  constexpr std::array kViews = {BodyView::Auto,  BodyView::Tree, BodyView::Table,
                                 BodyView::Image, BodyView::Text, BodyView::Hex};
  for (const BodyView each : kViews) {
    if (each == BodyView::Image && suitable != each) continue;
    std::string label(to_text(each));
    if (each == BodyView::Auto) label += ": " + std::string(to_text(suitable));
    const std::string name = "view " + std::string(to_text(each));
    if (!switch_chip(pen, x, at.y, {name.c_str(), label, pane.view == each})) continue;
    pane.view = each;
    part.look.chosen.reset();
    part.look.grid.column.reset();
  }
  draw_tools(part, shown_view(pane.view, suitable), x, at.y, pane);
  ImGui::SetCursorScreenPos({at.x, at.y + pen.px(kSwitch)});
}

// True once the content is at hand; says why it is not.
bool content_ready(const Pen& pen, const PanelInput& in, const emulator::BodyPtr& body,
                   BodyLook& look) {
  if (look.bytes) return true;
  const std::string size = emulator::format_size(body->size());
  if (!look.problem.empty()) {
    body_note(pen, size + ", not shown: " + look.problem, Role::Warning);
  } else if (body->place() == emulator::BodyPlace::NotKept) {
    body_note(pen, size + ", not kept any more: the limits for recorded bodies were reached");
  } else if (!in.outside.load_body) {
    body_note(pen, size + ", moved to disk to keep memory free");
  } else {
    body_note(pen, "Reading " + size + " from the disk…");
    if (!look.waiting.bytes) in.errands.push_back(fetch_body(body, in.outside.load_body));
    look.waiting.bytes = true;
  }
  return false;
}

}  // namespace

void draw_body(const Pen& pen, const PanelInput& in, const BodyContent& content,
               MessagePane& pane) {
  if (!content.body || content.body->size() == 0) return body_note(pen, "No body");
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  BodyLook& look = pane.bodies.of(*content.body, content.content_type);
  if (content_ready(pen, in, content.body, look)) {
    const float width = ImGui::GetContentRegionAvail().x - pen.px(kScrollRoom);
    const BodyPart part{pen, in, look, look.bytes->view(), width};
    if (!look.form) look.form = body_form(content.content_type, part.text);
    const BodyView suitable = suitable_view(*look.form, part.text);
    draw_switch(part, suitable, pane);
    const BodyView shown = shown_view(pane.view, suitable);
    if (shown != BodyView::Hex && is_text(part.text)) mark_right_to_left(part);
    draw_as(part, shown, pane);
  }
  ImGui::PopStyleVar();
}

}  // namespace app
