#include "app/panels/lessons_dialog.h"

#include <algorithm>
#include <cmath>

#include "app/errands/lesson_errands.h"
#include "app/view_model/humanise.h"
#include "app/widgets/overlay.h"
#include "app/widgets/status_glyph.h"

namespace app {
namespace {

constexpr float kWidth = 720, kPadding = 16, kTitle = 56, kRow = 58, kAround = 16;
constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_NoNavInputs | ImGuiWindowFlags_NoNavFocus;

bool is_solved(const LessonListInput& list, const Lesson& lesson) {
  const auto& done = list.settings.completed_lessons;
  return std::ranges::find(done, lesson.id) != done.end();
}

// True when it is clicked.
bool draw_row(const Pen& pen, const Lesson& lesson, bool solved, bool chosen) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const Rect line{at.x, at.y, ImGui::GetContentRegionAvail().x, pen.px(kRow)};
  const bool clicked = hit(("lesson:" + lesson.id).c_str(), line);
  const Rect lit{line.x + pen.px(6), line.y, line.w - pen.px(12), line.h};
  if (chosen) {
    pen.fill(lit, Role::Selection, 1.0f, pen.px(4));
    pen.fill({lit.x, line.y + pen.px(4), pen.px(3), line.h - pen.px(8)}, Role::Accent);
  } else if (ImGui::IsItemHovered()) {
    pen.fill(lit, Role::Hover, 1.0f, pen.px(4));
  }
  ImGui::SetItemTooltip("%s", lesson.goal.c_str());
  draw_glyph(pen, solved ? Glyph::Ok : Glyph::Idle, lit.x + pen.px(20), line.center_y());
  const float left = lit.x + pen.px(42);
  const std::string facts = std::to_string(lesson.minutes) + " min" + (solved ? ", solved" : "");
  const float end = pen.text_right(pen.fonts().caption, lit.right() - pen.px(12),
                                   line.y + pen.px(18), solved ? Role::Ok : Role::TextDim, facts);
  pen.text_within(pen.fonts().strong,
                  {left, line.y + pen.px(7), end - left - pen.px(10), pen.px(22)}, Role::Text,
                  lesson.title);
  pen.text_within(pen.fonts().body,
                  {left, line.y + pen.px(29), lit.right() - left - pen.px(12), pen.px(22)},
                  Role::TextDim, lesson.goal);
  return clicked;
}

void follow_arrows(LessonState& state) {
  const std::size_t count = state.all->size();
  if (ImGui::IsKeyPressed(ImGuiKey_DownArrow)) state.chosen = (state.chosen + 1) % count;
  if (ImGui::IsKeyPressed(ImGuiKey_UpArrow)) state.chosen = (state.chosen + count - 1) % count;
}

// The one that was picked.
std::optional<std::size_t> draw_rows(const LessonListInput& list, LessonState& state,
                                     const Style& style) {
  follow_arrows(state);
  std::optional<std::size_t> picked;
  for (std::size_t i = 0; i < state.all->size(); ++i) {
    const Lesson& lesson = (*state.all)[i];
    if (draw_row(Pen(style), lesson, is_solved(list, lesson), i == state.chosen)) picked = i;
    if (i == state.chosen && ImGui::IsKeyPressed(ImGuiKey_Enter, false)) picked = i;
  }
  return picked;
}

void paint_title(const Pen& pen, const LessonListInput& list, const LessonState& state,
                 const Rect& place) {
  pen.text(pen.fonts().title, place.x + pen.px(kPadding), place.y + pen.px(kTitle / 2), Role::Text,
           "Lessons");
  const auto solved = std::ranges::count_if(
      *state.all, [&](const Lesson& lesson) { return is_solved(list, lesson); });
  pen.text_right(pen.fonts().body, place.right() - pen.px(kPadding), place.y + pen.px(kTitle / 2),
                 Role::TextDim,
                 std::to_string(solved) + " of " + std::to_string(state.all->size()) + " solved");
  pen.horizontal(place.x, place.right(), place.y + pen.px(kTitle) - 1, Role::Border);
}

}  // namespace

PanelResult draw_lessons_dialog(const PanelInput& in, LessonState& state,
                                const LessonListInput& list, const Style& style) {
  const ImVec2 window = ImGui::GetIO().DisplaySize;
  const auto rows = static_cast<float>(state.all ? state.all->size() : 0);
  const float width = std::min(style.px(kWidth), window.x - style.px(2 * kAround));
  const float height =
      std::min(style.px(kTitle + 16 + rows * kRow), window.y - style.px(2 * kAround));
  const Rect place{std::floor((window.x - width) / 2), std::floor((window.y - height) / 2), width,
                   height};
  Overlay card(style, "Lessons", place, kFlags);
  if (!card.visible()) return std::nullopt;
  std::optional<std::size_t> picked;
  if (state.all) {
    paint_title(Pen(style), list, state, place);
    ImGui::SetCursorScreenPos({place.x, place.y + style.px(kTitle)});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    ImGui::BeginChild("rows", {place.w, place.h - style.px(kTitle + 8)}, 0, kFlags);
    ImGui::Dummy({1, style.px(8)});
    picked = draw_rows(list, state, style);
    ImGui::EndChild();
    ImGui::PopStyleVar();
  }
  const bool over =
      !card.appearing() && (ImGui::IsKeyPressed(ImGuiKey_Escape, false) || card.clicked_outside());
  if (!picked && !over) return std::nullopt;
  in.dialogs.close();
  card.close();
  if (!picked) return std::nullopt;
  return open_lesson((*state.all)[*picked], *picked, list.places.lessons);
}

}  // namespace app
