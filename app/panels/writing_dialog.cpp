#include "app/panels/writing_dialog.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "app/errands/debugger_errands.h"
#include "app/widgets/button.h"
#include "app/widgets/chip.h"
#include "app/widgets/overlay.h"
#include "app/widgets/text_field.h"
#include "emulator/base/text.h"

namespace app {
namespace {

constexpr float kWidth = 760, kHeight = 580, kPadding = 24, kField = 28, kRow = 32, kButton = 28;
constexpr float kNames = 250, kGap = 8, kLeastBody = 80, kMostRows = 6, kStatus = 90;

struct Words {
  const char* title;
  const char* what;
  const char* yes;
};

// By purpose.
constexpr std::array kWords = {
    Words{"Edit the request",
          "Sent instead when it goes on. Host and Content-Length are made anew.", "Use this"},
    Words{"Edit the answer", "Handed on instead when it goes on.", "Use this"},
    Words{"Answer by hand", "Taken for the stage's answer; the stage is not asked.",
          "Answer with this"},
    Words{"Edit and re-run", "The hops before are kept as they were recorded.", "Re-run"},
    Words{"Run one stage alone", "The stage gets exactly this; no other stage is called.", "Run"},
    Words{"Canned answer", "What the stage answers from now on, to every request. Marked as MOCK.",
          "Answer with this"}};

const Words& words_of(const MessageWriting& writing) {
  return kWords.at(static_cast<std::size_t>(writing.purpose));
}

Rect place_of(const Style& style) {
  const ImVec2 window = ImGui::GetIO().DisplaySize;
  const float width = std::min(style.px(kWidth), window.x - style.px(32));
  const float height = std::min(style.px(kHeight), window.y - style.px(32));
  return {std::floor((window.x - width) / 2), std::floor((window.y - height) / 2), width, height};
}

void draw_header_row(const Pen& pen, HeaderDraft& header, const Rect& row, bool& removed) {
  const float field = pen.px(kField);
  const float names = std::min(pen.px(kNames), row.w * 0.4f);
  text_field(pen, "header name", {row.x, row.y, names, field}, header.name, "Name");
  const Rect cross{row.right() - field, row.y, field, field};
  const float x = row.x + names + pen.px(kGap);
  text_field(pen, "header value", {x, row.y, cross.x - pen.px(kGap) - x, field}, header.value,
             "value");
  removed = button(pen, "×", cross, ButtonLook::Quiet);
  ImGui::SetItemTooltip("Remove this header");
}

// Moves `area` below them.
void draw_headers(const Pen& pen, MessageDraft& draft, Rect& area) {
  const std::size_t shown = std::min(draft.headers.size(), static_cast<std::size_t>(kMostRows));
  const float height = static_cast<float>(shown) * pen.px(kRow);
  ImGui::SetCursorScreenPos({area.x, area.y});
  ImGui::BeginChild("headers", {area.w, std::max(1.0f, height)});
  std::optional<std::size_t> removed;
  for (std::size_t i = 0; i < draft.headers.size(); ++i) {
    ImGui::PushID(static_cast<int>(i));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    bool gone = false;
    draw_header_row(Pen(pen.style()), draft.headers[i],
                    {at.x, at.y, ImGui::GetContentRegionAvail().x, pen.px(kRow)}, gone);
    if (gone) removed = i;
    ImGui::SetCursorScreenPos({at.x, at.y + pen.px(kRow)});
    ImGui::PopID();
  }
  ImGui::Dummy({1, 0});
  ImGui::EndChild();
  if (removed) draft.headers.erase(draft.headers.begin() + static_cast<std::ptrdiff_t>(*removed));
  area.y += height;
  area.h -= height;
}

// One line: add a header; what is edited; the body from a file. Moves `area` below it.
void draw_tools(const Pen& pen, MessageWriting& writing, AppState& state, Rect& area) {
  const float field = pen.px(kField);
  const auto width = [&](const char* label) {
    return Pen::width(pen.fonts().body, label) + pen.px(20);
  };
  if (button(pen, "Add header", {area.x, area.y, width("Add header"), field}, ButtonLook::Quiet))
    writing.draft.headers.push_back({});
  if (const std::string parts = edited_parts(writing.draft, writing.before); !parts.empty())
    draw_chip(pen, area.x + width("Add header") + pen.px(kGap), area.y + field / 2,
              "edited: " + parts, ChipTone::Caution);
  const Rect file{area.right() - width("Body from a file…"), area.y, width("Body from a file…"),
                  field};
  if (button(pen, "Body from a file…", file, ButtonLook::Quiet)) ask_for_message_body(state);
  area.y += field + pen.px(kGap);
  area.h -= field + pen.px(kGap);
}

void draw_body(const Pen& pen, MessageDraft& draft, const Rect& place) {
  if (!draft.fixed_body) {
    text_area(pen, "message body", place, draft.body);
    return;
  }
  pen.fill(place, Role::Card, 1, pen.px(4));
  pen.frame(place, Role::Border, pen.hairline(), pen.px(4));
  pen.text(pen.fonts().body, place.x + pen.px(12), place.y + pen.px(20), Role::Text,
           emulator::format_size(draft.fixed_body->size()) + ", travels as it is");
  pen.text(pen.fonts().caption, place.x + pen.px(12), place.y + pen.px(42), Role::TextDim,
           "Too large to edit here, or not text: replace it from a file");
  const Rect empty{place.x + pen.px(8), place.y + pen.px(58), pen.px(120), pen.px(kButton)};
  if (button(pen, "Write another", empty, ButtonLook::Quiet)) draft.fixed_body.reset();
}

enum class Answer { None, Yes, No };

Answer draw_buttons(const Pen& pen, MessageWriting& writing, const Rect& area, bool possible) {
  const float top = area.bottom() - pen.px(kPadding + kButton);
  const char* yes = words_of(writing).yes;
  const float wide = Pen::width(pen.fonts().strong, yes) + pen.px(40);
  const Rect right{area.right() - pen.px(kPadding) - wide, top, wide, pen.px(kButton)};
  const Rect middle{right.x - pen.px(kGap + 92), top, pen.px(92), pen.px(kButton)};
  const Rect left{middle.x - pen.px(kGap + 92), top, pen.px(92), pen.px(kButton)};
  ImGui::BeginDisabled(!possible);
  const bool pressed = button(pen, yes, right, possible ? ButtonLook::Primary : ButtonLook::Flat);
  ImGui::EndDisabled();
  ImGui::SetItemTooltip("%s (Ctrl+Enter)", yes);
  if (button(pen, "Cancel", middle, ButtonLook::Flat)) return Answer::No;
  ImGui::BeginDisabled(writing.draft == writing.before);
  if (button(pen, "Reset", left, ButtonLook::Flat)) writing.draft = writing.before;
  ImGui::EndDisabled();
  ImGui::SetItemTooltip("As it was first");
  return pressed ? Answer::Yes : Answer::None;
}

Answer pressed_key(bool possible) {
  if (ImGui::IsKeyPressed(ImGuiKey_Escape, false)) return Answer::No;
  const bool enter = ImGui::GetIO().KeyCtrl && (ImGui::IsKeyPressed(ImGuiKey_Enter, false) ||
                                                ImGui::IsKeyPressed(ImGuiKey_KeypadEnter, false));
  return enter && possible ? Answer::Yes : Answer::None;
}

// For the invocation that is held: used when it goes on, kept on the screen until then.
void keep_for_held(const MessageWriting& writing, DebuggerState& state) {
  const bool after = writing.purpose == WritingPurpose::HeldResponse;
  std::erase_if(state.edits,
                [&](const HeldEdit& edit) { return edit.invocation == writing.invocation; });
  HeldEdit edit{
      .invocation = writing.invocation,
      .hop = writing.hop,
      .moment = after ? emulator::HoldMoment::AfterResponse : emulator::HoldMoment::BeforeRequest};
  edit.parts = edited_parts(writing.draft, writing.before);
  if (edit.parts.empty()) return;
  if (after)
    edit.response = response_of(writing.draft, writing.response);
  else
    edit.request = request_of(writing.draft, writing.request);
  state.edits.push_back(std::move(edit));
}

PanelResult outcome(const PanelInput& in, const MessageWriting& writing, DebuggerState& state) {
  using emulator::Command;
  switch (writing.purpose) {
    case WritingPurpose::HeldRequest:
    case WritingPurpose::HeldResponse:
      keep_for_held(writing, state);
      return std::nullopt;
    case WritingPurpose::HandAnswer:
      return Command{emulator::Resume{.invocation = writing.invocation,
                                      .response = response_of(writing.draft, writing.response)}};
    case WritingPurpose::Rerun:
      return Command{emulator::ReplayFrom{.invocation = writing.invocation,
                                          .hop = writing.hop,
                                          .edited = request_of(writing.draft, writing.request)}};
    case WritingPurpose::StageAlone:
      return Command{emulator::InvokeStage{
          writing.stage, request_of(writing.draft, writing.request), writing.invocation}};
    case WritingPurpose::Canned:
      break;
  }
  const emulator::Rehearsal* now = in.now.debug->rehearsal_of(writing.stage);
  emulator::Rehearsal rehearsal = now != nullptr ? *now : emulator::Rehearsal{};
  rehearsal.stand_in = emulator::CannedAnswer{response_of(writing.draft, writing.response)};
  return Command{emulator::SetRehearsal{writing.stage, std::move(rehearsal)}};
}

void draw_status(const Pen& pen, MessageDraft& draft, Rect& rest) {
  if (!draft.is_response) return;
  pen.text(pen.fonts().body, rest.x, rest.y + pen.px(kField / 2), Role::TextDim, "Status");
  text_field(pen, "status", {rest.x + pen.px(60), rest.y, pen.px(kStatus), pen.px(kField)},
             draft.status);
  rest.y += pen.px(kRow + 4);
  rest.h -= pen.px(kRow + 4);
}

}  // namespace

PanelResult draw_writing_dialog(const PanelInput& in, AppState& state, const Style& style) {
  MessageWriting& writing = state.debugger.writing;
  const Rect place = place_of(style);
  Overlay card(style, "Write a message", place);
  if (!card.visible()) return std::nullopt;
  const Pen pen(style);
  const float x = place.x + pen.px(kPadding);
  const Words& words = words_of(writing);
  float end = pen.text(pen.fonts().title, x, place.y + pen.px(30), Role::Text, words.title);
  if (!writing.stage_name.empty())
    end = pen.text(pen.fonts().mono, end + pen.px(12), place.y + pen.px(31), Role::TextDim,
                   writing.stage_name);
  pen.text_within(pen.fonts().body,
                  {x, place.y + pen.px(46), place.w - 2 * pen.px(kPadding), pen.px(22)},
                  Role::TextDim, words.what);
  Rect rest{x, place.y + pen.px(78), place.w - 2 * pen.px(kPadding),
            place.h - pen.px(78 + kPadding + kButton + 34)};
  draw_status(pen, writing.draft, rest);
  draw_headers(pen, writing.draft, rest);
  draw_tools(pen, writing, state, rest);
  rest.h = std::max(rest.h, pen.px(kLeastBody));
  draw_body(pen, writing.draft, rest);
  const std::string problem = problem_of(writing.draft);
  pen.text(pen.fonts().caption, x, rest.bottom() + pen.px(16), Role::Error, problem);
  Answer answer = draw_buttons(pen, writing, place, problem.empty());
  if (answer == Answer::None && !card.appearing()) answer = pressed_key(problem.empty());
  if (answer == Answer::None) return std::nullopt;
  card.close();
  in.dialogs.close();
  return answer == Answer::Yes ? outcome(in, writing, state.debugger) : std::nullopt;
}

}  // namespace app
