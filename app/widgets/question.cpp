#include "app/widgets/question.h"

#include <algorithm>
#include <cmath>

#include "app/widgets/button.h"
#include "app/widgets/overlay.h"

namespace app {
namespace {

constexpr float kWidth = 500, kRow = 24, kPadding = 24, kButton = 28, kGap = 8, kAround = 32;
constexpr float kLeastButton = 92, kButtonSides = 16, kTitle = 26;

Rect question_place(const Style& style, std::size_t lines) {
  const ImVec2 window = ImGui::GetIO().DisplaySize;
  const float width = std::min(style.px(kWidth), window.x - style.px(kAround));
  const float height =
      style.px(2 * kPadding + kTitle + 20 + kButton) + static_cast<float>(lines) * style.px(kRow);
  return {std::floor((window.x - width) / 2), std::floor((window.y - height) / 2), width, height};
}

void draw_words(const Pen& pen, const QuestionText& text, const Rect& area) {
  float top = area.y + pen.px(kPadding);
  const float x = area.x + pen.px(kPadding);
  const float width = area.w - 2 * pen.px(kPadding);
  pen.text_within(pen.fonts().title, {x, top, width, pen.px(kTitle - 6)}, Role::Text, text.title);
  top += pen.px(kTitle);
  for (const std::string& line : text.lines) {
    pen.text_middle_elided(pen.fonts().body, {x, top, width, pen.px(kRow)}, Role::TextDim, line);
    top += pen.px(kRow);
  }
}

// From the right edge inwards.
std::optional<std::size_t> draw_answers(const Pen& pen, const Rect& area,
                                        std::span<const char* const> answers) {
  std::optional<std::size_t> chosen;
  float right = area.right() - pen.px(kPadding);
  const float top = area.bottom() - pen.px(kPadding + kButton);
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const float width = std::max(pen.px(kLeastButton), Pen::width(pen.fonts().strong, answers[i]) +
                                                           pen.px(2 * kButtonSides));
    const ButtonLook look = i == 0 ? ButtonLook::Primary : ButtonLook::Flat;
    if (button(pen, answers[i], {right - width, top, width, pen.px(kButton)}, look)) chosen = i;
    right -= width + pen.px(kGap);
  }
  return chosen;
}

// Enter on a button that has the keyboard presses that button.
std::optional<std::size_t> pressed_key(std::size_t answers) {
  if (ImGui::IsKeyPressed(ImGuiKey_Escape, false)) return answers - 1;
  const bool enter = ImGui::IsKeyPressed(ImGuiKey_Enter, false) ||
                     ImGui::IsKeyPressed(ImGuiKey_KeypadEnter, false);
  const bool alone = ImGui::GetIO().KeyMods == ImGuiMod_None;
  if (enter && alone && !ImGui::IsAnyItemFocused()) return 0;
  return std::nullopt;
}

}  // namespace

std::optional<std::size_t> draw_question(const Style& style, const QuestionText& text,
                                         std::span<const char* const> answers) {
  const Rect place = question_place(style, text.lines.size());
  Overlay card(style, text.name, place);
  if (!card.visible()) return std::nullopt;
  const Pen pen(style);
  draw_words(pen, text, place);
  std::optional<std::size_t> answer = draw_answers(pen, place, answers);
  // The key that brought the question must not answer it.
  if (!answer && !card.appearing()) answer = pressed_key(answers.size());
  if (answer) card.close();
  return answer;
}

}  // namespace app
