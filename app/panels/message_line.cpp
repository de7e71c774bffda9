#include "app/panels/message_line.h"

#include <algorithm>
#include <cmath>

#include "app/widgets/button.h"
#include "app/widgets/overlay.h"
#include "app/widgets/status_glyph.h"

namespace app {
namespace {

constexpr float kHeight = 34, kPadding = 14, kAround = 16, kGlyph = 24;
constexpr float kWidth = 620, kTitle = 52, kRow = 28, kFoot = 56;
constexpr std::size_t kMostRows = 12;

void copy_all(const Messages& messages) {
  std::string text;
  for (const std::string& message : messages.all()) text += message + "\n";
  ImGui::SetClipboardText(text.c_str());
}

void draw_rows(const Style& style, const Messages& messages) {
  const Pen pen(style);
  ImGuiListClipper clipper;
  const auto& all = messages.all();
  clipper.Begin(static_cast<int>(all.size()), pen.px(kRow));
  while (clipper.Step())
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      const ImVec2 at = ImGui::GetCursorScreenPos();
      const float width = ImGui::GetContentRegionAvail().x;
      const std::string& text = all[all.size() - 1 - static_cast<std::size_t>(i)];
      pen.text_middle_elided(pen.fonts().body, {at.x, at.y, width, pen.px(kRow)}, Role::Text, text);
      ImGui::Dummy({width, pen.px(kRow)});
    }
}

}  // namespace

void draw_message_line(const Messages& messages, const Style& style) {
  const std::string& message = messages.all().back();
  const Glyph glyph = messages.last_warns() ? Glyph::Warning : Glyph::Ok;
  const ImVec2 window = ImGui::GetIO().DisplaySize;
  const float wanted = Pen::width(style.fonts.body, message) + style.px(2 * kPadding + kGlyph);
  const float width = std::min(std::ceil(wanted), window.x - style.px(2 * kAround));
  const Rect place{std::floor((window.x - width) / 2), window.y - style.px(kHeight + kAround),
                   width, style.px(kHeight)};
  ImGui::SetNextWindowPos(top_left(place));
  ImGui::SetNextWindowSize({place.w, place.h});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
  ImGui::Begin("message", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoInputs |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground |
                   ImGuiWindowFlags_NoFocusOnAppearing);
  const Pen pen(style);
  pen.fill(place, Role::Hover, 1.0f, pen.px(kHeight / 2));
  pen.frame(place, Role::Border, pen.hairline(), pen.px(kHeight / 2));
  draw_glyph(pen, glyph, place.x + pen.px(kPadding + 6), place.center_y(), Role::Hover);
  const float x = place.x + pen.px(kPadding + kGlyph);
  pen.text_middle_elided(pen.fonts().body,
                         {x, place.y, place.right() - pen.px(kPadding) - x + 1, place.h},
                         Role::Text, message);
  ImGui::End();
  ImGui::PopStyleVar(2);
}

void draw_message_history(const PanelInput& in, const Messages& messages, const Style& style) {
  const ImVec2 window = ImGui::GetIO().DisplaySize;
  const auto rows = static_cast<float>(std::min(messages.all().size(), kMostRows));
  const float width = std::min(style.px(kWidth), window.x - style.px(2 * kAround));
  const float height =
      std::min(style.px(kTitle + rows * kRow + kFoot), window.y - style.px(2 * kAround));
  const Rect place{std::floor((window.x - width) / 2), std::floor((window.y - height) / 2), width,
                   height};
  Overlay card(style, "Messages", place);
  if (!card.visible()) return;
  const Pen pen(style);
  const float left = place.x + pen.px(kAround);
  pen.text(pen.fonts().title, left, place.y + pen.px(kTitle / 2), Role::Text, "Messages");
  ImGui::SetCursorScreenPos({left, place.y + pen.px(kTitle)});
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  ImGui::BeginChild("all", {width - pen.px(2 * kAround), height - pen.px(kTitle + kFoot)});
  draw_rows(style, messages);
  ImGui::EndChild();
  ImGui::PopStyleVar();
  const float y = place.bottom() - pen.px(kFoot - 14);
  const Rect close{place.right() - pen.px(kAround + 88), y, pen.px(88), pen.px(28)};
  if (button(pen, "Copy", {close.x - pen.px(96), y, pen.px(88), pen.px(28)}, ButtonLook::Flat))
    copy_all(messages);
  const bool closed = button(pen, "Close", close, ButtonLook::Primary);
  const bool key = !card.appearing() && (ImGui::IsKeyPressed(ImGuiKey_Escape, false) ||
                                         ImGui::IsKeyPressed(ImGuiKey_Enter, false));
  if (!closed && !key && !card.clicked_outside()) return;
  in.dialogs.close();
  card.close();
}

}  // namespace app
