#include "app/panels/message_view.h"

#include <algorithm>

#include "app/errands/body_errands.h"
#include "app/errands/filter_errands.h"
#include "app/item_registry.h"
#include "app/panels/body_view.h"
#include "app/view_model/bodies/visible_text.h"
#include "app/widgets/button.h"
#include "app/widgets/chip.h"
#include "app/widgets/empty_state.h"
#include "app/widgets/wrapped_text.h"
#include "emulator/base/text.h"

namespace app {
namespace {

constexpr float kTitle = 38, kRow = 24, kColumnGap = 24, kChipGap = 14;
constexpr float kButtons = 194;    // what the title keeps free on its right
constexpr float kScrollRoom = 10;  // kept free, so that a scrollbar moves nothing

struct Columns {
  float value = 0;  // x of the value column
  float value_room = 0;
  float width = 0;  // of the whole row
};

// Names take what they need, at most half; chips stand behind the values.
Columns columns_of(const Pen& pen, const std::vector<HeaderRow>& rows, float x, float width) {
  float names = 0;
  float chips = 0;
  for (const HeaderRow& row : rows) {
    names = std::max(names, Pen::width(pen.fonts().mono, row.name));
    if (!row.chip.empty()) chips = std::max(chips, chip_width(pen, row.chip) + pen.px(kChipGap));
  }
  const float value = x + std::min(names + pen.px(kColumnGap), width * 0.58f);
  return {value, std::max(0.0f, x + width - value - chips), width};
}

// Long values are cut for the eye; the whole value is in the tooltip and is what is copied.
constexpr std::size_t kMostShown = 400, kMostTooltip = 2'000;

void paint_header_row(const Pen& pen, const HeaderRow& row, const Rect& line,
                      const Columns& columns) {
  ImFont* font = pen.fonts().mono;
  const float names = columns.value - line.x - pen.px(12);
  pen.text_within(font, {line.x, line.y, names, line.h}, Role::TextDim,
                  visible_text(row.name, kMostShown));
  const Rect value{columns.value, line.y, columns.value_room, line.h};
  const float end = pen.text_within(font, value, Role::Text, visible_text(row.value, kMostShown));
  if (!row.chip.empty())
    draw_chip(pen, end + pen.px(kChipGap), line.center_y(), row.chip, row.tone);
}

void copy_row(const HeaderRow& row, const PanelInput& in) {
  in.errands.push_back(copy_text(row.name + ": " + row.value, "Copied " + row.name));
}

void explain(const HeaderRow& row) {
  std::string whole = visible_text(row.name + ": " + row.value, kMostTooltip);
  if (row.value.size() > kMostTooltip)
    whole += "…\n" + emulator::format_size(row.value.size()) + " in all";
  if (has_right_to_left(row.value)) whole += "\nRight-to-left text, shown in logical order";
  if (!row.explanation.empty()) whole += "\n" + row.explanation;
  if (!row.about.empty()) whole += "\n\n" + row.about;
  show_wrapped_tooltip(whole);
}

void draw_header_row(const Pen& pen, const HeaderRow& row, const Columns& columns,
                     const PanelInput& in, bool& chosen) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const Rect line{at.x, at.y, columns.width, pen.px(kRow)};
  if (ImGui::InvisibleButton(("header:" + row.name).c_str(), {line.w, line.h})) chosen = true;
  if (chosen) pen.fill(line, Role::Selection);
  paint_header_row(pen, row, line, columns);
  if (ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal)) explain(row);
  if (!ImGui::BeginPopupContextItem("header menu")) return;
  if (ImGui::MenuItem("Copy header", "Ctrl+C")) copy_row(row, in);
  if (ImGui::MenuItem("Copy header value"))
    in.errands.push_back(copy_text(row.value, "Copied the value of " + row.name));
  if (ImGui::MenuItem("Filter by this"))
    in.errands.push_back(filter_by("header", row.name + "=" + row.value));
  ImGui::EndPopup();
}

// Only the rows in sight: there may be hundreds.
void draw_headers(const Pen& pen, const MessageContent& message, const PanelInput& in,
                  MessagePane& pane) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x - pen.px(kScrollRoom);
  const Columns columns = columns_of(pen, message.headers, at.x, width);
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(message.headers.size()), pen.px(kRow));
  while (clipper.Step()) {
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      const auto row = static_cast<std::size_t>(i);
      bool chosen = pane.header == row;
      ImGui::PushID(i);
      draw_header_row(pen, message.headers[row], columns, in, chosen);
      ImGui::PopID();
      if (!chosen || pane.header == row) continue;
      pane.header = row;
      if (BodyLook* look = pane.bodies.newest()) look->chosen.reset();
    }
  }
  const bool copies = ImGui::IsWindowFocused() && ImGui::GetIO().KeyMods == ImGuiMod_Ctrl &&
                      ImGui::IsKeyPressed(ImGuiKey_C, false);
  if (copies && pane.header && *pane.header < message.headers.size())
    copy_row(message.headers[*pane.header], in);
}

void draw_content(const Pen& pen, const MessageContent& message, const PanelInput& in,
                  MessagePane& pane) {
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  draw_headers(pen, message, in, pane);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x - pen.px(kScrollRoom);
  pen.horizontal(at.x, at.x + width, at.y + pen.px(7), Role::Border);
  ImGui::Dummy({width, pen.px(14)});
  if (!message.remark.empty()) {
    const ImVec2 here = ImGui::GetCursorScreenPos();
    pen.text_within(pen.fonts().body, {here.x, here.y, width, pen.px(24)}, Role::Error,
                    message.remark);
    ImGui::Dummy({width, pen.px(26)});
  }
  ImGui::PopStyleVar();
  draw_body(pen, in, {message.body, message.content_type}, pane);
  const BodyLook* look = pane.bodies.newest();
  if (look && look->chosen) pane.header.reset();
}

// A chip whose lower edge fills up towards the limit.
void draw_size(const Pen& pen, const SizeMeter& size, float x, const Rect& line) {
  const float room_end = line.right() - pen.px(kButtons);
  const bool fits = x + chip_width(pen, size.text) <= room_end;
  // Where the limit has no room, the size alone stays.
  const std::string text = fits ? size.text : size.text.substr(0, size.text.find(" of "));
  const Rect pill{x, line.center_y() - pen.px(9), chip_width(pen, text), pen.px(18)};
  if (text.empty() || pill.right() > room_end) return;
  hit("size", pill);
  if (!size.explanation.empty()) ImGui::SetItemTooltip("%s", size.explanation.c_str());
  draw_chip(pen, pill.x, pill.center_y(), text, size.tone);
  const Role role = size.tone == ChipTone::Bad       ? Role::Error
                    : size.tone == ChipTone::Caution ? Role::Warning
                                                     : Role::Accent;
  const float room = pill.w - pen.px(16);
  pen.fill({pill.x + pen.px(8), pill.bottom() + pen.px(1), room, pen.px(2)}, Role::Border);
  if (size.share > 0)
    pen.fill({pill.x + pen.px(8), pill.bottom() + pen.px(1), std::max(pen.px(1), room * size.share),
              pen.px(2)},
             role);
}

PanelResult draw_buttons(const Pen& pen, const MessageContent& message, const PanelInput& in,
                         const Rect& line) {
  if (!message.body || message.body->size() == 0) return std::nullopt;
  const bool request = std::string_view(message.title) == "Request";
  const ActionId copy = request ? ActionId::CopyRequestBody : ActionId::CopyResponseBody;
  const ActionId save = request ? ActionId::SaveRequestBody : ActionId::SaveResponseBody;
  if (!in.can[copy]) return std::nullopt;
  PanelResult wish;
  float right = line.right();
  const auto press = [&](const char* label, float width, ActionId id) {
    const Rect place{right - pen.px(width), line.center_y() - pen.px(12), pen.px(width),
                     pen.px(24)};
    right = place.x - pen.px(2);
    if (button(pen, label, place, ButtonLook::Quiet)) wish = id;
    ImGui::SetItemTooltip("%s", action_tooltip(action(id)).c_str());
  };
  press("Save…", 58, save);
  press("Copy", 52, copy);
  if (request && in.can[ActionId::CopyAs]) press("Copy as…", 78, ActionId::CopyAs);
  return wish;
}

}  // namespace

PanelResult draw_message_title(const MessageContent& message, const PanelInput& in,
                               const Rect& line, const Style& style) {
  const Pen pen(style);
  float x =
      pen.text(pen.fonts().strong, line.x, line.center_y(), Role::Text, message.title) + pen.px(16);
  ImGui::PushID(message.title);
  if (!message.chip.empty()) {
    if (!message.about.empty()) {
      hit("status", {x, line.center_y() - pen.px(9), chip_width(pen, message.chip), pen.px(18)});
      wrapped_tooltip(message.about);
    }
    x = draw_chip(pen, x, line.center_y(), message.chip, message.tone) + pen.px(8);
  }
  draw_size(pen, message.size, x, line);
  PanelResult wish = draw_buttons(pen, message, in, line);
  ImGui::PopID();
  return wish;
}

void draw_message(const MessageContent& message, const PanelInput& in, MessagePane& pane,
                  const Style& style) {
  const Pen pen(style);
  if (message.instead.empty()) {
    draw_content(pen, message, in, pane);
    return;
  }
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const Rect area{at.x, at.y, room.x, std::max(room.y, pen.px(72))};
  draw_empty_state(pen, area, "No answer", message.instead);
  ImGui::Dummy({area.w, area.h});
}

float message_title_height(const Style& style) { return style.px(kTitle); }

}  // namespace app
