#include "app/panels/docker_dialog.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/item_registry.h"
#include "app/view_model/docker_words.h"
#include "app/widgets/banner.h"
#include "app/widgets/button.h"
#include "app/widgets/overlay.h"
#include "app/widgets/status_glyph.h"

namespace app {
namespace {

constexpr float kWidth = 600, kAround = 16, kPadding = 24, kTitle = 56, kFoot = 60;
constexpr float kLine = 24, kGap = 10, kCommand = 34, kCopy = 72, kButton = 28, kClose = 88;
constexpr float kGlyph = 22;

constexpr std::array kLookedFor = {"DOCKER_HOST, then DOCKER_CONTEXT",
                                   "the current context of the docker program",
                                   "the usual sockets of Docker, Podman and Colima"};

// Texts, commands and gaps, one below the other. Measures where it has no pen, so that the dialog
// is as high as what is in it.
class Sheet {
 public:
  Sheet(const Style& style, const Rect& area, const Pen* pen)
      : style_(style), at_(area), pen_(pen) {}

  float height() const { return used_; }
  void gap(float points) { used_ += style_.px(points); }

  void words(ImFont* font, Role role, std::string_view text, float indent = 0) {
    if (text.empty()) return;
    const float left = at_.x + style_.px(indent), width = at_.w - style_.px(indent);
    const char* end = text.data() + text.size();
    const float high = font->CalcTextSizeA(font->FontSize, FLT_MAX, width, text.data(), end).y;
    const float lines = std::max(high, style_.px(kLine - 4));
    if (pen_ != nullptr) {
      pen_->notice(font, text);
      pen_->list().AddText(font, font->FontSize, {std::round(left), std::round(at_.y + used_)},
                           style_.color(role), text.data(), end, width);
    }
    used_ += lines + style_.px(2);
  }

  void item(const std::string& number, std::string_view text) {
    if (pen_ != nullptr)
      pen_->text(style_.fonts.body, at_.x, at_.y + used_ + style_.fonts.body->FontSize / 2,
                 Role::TextDim, number);
    words(style_.fonts.body, Role::Text, text, kGlyph);
  }

  void state(const StatusWords& words) {
    if (pen_ != nullptr)
      draw_glyph(*pen_, words.glyph, at_.x + style_.px(6), at_.y + used_ + style_.px(8));
    this->words(style_.fonts.strong, Role::Text, words.text, kGlyph);
  }

  // A command on a field of its own, with a button that copies it.
  void command(std::string_view text) {
    const Rect field{at_.x, at_.y + used_, at_.w, style_.px(kCommand)};
    used_ += field.h;
    if (pen_ == nullptr) return;
    pen_->fill(field, Role::Field, 1.0f, style_.px(4));
    pen_->frame(field, Role::Border, pen_->hairline(), style_.px(4));
    const float copy = style_.px(kCopy);
    const Rect line{field.x + style_.px(10), field.y, field.w - copy - style_.px(20), field.h};
    pen_->text_middle_elided(style_.fonts.mono, line, Role::Text, text);
    const std::string whole(text);
    ImGui::PushID(whole.c_str());
    if (button(*pen_, "Copy", {field.right() - copy - 3, field.y + 3, copy, field.h - 6},
               ButtonLook::Quiet))
      ImGui::SetClipboardText(whole.c_str());
    tag("copy:" + whole);
    ImGui::PopID();
  }

 private:
  const Style& style_;
  Rect at_;
  const Pen* pen_;
  float used_ = 0;
};

// What the engine's error says to do, a line each.
void write_missing(Sheet& sheet, const emulator::RuntimeCondition& condition, const Style& style) {
  if (!condition.error) return;
  sheet.words(style.fonts.body, Role::TextDim, condition.error->next_step, kGlyph);
  for (const DockerRemedy& remedy : docker_remedies(*condition.error)) {
    sheet.gap(kGap);
    sheet.words(style.fonts.body, Role::Text, remedy.words);
    sheet.command(remedy.command);
  }
  sheet.gap(kGap + 4);
  sheet.words(style.fonts.caption, Role::TextDim,
              "Stages with Runtime process or url need none, and neither does the demo");
}

void write_found(Sheet& sheet, const StatusWords& words, const Style& style) {
  sheet.words(style.fonts.mono, Role::TextDim, words.detail, kGlyph);
  sheet.gap(kGap);
  sheet.words(style.fonts.caption, Role::TextDim, "Looked for in this order; the first one counts");
  for (std::size_t i = 0; i < kLookedFor.size(); ++i)
    sheet.item(std::to_string(i + 1), kLookedFor[i]);
}

float write(const PanelInput& in, const Style& style, const Rect& area, const Pen* pen) {
  Sheet sheet(style, area, pen);
  const emulator::RuntimeCondition& condition = *in.now.docker;
  const StatusWords words = docker_words(condition);
  sheet.state(words);
  if (condition.state == emulator::RuntimeCondition::State::Missing) {
    write_missing(sheet, condition, style);
  } else {
    write_found(sheet, words, style);
  }
  return sheet.height();
}

}  // namespace

bool tells_docker_missing(const emulator::EngineSnapshot& now, const DockerState& state) {
  return lacks_docker(now) && state.dismissed != *now.docker;
}

PanelResult draw_docker_missing(const PanelInput& in, DockerState& state, const Style& style) {
  static const std::array<std::string, 1> kWays{"How to fix"};
  const StatusWords words = docker_words(*in.now.docker);
  const auto pressed = draw_banner(style, {words.text, words.detail}, kWays, "Dismiss");
  if (pressed == 0) return PanelResult{ActionId::ShowDocker};
  if (pressed) state.dismissed = *in.now.docker;
  return std::nullopt;
}

void draw_docker_dialog(const PanelInput& in, const Style& style) {
  if (!in.now.docker) return in.dialogs.close();
  const ImVec2 window = ImGui::GetIO().DisplaySize;
  const float width = std::min(style.px(kWidth), window.x - style.px(2 * kAround));
  const float inner = width - style.px(2 * kPadding);
  const float wanted = write(in, style, {0, 0, inner, 0}, nullptr) + style.px(kTitle + kFoot);
  const float height = std::min(std::ceil(wanted), window.y - style.px(2 * kAround));
  const Rect place{std::floor((window.x - width) / 2), std::floor((window.y - height) * 0.4f),
                   width, height};
  Overlay card(style, "Docker", place);
  if (!card.visible()) return;
  const Pen pen(style);
  const float left = place.x + pen.px(kPadding);
  pen.text(pen.fonts().title, left, place.y + pen.px(kTitle / 2), Role::Text, "Docker");
  ImGui::SetCursorScreenPos({left, place.y + pen.px(kTitle)});
  ImGui::BeginChild("sheet", {inner, height - pen.px(kTitle + kFoot)});
  const Pen page(style);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float used = write(in, style, {at.x, at.y, ImGui::GetContentRegionAvail().x, 0}, &page);
  ImGui::SetCursorScreenPos({at.x, at.y + used - 1});
  ImGui::Dummy({1, 1});
  ImGui::EndChild();
  const float y = place.bottom() - pen.px(kFoot - 16);
  const Rect close{place.right() - pen.px(kPadding + kClose), y, pen.px(kClose), pen.px(kButton)};
  const bool closed = button(pen, "Close", close, ButtonLook::Primary);
  const bool key = !card.appearing() && (ImGui::IsKeyPressed(ImGuiKey_Escape, false) ||
                                         ImGui::IsKeyPressed(ImGuiKey_Enter, false));
  if (!closed && !key && !card.clicked_outside()) return;
  in.dialogs.close();
  card.close();
}

}  // namespace app
