#include "app/panels/share_dialog.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/item_registry.h"
#include "app/view_model/share_words.h"
#include "app/widgets/action_menu.h"
#include "app/widgets/button.h"
#include "app/widgets/overlay.h"
#include "app/widgets/text_field.h"
#include "emulator/base/text.h"

namespace app {
namespace {

constexpr float kWidth = 600, kHeight = 372, kPadding = 24, kLabel = 108, kRow = 44, kButton = 28;
constexpr float kTitle = 60, kCaption = 22, kGap = 8;

constexpr std::array kFormats = {ShareFormat::Session, ShareFormat::Har, ShareFormat::Otlp,
                                 ShareFormat::ChromeTrace};

struct Which {
  ShareWhich which;
  const char* label;
};
constexpr std::array kWhich = {Which{ShareWhich::All, "All"},
                               Which{ShareWhich::Filtered, "Filtered"},
                               Which{ShareWhich::Selected, "Selected"}};

// Rows of a name and what is chosen, one below the other.
class Rows {
 public:
  Rows(const Pen& pen, const Rect& card)
      : pen_(pen),
        x_(card.x + pen.px(kPadding)),
        right_(card.right() - pen.px(kPadding)),
        y_(card.y + pen.px(kTitle)) {}

  // Where the controls of this row stand.
  Rect row(const char* name) {
    pen_.text(pen_.fonts().body, x_, y_ + pen_.px(kButton / 2), Role::TextDim, name);
    const Rect place{x_ + pen_.px(kLabel), y_, right_ - x_ - pen_.px(kLabel), pen_.px(kButton)};
    y_ += pen_.px(kRow);
    return place;
  }
  // Belongs to the row above.
  void caption(std::string_view text) {
    const float left = x_ + pen_.px(kLabel);
    pen_.text_within(pen_.fonts().caption,
                     {left, y_ - pen_.px(kRow - kButton), right_ - left, pen_.px(kCaption)},
                     Role::TextDim, text);
    y_ += pen_.px(kCaption - 2);
  }

 private:
  const Pen& pen_;
  float x_, right_, y_;
};

// One of several buttons that exclude each other; the left edge of the next.
float draw_choice(const Pen& pen, const char* label, const Rect& at, bool chosen, bool& pressed) {
  const float width = Pen::width(pen.fonts().body, label) + pen.px(28);
  pressed = button(pen, label, {at.x, at.y, width, at.h},
                   chosen ? ButtonLook::Primary : ButtonLook::Flat);
  return at.x + width + pen.px(kGap);
}

void draw_formats(const Pen& pen, Rows& rows, ShareState& state) {
  Rect at = rows.row("Save as");
  for (const ShareFormat format : kFormats) {
    bool pressed = false;
    const std::string label(format_label(format));
    at.x = draw_choice(pen, label.c_str(), at, state.format == format, pressed);
    if (pressed) state.format = format;
  }
  rows.caption(format_purpose(state.format));
}

std::size_t count_of(const PanelInput& in, const AppState& state, ShareWhich which) {
  if (which == ShareWhich::All) return in.now.trace->size();
  if (which == ShareWhich::Filtered) return state.list.matches.size();
  return in.now.trace->find(state.selection.invocation) ? 1 : 0;
}

void draw_which(const Pen& pen, Rows& rows, const PanelInput& in, AppState& state) {
  Rect at = rows.row("Invocations");
  for (const Which& row : kWhich) {
    if (row.which == ShareWhich::Filtered && state.list.filter.empty()) continue;
    const std::size_t count = count_of(in, state, row.which);
    const std::string label =
        std::string(row.label) +
        (row.which == ShareWhich::Selected ? "" : " " + emulator::format_count(count));
    bool pressed = false;
    ImGui::BeginDisabled(count == 0);
    at.x = draw_choice(pen, label.c_str(), at, state.share.which == row.which, pressed);
    ImGui::EndDisabled();
    tag(std::string("which:") + row.label);
    if (pressed) state.share.which = row.which;
  }
}

void draw_secrets(const Pen& pen, Rows& rows, ShareState& state) {
  const bool session = state.format == ShareFormat::Session;
  bool& hides = session ? state.hides_in_session : state.hides;
  Rect at = rows.row("Secrets");
  bool hide = false;
  bool keep = false;
  at.x = draw_choice(pen, "Hide", at, hides, hide);
  draw_choice(pen, "Leave in", at, !hides, keep);
  if (hide || keep) hides = hide;
  rows.caption(hides ? "Authorization, cookies, tokens, and values of secret variables become ••••"
               : session ? "The file holds whatever was recorded: keep it to yourself"
                         : "The file holds credentials as they were sent: keep it to "
                           "yourself");
  at = rows.row("Also hide");
  ImGui::BeginDisabled(!hides);
  text_field(pen, "also hide", at, state.also_hidden, "password, $.user.email, X-Customer");
  ImGui::EndDisabled();
  rows.caption("Names of headers or JSON members, and JSON paths");
}

void ask_where(const PanelInput& in, AppState& state) {
  ShareState& share = state.share;
  const bool session = share.format == ShareFormat::Session;
  const ShareChoice choice{share.format, share.which,
                           session ? share.hides_in_session : share.hides, share.also_hidden};
  FileQuestion question;
  question.title = "Save " + std::string(format_label(share.format));
  question.button = "Save";
  question.mode = FileMode::Save;
  question.start = proposed_recording(*in.now.pipeline, share.format);
  if (!in.now.open) question.start = state.places.working / question.start.filename();
  question.endings = {std::string(format_ending(share.format))};
  question.then = [choice](const ActionContext& c, const std::filesystem::path& file) {
    c.state.share.wishes.emplace_back(SaveRecordingWish{choice, file});
  };
  ask_for_file(state, std::move(question));
}

Rect place_of(const Style& style) {
  const ImVec2 window = ImGui::GetIO().DisplaySize;
  const float width = std::min(style.px(kWidth), window.x - style.px(32));
  return {std::floor((window.x - width) / 2), std::floor((window.y - style.px(kHeight)) / 2), width,
          style.px(kHeight)};
}

// Where the button was that asked for it; by key: over the inspector.
ImVec2 place_of_menu() {
  const ImGuiIO& io = ImGui::GetIO();
  if (io.MouseReleased[0]) return io.MousePos;
  return {io.DisplaySize.x * 0.6f, io.DisplaySize.y * 0.5f};
}

// 1: save, 2: leave it, 0: neither.
int draw_answers(const Pen& pen, const Rect& card, bool possible) {
  const float width = pen.px(92);
  const float top = card.bottom() - pen.px(kPadding + kButton);
  const Rect yes{card.right() - pen.px(kPadding) - width, top, width, pen.px(kButton)};
  const Rect no{yes.x - pen.px(kGap) - width, top, width, pen.px(kButton)};
  ImGui::BeginDisabled(!possible);
  const bool saved = button(pen, "Save…", yes, possible ? ButtonLook::Primary : ButtonLook::Flat);
  ImGui::EndDisabled();
  if (button(pen, "Cancel", no, ButtonLook::Flat)) return 2;
  if (saved) return 1;
  if (ImGui::IsKeyPressed(ImGuiKey_Escape, false)) return 2;
  const bool enter = ImGui::IsKeyPressed(ImGuiKey_Enter, false) ||
                     ImGui::IsKeyPressed(ImGuiKey_KeypadEnter, false);
  return enter && possible ? 1 : 0;
}

}  // namespace

PanelResult draw_share_dialog(const PanelInput& in, AppState& state, const Style& style) {
  const Rect place = place_of(style);
  Overlay card(style, "Save recording", place);
  if (!card.visible()) return std::nullopt;
  const Pen pen(style);
  ShareState& share = state.share;
  if (share.which == ShareWhich::Filtered && state.list.filter.empty())
    share.which = ShareWhich::All;
  pen.text(pen.fonts().title, place.x + pen.px(kPadding), place.y + pen.px(30), Role::Text,
           "Save what was recorded");
  Rows rows(pen, place);
  draw_formats(pen, rows, share);
  draw_which(pen, rows, in, state);
  draw_secrets(pen, rows, share);
  const bool possible = count_of(in, state, share.which) > 0;
  const int answer = draw_answers(pen, place, possible);
  if (answer == 0 || card.appearing()) return std::nullopt;
  card.close();
  in.dialogs.close();
  if (answer == 1) ask_where(in, state);
  return std::nullopt;
}

PanelResult draw_copy_as_menu(const PanelInput& in, ShareState& state, const Style&) {
  constexpr std::array kRows = {ActionId::CopyAsCurl, ActionId::CopyAsAwsCli, ActionId::CopyAsBoto3,
                                ActionId::CopyRequestBody, ActionId::CopyResponseBody};
  if (std::exchange(state.copy_menu_wanted, false)) ImGui::OpenPopup("copy as");
  ImGui::SetNextWindowPos(place_of_menu(), ImGuiCond_Appearing);
  if (!ImGui::BeginPopup("copy as")) return std::nullopt;
  PanelResult wish;
  if (const auto chosen = action_menu_rows(kRows, in.can)) wish = *chosen;
  ImGui::EndPopup();
  return wish;
}

}  // namespace app
