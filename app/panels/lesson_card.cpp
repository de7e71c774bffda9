#include "app/panels/lesson_card.h"

#include <algorithm>
#include <cfloat>
#include <cmath>

#include "app/panels/lesson_spotlight.h"
#include "app/view_model/lessons/lesson_condition.h"
#include "app/view_model/lessons/lesson_place.h"
#include "app/widgets/button.h"
#include "app/widgets/status_glyph.h"

namespace app {
namespace {

// Design points.
constexpr float kWidth = 400, kPadding = 16, kHead = 34, kButtons = 32, kGap = 8, kHintPad = 8;
constexpr float kMargin = 14, kTopBar = 44, kRounding = 7, kMostShare = 0.62f, kDot = 3.5f;
constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                    ImGuiWindowFlags_NoSavedSettings |
                                    ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav;

// One block of text on the card.
struct Block {
  enum class Kind { Title, Text, Hint, Wish, Done };
  Kind kind = Kind::Text;
  std::string text;
};

// The last thing waited for is what somebody has to do; the others come of themselves.
std::string wish_text(const LessonStep& step) {
  const LessonCondition& last = step.go_on.back();
  return std::holds_alternative<PressNext>(last) ? "" : condition_words(last);
}

std::vector<Block> blocks_of(const LessonState& state) {
  using enum Block::Kind;
  const Lesson& lesson = *state.lesson();
  const LessonStep* step = state.shown_step();
  if (step == nullptr)
    return {{Done, "Solved: " + lesson.title},
            {Text, lesson.done},
            {Wish, "Contract " + lesson.contract}};
  std::vector<Block> blocks;
  if (state.step == 0) blocks.push_back({Wish, "Goal: " + lesson.goal});
  blocks.push_back({Title, step->title});
  for (const std::string& text : step->text) blocks.push_back({Text, text});
  for (std::size_t i = 0; i < std::min(state.hints, step->hints.size()); ++i)
    blocks.push_back({Hint, step->hints[i]});
  const std::string wish = wish_text(*step);
  if (state.met && !wish.empty()) blocks.push_back({Done, "Done. Go on when you are ready"});
  if (!state.met && !wish.empty()) blocks.push_back({Wish, wish});
  return blocks;
}

ImFont* font_of(const Style& style, Block::Kind kind) {
  if (kind == Block::Kind::Title) return style.fonts.strong;
  return kind == Block::Kind::Wish ? style.fonts.caption : style.fonts.body;
}

float inset_of(const Style& style, Block::Kind kind) {
  if (kind == Block::Kind::Hint) return style.px(kHintPad + 4);
  return kind == Block::Kind::Done ? style.px(22) : 0;
}

float text_height(const Style& style, const Block& block, float width) {
  const ImFont* font = font_of(style, block.kind);
  const float room = width - 2 * inset_of(style, block.kind);
  const float text = font->CalcTextSizeA(font->FontSize, FLT_MAX, room, block.text.data(),
                                         block.text.data() + block.text.size())
                         .y;
  return text + (block.kind == Block::Kind::Hint ? style.px(2 * kHintPad) : 0);
}

float blocks_height(const Style& style, const std::vector<Block>& blocks, float width) {
  float height = 0;
  for (const Block& block : blocks) height += text_height(style, block, width) + style.px(kGap);
  return height;
}

// At the place; the pen's list decides where it is painted. Returns where it ends.
float paint_block(const Style& style, ImDrawList& list, const Block& block, const Rect& line) {
  using enum Block::Kind;
  const float height = text_height(style, block, line.w);
  const float inset = inset_of(style, block.kind);
  ImFont* font = font_of(style, block.kind);
  float y = line.y;
  if (block.kind == Hint) {
    list.AddRectFilled({line.x, y}, {line.right(), y + height}, style.color(Role::Accent, 0.12f),
                       style.px(4));
    list.AddRectFilled({line.x, y}, {line.x + style.px(3), y + height}, style.color(Role::Accent));
    y += style.px(kHintPad);
  }
  const Role role = block.kind == Wish ? Role::TextDim : Role::Text;
  list.AddText(font, font->FontSize, {std::round(line.x + inset), std::round(y)}, style.color(role),
               block.text.data(), block.text.data() + block.text.size(), line.w - 2 * inset);
  return line.y + height + style.px(kGap);
}

void paint_blocks(const Pen& pen, const std::vector<Block>& blocks, Rect line) {
  for (const Block& block : blocks) {
    pen.notice(font_of(pen.style(), block.kind), block.text);
    if (block.kind == Block::Kind::Done)
      draw_glyph(pen, Glyph::Ok, line.x + pen.px(8), line.y + pen.fonts().body->FontSize / 2);
    line.y = paint_block(pen.style(), pen.list(), block, line);
  }
}

// A dot a step; those behind are filled.
void paint_steps(const Pen& pen, const LessonState& state, float right, float middle) {
  const std::size_t count = state.lesson()->steps.size();
  const std::size_t at = state.shown_step() == nullptr ? count : state.step;
  for (std::size_t i = count; i-- > 0;) {
    const ImVec2 center{right, middle};
    const bool here = i == at;
    const Role role = i < at ? Role::Ok : here ? Role::Accent : Role::Border;
    pen.list().AddCircleFilled(center, pen.px(here ? kDot + 1 : kDot), pen.style().color(role), 16);
    right -= pen.px(13);
  }
}

PanelResult draw_head(const Pen& pen, const LessonState& state, const Rect& card) {
  const float middle = card.y + pen.px(kHead / 2 + 2);
  const Rect close{card.right() - pen.px(34), middle - pen.px(12), pen.px(24), pen.px(24)};
  const bool left = hit("leave lesson", close);
  const bool hovered = ImGui::IsItemHovered();
  ImGui::SetItemTooltip("Leave the lesson; the pipeline stays open");
  if (hovered) pen.fill(close, Role::Hover, 1, pen.px(4));
  const float reach = pen.px(4);
  const ImU32 color = pen.style().color(hovered ? Role::Text : Role::TextDim);
  const float x = close.center_x(), y = close.center_y();
  pen.list().AddLine({x - reach, y - reach}, {x + reach, y + reach}, color, pen.px(1.6f));
  pen.list().AddLine({x - reach, y + reach}, {x + reach, y - reach}, color, pen.px(1.6f));
  const float dots = pen.px(13) * static_cast<float>(state.lesson()->steps.size());
  paint_steps(pen, state, close.x - pen.px(10), middle);
  const Rect title{card.x + pen.px(kPadding), card.y,
                   close.x - dots - card.x - pen.px(kPadding + 12), 2 * (middle - card.y)};
  pen.text_within(pen.fonts().caption, title, Role::TextDim, state.lesson()->title);
  pen.horizontal(card.x, card.right(), card.y + pen.px(kHead + 2), Role::Border);
  return left ? PanelResult{ActionId::LeaveLesson} : std::nullopt;
}

// A button whose words depend on the step; nothing happens where the action cannot be done.
PanelResult step_button(const Pen& pen, const PanelInput& in, ActionId id, const char* label,
                        const Rect& place, ButtonLook look) {
  ImGui::BeginDisabled(!in.can[id]);
  const bool clicked = button(pen, label, place, in.can[id] ? look : ButtonLook::Quiet);
  ImGui::EndDisabled();
  ImGui::SetItemTooltip("%s", action_tooltip(action(id)).c_str());
  return clicked ? PanelResult{id} : std::nullopt;
}

PanelResult draw_ways_on(const Pen& pen, const PanelInput& in, const LessonState& state,
                         Rect line) {
  const auto width = [&](std::string_view label) {
    return Pen::width(pen.fonts().strong, label) + pen.px(28);
  };
  const auto take_right = [&](std::string_view label) {
    const Rect place{line.right() - width(label), line.y, width(label), line.h};
    line.w -= width(label) + pen.px(kGap);
    return place;
  };
  PanelResult wish;
  const LessonStep* step = state.shown_step();
  if (step == nullptr) {
    const Rect lessons = take_right("Lessons…");
    if (in.can[ActionId::NextLesson])
      wish = step_button(pen, in, ActionId::NextLesson, "Next lesson", take_right("Next lesson"),
                         ButtonLook::Primary);
    wish = either(
        wish, step_button(pen, in, ActionId::ShowLessons, "Lessons…", lessons, ButtonLook::Flat));
  } else {
    const bool ready = state.met || waits_for_next(step->go_on);
    const char* label = ready ? "Next" : "Skip";
    wish = step_button(pen, in, ActionId::NextStep, label, take_right(label),
                       ready ? ButtonLook::Primary : ButtonLook::Flat);
    if (in.can[ActionId::ShowHint])
      wish = either(wish, step_button(pen, in, ActionId::ShowHint, "Hint", take_right("Hint"),
                                      ButtonLook::Flat));
    else if (in.can[ActionId::DoForMe] && !state.met)
      wish = either(wish, step_button(pen, in, ActionId::DoForMe, "Do it for me",
                                      take_right("Do it for me"), ButtonLook::Flat));
  }
  if (!in.can[ActionId::PreviousStep]) return wish;
  const Rect back{line.x, line.y, width("Back"), line.h};
  return either(wish,
                step_button(pen, in, ActionId::PreviousStep, "Back", back, ButtonLook::Quiet));
}

// While a dialog keeps all input to itself, the step is read at the foot of the window, where it
// fits beside the dialog.
void paint_beside_dialog(const Style& style, const LessonState& state) {
  const LessonStep* step = state.shown_step();
  if (step == nullptr) return;
  const ImVec2 window = ImGui::GetIO().DisplaySize;
  const std::size_t hint = std::min(state.hints, step->hints.size());
  const Block block{Block::Kind::Text, hint > 0 ? step->hints[hint - 1] : step->text.back()};
  const float width = std::min(window.x - style.px(2 * kMargin), style.px(880));
  const float height = text_height(style, block, width - style.px(2 * kPadding));
  const Rect card{std::floor((window.x - width) / 2),
                  window.y - height - style.px(2 * kGap + kMargin), width,
                  height + style.px(2 * kGap)};
  if (card.h > window.y * 0.12f) return;
  ImDrawList& list = *ImGui::GetForegroundDrawList();
  list.AddRectFilled(top_left(card), bottom_right(card), style.color(Role::Panel),
                     style.px(kRounding));
  list.AddRect(top_left(card), bottom_right(card), style.color(Role::Accent), style.px(kRounding),
               0, style.px(1.5f));
  paint_block(style, list, block,
              {card.x + style.px(kPadding), card.y + style.px(kGap), width - style.px(2 * kPadding),
               height});
}

PanelResult draw_card(const PanelInput& in, const LessonState& state, const Rect& card,
                      const Style& style) {
  const std::vector<Block> blocks = blocks_of(state);
  ImGui::SetNextWindowPos(top_left(card));
  ImGui::SetNextWindowSize({card.w, card.h});
  ImGui::PushStyleColor(ImGuiCol_WindowBg, style.color(Role::Panel));
  ImGui::PushStyleColor(ImGuiCol_Border, style.color(Role::Accent));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, style.px(1.5f));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, style.px(kRounding));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::Begin("Lesson", nullptr, kFlags);
  ImGui::PopStyleVar(3);
  ImGui::PopStyleColor(2);
  const Pen pen(style);
  PanelResult wish = draw_head(pen, state, card);
  const float padding = pen.px(kPadding);
  const Rect body{card.x + padding, card.y + pen.px(kHead + 12), card.w - 2 * padding,
                  card.h - pen.px(kHead + kButtons + 12) - 2 * padding + pen.px(6)};
  ImGui::SetCursorScreenPos(top_left(body));
  ImGui::BeginChild("text", {body.w, body.h}, 0, ImGuiWindowFlags_NoNav);
  const ImVec2 top = ImGui::GetCursorScreenPos();
  paint_blocks(Pen(style), blocks, {top.x, top.y, body.w, 0});
  ImGui::Dummy({1, blocks_height(style, blocks, body.w)});
  ImGui::EndChild();
  const Rect buttons{body.x, card.bottom() - padding - pen.px(kButtons) + pen.px(4), body.w,
                     pen.px(kButtons)};
  wish = either(wish, draw_ways_on(pen, in, state, buttons));
  ImGui::End();
  return wish;
}

}  // namespace

PanelResult draw_lesson_card(const PanelInput& in, LessonState& state, const Style& style) {
  const LessonStep* step = state.shown_step();
  std::string spotted;
  const auto spot = step == nullptr ? std::nullopt : lesson_spot(*step, spotted);
  if (state.spot != spotted) state.closed_in = style.reduced_motion ? 1.0f : 0.0f;
  state.spot = spotted;
  if (in.dialogs.on_screen()) return paint_beside_dialog(style, state), std::nullopt;

  const ImVec2 window = ImGui::GetIO().DisplaySize;
  const float width = std::min(style.px(kWidth), window.x * 0.8f);
  const float text = blocks_height(style, blocks_of(state), width - style.px(2 * kPadding));
  const float height =
      std::min(text + style.px(kHead + kButtons + 2 * kPadding + 8), window.y * kMostShare);
  const LessonPlace place =
      lesson_place({{0, style.px(kTopBar), window.x, window.y - style.px(kTopBar)},
                    width,
                    std::floor(height),
                    style.px(kMargin),
                    spot,
                    state.corner});
  state.corner = place.corner;
  if (spot) paint_spotlight(style, state, *spot, place.card);
  return draw_card(in, state, place.card, style);
}

}  // namespace app
