#include "app/panels/message_view.h"

#include <algorithm>

#include "app/widgets/body_lines.h"
#include "app/widgets/button.h"
#include "app/widgets/chip.h"
#include "app/widgets/empty_state.h"

namespace app {
namespace {

constexpr float kTitle = 38, kRow = 24, kColumnGap = 24, kChipGap = 14;
constexpr float kScrollRoom = 10;  // kept free, so that a scrollbar moves nothing

struct Columns {
  float value = 0;  // x of the value column
  float value_room = 0;
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
  return {value, std::max(0.0f, x + width - value - chips)};
}

void draw_header_row(const Pen& pen, const HeaderRow& row, const Columns& columns, float width) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float middle = at.y + pen.px(kRow / 2);
  const float names = columns.value - at.x - pen.px(12);
  pen.text_within(pen.fonts().mono, {at.x, at.y, names, pen.px(kRow)}, Role::TextDim, row.name);
  const float end =
      pen.text_within(pen.fonts().mono, {columns.value, at.y, columns.value_room, pen.px(kRow)},
                      Role::Text, row.value);
  if (!row.chip.empty()) draw_chip(pen, end + pen.px(kChipGap), middle, row.chip, row.tone);
  ImGui::InvisibleButton(("header:" + row.name).c_str(), {width, pen.px(kRow)});
  if (!ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal)) return;
  const std::string whole = row.name + ": " + row.value;
  ImGui::SetTooltip("%s%s%s", whole.c_str(), row.explanation.empty() ? "" : "\n",
                    row.explanation.c_str());
}

const BodyPreview& preview_of(const Pen& pen, const emulator::BodyPtr& body, PreviewCache& cache,
                              float width) {
  const std::size_t columns = code_columns(pen, width);
  const std::uint64_t id = body ? body->id() : 0;
  const emulator::BodyPlace place = body ? body->place() : emulator::BodyPlace::Memory;
  if (id == 0 || cache.body_id != id || cache.place != place || cache.columns != columns) {
    PreviewLimits limits;
    limits.columns = columns;
    cache = {id, place, columns, body_preview(body, limits)};
  }
  return cache.preview;
}

// Puts the whole body on the clipboard, where it is text and in memory.
void draw_copy(const Pen& pen, const emulator::BodyPtr& body, const Rect& title) {
  const auto bytes = body ? body->in_memory() : nullptr;
  if (!bytes || bytes->size() == 0) return;
  const Rect place{title.right() - pen.px(58), title.center_y() - pen.px(12), pen.px(58),
                   pen.px(24)};
  ImGui::PushID(static_cast<int>(body->id()));
  if (button(pen, "Copy", place, ButtonLook::Quiet))
    ImGui::SetClipboardText(std::string(bytes->view()).c_str());
  ImGui::PopID();
}

void draw_content(const Pen& pen, const MessageContent& message, PreviewCache& cache) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x - pen.px(kScrollRoom);
  const Columns columns = columns_of(pen, message.headers, at.x, width);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  for (std::size_t i = 0; i < message.headers.size(); ++i) {
    ImGui::PushID(static_cast<int>(i));
    draw_header_row(pen, message.headers[i], columns, width);
    ImGui::PopID();
  }
  const float line = ImGui::GetCursorScreenPos().y + pen.px(7);
  pen.horizontal(at.x, at.x + width, line, Role::Border);
  ImGui::Dummy({width, pen.px(16)});
  if (!message.remark.empty()) {
    const ImVec2 here = ImGui::GetCursorScreenPos();
    pen.text_within(pen.fonts().body, {here.x, here.y, width, pen.px(24)}, Role::Error,
                    message.remark);
    ImGui::Dummy({width, pen.px(26)});
  }
  ImGui::PopStyleVar();
  draw_body_lines(pen, preview_of(pen, message.body, cache, width));
}

}  // namespace

void draw_message_title(const MessageContent& message, const Rect& line, const Style& style) {
  const Pen pen(style);
  const float x = pen.text(pen.fonts().strong, line.x, line.center_y(), Role::Text, message.title);
  if (!message.chip.empty())
    draw_chip(pen, x + pen.px(16), line.center_y(), message.chip, message.tone);
  draw_copy(pen, message.body, line);
}

void draw_message(const MessageContent& message, PreviewCache& cache, const Style& style) {
  const Pen pen(style);
  if (message.instead.empty()) {
    draw_content(pen, message, cache);
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
