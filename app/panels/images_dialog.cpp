#include "app/panels/images_dialog.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <utility>

#include "app/item_registry.h"
#include "app/widgets/button.h"
#include "app/widgets/overlay.h"
#include "app/widgets/status_glyph.h"
#include "app/widgets/text_field.h"

namespace app {
namespace {

constexpr float kWidth = 980, kHeight = 600, kAround = 16, kPadding = 20, kTitle = 64, kTest = 44;
constexpr float kFoot = 56, kField = 28, kGap = 8, kNumber = 24, kRuntime = 96, kSmall = 26;
constexpr float kHead = 22, kProblem = 20, kSection = 34, kButton = 28, kAnswer = 116;
constexpr float kMostRows = 500;  // of the test field's width

constexpr std::array<std::string_view, 3> kRuntimes = {"docker", "process", "url"};

// What is done to the rows once all of them are drawn: what is drawn must not move meanwhile.
using Change = std::function<void(ImagesDraft&)>;

// Where the columns of one row stand.
struct ImageColumns {
  Rect pattern, runtime, target, data;
  float buttons = 0;
};
ImageColumns columns_of(const Pen& pen, float left, float width) {
  const float gap = pen.px(kGap);
  const float rest = width - pen.px(kNumber + kRuntime + 3 * kSmall) - 4 * gap;
  ImageColumns at;
  at.pattern = {left + pen.px(kNumber), 0, rest * 0.38f, pen.px(kField)};
  at.runtime = {at.pattern.right() + gap, 0, pen.px(kRuntime), pen.px(kField)};
  at.target = {at.runtime.right() + gap, 0, rest * 0.37f, pen.px(kField)};
  at.data = {at.target.right() + gap, 0, rest * 0.25f, pen.px(kField)};
  at.buttons = at.data.right() + gap;
  return at;
}

Rect at_row(const Rect& column, float y) { return {column.x, y, column.w, column.h}; }

class Form {
 public:
  Form(const Style& style, ImagesState& state)
      : pen_(style),
        state_(state),
        at_(ImGui::GetCursorScreenPos()),
        width_(ImGui::GetContentRegionAvail().x - pen_.px(kPadding)) {}

  Change take_change() { return std::move(change_); }

  void draw_images() {
    const ImageColumns at = columns_of(pen_, at_.x, width_);
    head({{&at.pattern, "Image, * for any text"},
          {&at.runtime, "Runtime"},
          {&at.target, "Command, image or URL"},
          {&at.data, "Model data"}});
    for (std::size_t i = 0; i < state_.draft.images.size(); ++i) draw_image(at, i);
    if (state_.draft.images.empty()) note("No rows: Docker runs each image itself");
    add_button("Add image", [](ImagesDraft& draft) { draft.images.emplace_back(); });
  }

  void draw_s3() {
    at_.y += pen_.px(kGap);
    const float middle = at_.y + pen_.px(kSection / 2);
    const float x = pen_.text(pen_.fonts().strong, at_.x, middle, Role::Text, "S3") + pen_.px(12);
    pen_.text_within(pen_.fonts().body, {x, at_.y, width_ - (x - at_.x), pen_.px(kSection)},
                     Role::TextDim, "Folders here that stand in for a bucket and a prefix");
    at_.y += pen_.px(kSection);
    const float gap = pen_.px(kGap);
    const float rest = width_ - pen_.px(kNumber + kSmall) - 2 * gap;
    const Rect location{at_.x + pen_.px(kNumber), 0, rest * 0.5f, pen_.px(kField)};
    const Rect folder{location.right() + gap, 0, rest * 0.5f, pen_.px(kField)};
    if (!state_.draft.s3.empty()) head({{&location, "Bucket and prefix"}, {&folder, "Folder"}});
    for (std::size_t i = 0; i < state_.draft.s3.size(); ++i) {
      S3RowDraft& row = state_.draft.s3[i];
      const S3RowProblems problems = s3_problems_of(state_.draft, i);
      field("s3 location " + number(i), at_row(location, at_.y), row.location, "bucket/prefix");
      field("s3 folder " + number(i), at_row(folder, at_.y), row.folder, "models");
      small_button("×", "remove s3 " + number(i), folder.right() + gap, true,
                   [i](ImagesDraft& draft) { draft.s3.erase(draft.s3.begin() + offset(i)); });
      at_.y += pen_.px(kField + 4);
      tell({{&location, problems.location}, {&folder, problems.folder}});
    }
    add_button("Add folder", [](ImagesDraft& draft) { draft.s3.emplace_back(); });
  }

  void end() const {
    ImGui::SetCursorScreenPos(at_);
    ImGui::Dummy({1, pen_.px(4)});
  }

 private:
  using Told = std::vector<std::pair<const Rect*, std::string>>;

  static std::string number(std::size_t row) { return std::to_string(row + 1); }
  static std::ptrdiff_t offset(std::size_t row) { return static_cast<std::ptrdiff_t>(row); }

  void head(const Told& columns) {
    for (const auto& [column, text] : columns)
      pen_.text_within(pen_.fonts().caption, {column->x, at_.y, column->w, pen_.px(kHead)},
                       Role::TextFaint, text);
    at_.y += pen_.px(kHead);
  }

  void note(std::string_view text) {
    pen_.text_within(pen_.fonts().body, {at_.x + pen_.px(kNumber), at_.y, width_, pen_.px(kField)},
                     Role::TextDim, text);
    at_.y += pen_.px(kField + 4);
  }

  void field(const std::string& name, const Rect& place, std::string& text, std::string_view hint) {
    text_field(pen_, name.c_str(), place, text, std::string(hint).c_str());
  }

  void small_button(const char* label, const std::string& name, float x, bool can, Change change) {
    const Rect place{x, at_.y + pen_.px(1), pen_.px(kSmall), pen_.px(kField - 2)};
    ImGui::PushID(name.c_str());
    ImGui::BeginDisabled(!can);
    if (button(pen_, label, place, ButtonLook::Quiet)) change_ = std::move(change);
    tag(name);
    ImGui::EndDisabled();
    ImGui::PopID();
  }

  void add_button(const char* label, Change change) {
    const float width = Pen::width(pen_.fonts().body, label) + pen_.px(28);
    const Rect place{at_.x + pen_.px(kNumber), at_.y + pen_.px(2), width, pen_.px(kButton)};
    if (button(pen_, label, place, ButtonLook::Flat)) change_ = std::move(change);
    at_.y += pen_.px(kButton + kGap);
  }

  // What is wrong, under its own field, one below the other.
  void tell(const Told& problems) {
    for (const auto& [column, text] : problems) {
      if (text.empty()) continue;
      const float room = width_ - (column->x - at_.x);
      pen_.text_within(pen_.fonts().caption,
                       {column->x, at_.y - pen_.px(3), room, pen_.px(kProblem)}, Role::Error, text);
      at_.y += pen_.px(kProblem);
    }
  }

  void draw_image(const ImageColumns& at, std::size_t i) {
    ImageRowDraft& row = state_.draft.images[i];
    const ImageRowProblems problems = problems_of(state_.draft, i);
    const bool wins = !state_.tested.empty() && winning_row(state_.draft, state_.tested) == i;
    const Rect line{at_.x - pen_.px(4), at_.y - pen_.px(2), width_ + pen_.px(4),
                    pen_.px(kField + 4)};
    if (wins) pen_.fill(line, Role::Ok, 0.16f, pen_.px(4));
    pen_.text(pen_.fonts().mono, at_.x, at_.y + pen_.px(kField / 2), Role::TextFaint, number(i));
    field("image " + number(i), at_row(at.pattern, at_.y), row.pattern, "*/xgb-serve:*");
    const std::string runtime = "runtime " + number(i);
    std::string chosen = row.runtime;
    if (choice_field(pen_, runtime.c_str(), at_row(at.runtime, at_.y), chosen, kRuntimes, "docker"))
      row.runtime = chosen.empty() ? "docker" : chosen;
    field("target " + number(i), at_row(at.target, at_.y), target_of(row), target_hint(row));
    field("model data " + number(i), at_row(at.data, at_.y), row.model_data, "as in S3");
    draw_row_buttons(at.buttons, i);
    at_.y += pen_.px(kField + 4);
    tell({{&at.pattern, problems.pattern}, {&at.target, problems.target}});
  }

  void draw_row_buttons(float x, std::size_t i) {
    const std::size_t count = state_.draft.images.size();
    const auto swap = [](std::size_t a, std::size_t b) {
      return [a, b](ImagesDraft& draft) { std::swap(draft.images[a], draft.images[b]); };
    };
    small_button("↑", "up " + number(i), x, i > 0, swap(i, i - 1));
    small_button("↓", "down " + number(i), x + pen_.px(kSmall), i + 1 < count, swap(i, i + 1));
    small_button("×", "remove " + number(i), x + pen_.px(2 * kSmall), true,
                 [i](ImagesDraft& draft) { draft.images.erase(draft.images.begin() + offset(i)); });
  }

  Pen pen_;
  ImagesState& state_;
  ImVec2 at_;
  float width_;
  Change change_;
};

// Which row runs an image that is typed here.
void draw_test(const Pen& pen, ImagesState& state, const Rect& row) {
  pen.horizontal(row.x - pen.px(kPadding), row.right() + pen.px(kPadding), row.y, Role::Border);
  const float middle = row.center_y() + pen.px(4);
  const float label = pen.text(pen.fonts().body, row.x, middle, Role::TextDim, "Test") + pen.px(12);
  const float width = std::min((row.right() - label) * 0.5f, pen.px(kMostRows));
  const Rect field{label, middle - pen.px(kField / 2), width, pen.px(kField)};
  text_field(pen, "tested image", field, state.tested, "an image's name: which row runs it?");
  const std::string verdict = verdict_on(state.draft, state.tested);
  if (verdict.empty()) return;
  const bool matched = winning_row(state.draft, state.tested).has_value();
  draw_glyph(pen, matched ? Glyph::Ok : Glyph::Idle, field.right() + pen.px(18), middle);
  const float x = field.right() + pen.px(32);
  pen.text_within(pen.fonts().body, {x, field.y, row.right() - x, field.h}, Role::Text, verdict);
}

enum class Answer { None, Apply, Cancel, Discard, Keep };

Answer draw_answers(const Pen& pen, const ImagesState& state, bool refused, const Rect& row) {
  const float width = pen.px(kAnswer);
  const Rect second{row.right() - width, row.y, width, row.h};
  const Rect first{second.x - pen.px(kGap) - width, row.y, width, row.h};
  if (state.asking) {
    if (button(pen, "Discard", first, ButtonLook::Flat)) return Answer::Discard;
    return button(pen, "Keep editing", second, ButtonLook::Primary) ? Answer::Keep : Answer::None;
  }
  if (button(pen, "Cancel", first, ButtonLook::Flat)) return Answer::Cancel;
  ImGui::SetItemTooltip("Cancel (Esc)");
  ImGui::BeginDisabled(refused);
  const bool apply = button(pen, "Apply", second, refused ? ButtonLook::Flat : ButtonLook::Primary);
  ImGui::EndDisabled();
  ImGui::SetItemTooltip("Apply (Ctrl+Enter)");
  return apply ? Answer::Apply : Answer::None;
}

// Esc in a field takes back what was typed there, as ImGui does; the next one leaves.
Answer pressed_key(const ImagesState& state, bool was_typing) {
  if (ImGui::GetIO().KeyMods == ImGuiMod_Ctrl && (ImGui::IsKeyPressed(ImGuiKey_Enter, false) ||
                                                  ImGui::IsKeyPressed(ImGuiKey_KeypadEnter, false)))
    return Answer::Apply;
  if (was_typing || !ImGui::IsKeyPressed(ImGuiKey_Escape, false)) return Answer::None;
  return state.asking ? Answer::Keep : Answer::Cancel;
}

struct Ending {
  bool over = false;
  PanelResult wish;
};

Ending follow(const PanelInput& in, ImagesState& state, Answer answer) {
  const bool changed = is_changed(state.draft, in.now.pipeline->local);
  if (answer == Answer::Discard) return {true, {}};
  if (answer == Answer::Keep) state.asking = false;
  if (answer == Answer::Cancel) {
    state.asking = changed;
    return {!changed, {}};
  }
  if (answer != Answer::Apply || has_problems(state.draft)) return {};
  if (!changed) return {true, {}};
  return {true, emulator::Command{emulator::ApplyEdit{edit_of(state.draft)}}};
}

Rect dialog_place(const Style& style) {
  const ImVec2 window = ImGui::GetIO().DisplaySize;
  const float width = std::min(style.px(kWidth), window.x - style.px(2 * kAround));
  const float height = std::min(style.px(kHeight), window.y - style.px(2 * kAround));
  return {std::floor((window.x - width) / 2), std::floor((window.y - height) / 2), width, height};
}

}  // namespace

PanelResult draw_images_dialog(const PanelInput& in, ImagesState& state, const Style& style) {
  const bool was_typing = ImGui::GetIO().WantTextInput;
  const Rect place = dialog_place(style);
  Overlay card(style, "Images", place);
  if (!card.visible()) return std::nullopt;
  const Pen pen(style);
  const float left = place.x + pen.px(kPadding);
  const float inner = place.w - pen.px(2 * kPadding);
  pen.text(pen.fonts().title, left, place.y + pen.px(24), Role::Text, "Images that run here");
  pen.text_within(
      pen.fonts().body, {left, place.y + pen.px(38), inner, pen.px(20)}, Role::TextDim,
      "For models that arrive through the SageMaker address. The first row that matches "
      "an image runs it");
  const float test = place.bottom() - pen.px(kTest + kFoot);
  ImGui::SetCursorScreenPos({left, place.y + pen.px(kTitle)});
  ImGui::BeginChild("images", {inner + pen.px(kPadding - 4), test - place.y - pen.px(kTitle + 4)});
  Form form(style, state);
  form.draw_images();
  form.draw_s3();
  form.end();
  ImGui::EndChild();
  if (const Change change = form.take_change()) change(state.draft);
  draw_test(pen, state, {left, test, inner, pen.px(kTest)});
  const Rect foot{left, place.bottom() - pen.px(kFoot - 14), inner, pen.px(kButton)};
  const bool refused = has_problems(state.draft);
  const char* remark = state.asking ? "Throw the changes away?"
                       : refused    ? "Something cannot be as it is typed"
                                    : "Kept in the pipeline's file, Local.Images and Local.S3";
  draw_glyph(pen,
             state.asking ? Glyph::Warning
             : refused    ? Glyph::Error
                          : Glyph::Ok,
             foot.x + pen.px(7), foot.center_y());
  pen.text_within(pen.fonts().body,
                  {foot.x + pen.px(22), foot.y, foot.w - pen.px(2 * kAnswer + 44), foot.h},
                  Role::TextDim, remark);
  Answer answer = draw_answers(pen, state, refused, foot);
  if (answer == Answer::None && !card.appearing()) answer = pressed_key(state, was_typing);
  Ending ending = follow(in, state, answer);
  if (!ending.over) return std::nullopt;
  in.dialogs.close();
  card.close();
  return std::move(ending.wish);
}

}  // namespace app
