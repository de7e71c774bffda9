#include "app/panels/held_panel.h"

#include <algorithm>
#include <array>
#include <utility>

#include "app/panels/message_view.h"
#include "app/view_model/debug_words.h"
#include "app/view_model/humanise.h"
#include "app/widgets/button.h"
#include "app/widgets/chip.h"
#include "app/widgets/pause_sign.h"
#include "emulator/base/text.h"

namespace app {
namespace {

using emulator::HeldHop;
using emulator::HoldMoment;

constexpr float kTitle = 38, kLine = 22, kButtons = 44, kButton = 28, kSide = 17, kGap = 8;
constexpr float kBar = 3, kSign = 20;

// Where it is held and why; how long, and how many others.
PanelResult draw_title(const Pen& pen, const PanelInput& in, const HeldHop& held, const Rect& row) {
  pen.fill(row, Role::Warning, 0.10f);
  pen.fill({row.x, row.y, pen.px(kBar), row.h}, Role::Warning);
  pen.horizontal(row.x, row.right(), row.bottom() - 1, Role::Border);
  const float middle = row.center_y();
  float x = row.x + pen.px(kSide);
  draw_pause(pen, x + pen.px(6), middle);
  x += pen.px(kSign);
  x = pen.text(pen.fonts().strong, x, middle, Role::Text, held_title(held)) + pen.px(kGap);
  x = pen.text(pen.fonts().mono, x, middle, Role::Text, held.container_hostname) + pen.px(12);

  PanelResult wish;
  float right = row.right() - pen.px(12);
  if (in.now.debug->held.size() > 1) {
    const std::string label = "Next of " + std::to_string(in.now.debug->held.size()) + " held";
    const float width = Pen::width(pen.fonts().body, label) + pen.px(20);
    const Rect place{right - width, middle - pen.px(13), width, pen.px(26)};
    if (button(pen, label.c_str(), place, ButtonLook::Quiet)) wish = ActionId::ShowHeld;
    right = place.x - pen.px(kGap);
  }
  const std::string elapsed = elapsed_text(in.steady_time - held.since);
  right = pen.text_right(pen.fonts().mono, right, middle, Role::TextDim, elapsed) - pen.px(12);
  if (x + chip_width(pen, held.reason) < right)
    draw_chip(pen, x, middle, held.reason, ChipTone::Neutral);
  return wish;
}

constexpr float kLow = 250;  // the sentence gets one line then, and leaves room for the message

struct ShownButton {
  ActionId id;
  const char* label;
  const char* brief;  // where there is little room
  ButtonLook look;
};

std::string text_on(const ShownButton& shown, bool brief) {
  const bool keyed = shown.id == ActionId::ContinueHeld || shown.id == ActionId::Step;
  const std::string label = brief ? shown.brief : shown.label;
  return keyed && !brief ? label + "  " + chord_text(action(shown.id).chord) : label;
}

float width_of(const Pen& pen, const std::string& text) {
  return Pen::width(pen.fonts().strong, text) + pen.px(28);
}

// What can be done; as many lines as the width asks for. Moves `line` below them.
PanelResult draw_buttons(const Pen& pen, const PanelInput& in, const HeldHop& held, Rect& line) {
  const bool before = held.moment == HoldMoment::BeforeRequest;
  const std::array all = {
      ShownButton{ActionId::ContinueHeld, "Continue", "Continue", ButtonLook::Primary},
      ShownButton{ActionId::Step, "Next hop", "Next hop", ButtonLook::Flat},
      ShownButton{ActionId::EditHeld, before ? "Edit request…" : "Edit answer…", "Edit…",
                  ButtonLook::Flat},
      ShownButton{ActionId::AnswerByHand, "Answer by hand…", "Answer…", ButtonLook::Flat},
      ShownButton{ActionId::EndHeld, "Stop invocation", "Stop", ButtonLook::Flat}};
  float whole = 0;
  for (const ShownButton& each : all)
    if (in.can[each.id]) whole += width_of(pen, text_on(each, false)) + pen.px(kGap);
  const bool brief = whole > line.w + pen.px(kGap);
  PanelResult wish;
  float x = line.x;
  for (const ShownButton& each : all) {
    if (!in.can[each.id]) continue;
    const std::string text = text_on(each, brief);
    const float width = width_of(pen, text);
    if (x > line.x && x + width > line.right()) {
      x = line.x;
      line.y += pen.px(kButton + kGap);
    }
    if (button(pen, text.c_str(), {x, line.y + pen.px(6), width, pen.px(kButton)}, each.look))
      wish = each.id;
    ImGui::SetItemTooltip("%s (%s)", each.label, chord_text(action(each.id).chord).c_str());
    x += width + pen.px(kGap);
  }
  line.y += pen.px(kButtons);
  return wish;
}

// One line, the rest of it under the pointer.
float draw_line(const Pen& pen, const std::string& text, const Rect& line) {
  const Rect place{line.x, line.y + pen.px(3), line.w, pen.px(kLine)};
  pen.text_within(pen.fonts().body, place, Role::Text, text);
  if (ImGui::IsMouseHoveringRect(top_left(place), bottom_right(place)) && ImGui::IsWindowHovered())
    ImGui::SetTooltip("%s", text.c_str());
  return place.bottom();
}

float draw_words(const Pen& pen, Role role, const std::string& text, const Rect& line) {
  ImGui::SetCursorScreenPos({line.x, line.y + pen.px(6)});
  ImGui::PushStyleColor(ImGuiCol_Text, pen.style().color(role));
  ImGui::PushTextWrapPos(line.right() - ImGui::GetWindowPos().x);
  ImGui::TextUnformatted(text.c_str());
  ImGui::PopTextWrapPos();
  ImGui::PopStyleColor();
  return ImGui::GetItemRectMax().y;
}

// What is edited, and the way back.
PanelResult draw_edited(const Pen& pen, const HeldEdit& edit, Rect& line) {
  const float middle = line.y + pen.px(kLine / 2 + 4);
  const float x = draw_chip(pen, line.x, middle, "edited: " + edit.parts, ChipTone::Caution);
  const float width = Pen::width(pen.fonts().body, "Undo the edit") + pen.px(20);
  const bool undone =
      button(pen, "Undo the edit", {x + pen.px(kGap), middle - pen.px(13), width, pen.px(26)},
             ButtonLook::Quiet);
  line.y += pen.px(kLine + 6);
  return undone ? PanelResult{ActionId::UndoHeldEdit} : std::nullopt;
}

MessageContent content_of(const emulator::Headers& headers, const emulator::BodyPtr& body) {
  MessageContent message;
  message.headers = header_table(headers, {});
  message.content_type = headers.get("Content-Type").value_or("");
  message.body = body;
  message.size.text = emulator::format_size(body ? body->size() : 0);
  return message;
}

// What is about to travel on, with what was written for it.
MessageContent held_message(const HeldHop& held, const HeldEdit* edit) {
  if (held.moment == HoldMoment::BeforeRequest) {
    const emulator::HttpRequest& request =
        edit != nullptr && edit->request ? *edit->request : held.request;
    MessageContent message = content_of(request.headers, request.body);
    message.title = "Request";
    return message;
  }
  const emulator::HttpResponse& response =
      edit != nullptr && edit->response ? *edit->response : held.response;
  MessageContent message = content_of(response.headers, response.body);
  message.title = "Response";
  message.chip = std::to_string(response.status);
  const bool good = response.status >= 200 && response.status < 300;
  message.tone = good ? ChipTone::Good : ChipTone::Bad;
  return message;
}

PanelResult draw_held_message(const Pen& pen, const PanelInput& in, const MessageContent& message,
                              const Rect& area, MessagePane& pane) {
  const float title = message_title_height(pen.style());
  PanelResult wish = draw_message_title(message, in, {area.x, area.y, area.w, title}, pen.style());
  ImGui::SetCursorScreenPos({area.x, area.y + title});
  ImGui::BeginChild(message.title, {area.w, std::max(1.0f, area.h - title)}, 0,
                    ImGuiWindowFlags_HorizontalScrollbar);
  draw_message(message, in, pane, pen.style());
  ImGui::EndChild();
  return wish;
}

}  // namespace

const HeldHop* shown_hold(const emulator::EngineSnapshot& now, const Selection& selection) {
  const HeldHop* held = now.debug->held_at(selection.invocation);
  if (held == nullptr || !now.trace->find(held->invocation)) return nullptr;
  return selection.hop == 0 || selection.hop == held->hop ? held : nullptr;
}

PanelResult draw_held_panel(const PanelInput& in, const HeldHop& held, AppState& state,
                            const Style& style) {
  const Pen pen(style);
  const Rect area = panel_area();
  PanelResult wish = draw_title(pen, in, held, {area.x, area.y, area.w, pen.px(kTitle)});
  Rect line{area.x + pen.px(kSide), area.y + pen.px(kTitle), area.w - pen.px(2 * kSide),
            pen.px(kLine)};
  const emulator::InvocationPtr invocation = in.now.trace->find(held.invocation);
  const std::string sentence = held_sentence(held, *invocation);
  line.y = area.h < pen.px(kLow) ? draw_line(pen, sentence, line)
                                 : draw_words(pen, Role::Text, sentence, line);
  if (const std::string client = held_client(held); !client.empty())
    line.y = draw_words(pen, held.client_gone ? Role::Error : Role::TextDim, client, line);
  wish = either(std::move(wish), draw_buttons(pen, in, held, line));
  const HeldEdit* edit = edit_of(state.debugger, held);
  if (edit != nullptr) wish = either(std::move(wish), draw_edited(pen, *edit, line));
  pen.horizontal(area.x, area.right(), line.y, Role::Border);
  const Rect rest{line.x, line.y + 1, line.w, area.bottom() - line.y - 1};
  if (rest.h <= pen.px(kTitle)) return wish;
  MessagePane& pane =
      held.moment == HoldMoment::BeforeRequest ? state.inspector.request : state.inspector.response;
  return either(std::move(wish), draw_held_message(pen, in, held_message(held, edit), rest, pane));
}

}  // namespace app
