#include "app/panels/hop_inspector.h"

#include <algorithm>
#include <utility>

#include "app/errands/body_errands.h"
#include "app/panels/diff_tab.h"
#include "app/panels/explain_view.h"
#include "app/panels/message_view.h"
#include "app/view_model/address_words.h"
#include "app/view_model/debug_words.h"
#include "app/view_model/hover_words.h"
#include "app/view_model/humanise.h"
#include "app/view_model/timing_table.h"
#include "app/widgets/button.h"
#include "app/widgets/chip.h"
#include "app/widgets/empty_state.h"
#include "app/widgets/tabs.h"
#include "emulator/base/text.h"

namespace app {
namespace {

using emulator::Hop;
using emulator::HttpResponse;
using emulator::Invocation;

constexpr float kTabs = 38, kSide = 17, kEditLine = 34;

std::string type_of(const emulator::Headers& headers) {
  return std::string(headers.get("Content-Type").value_or(""));
}

// What SageMaker allows of a body there (contract 3.21, 3.22).
SizeMeter meter(const emulator::BodyPtr& body, std::uint64_t limit, std::string_view where) {
  const std::string_view fact = where == "between containers" ? "3.21" : "3.22";
  return size_meter(body ? body->size() : 0, {limit, where, fact});
}

struct Limits {
  const emulator::ContractProfile& profile;
  SizeMeter request(const emulator::BodyPtr& body) const {
    return meter(body, profile.request_bytes, "from the client");
  }
  SizeMeter between(const emulator::BodyPtr& body) const {
    return meter(body, profile.between_containers_bytes, "between containers");
  }
  SizeMeter response(const emulator::BodyPtr& body) const {
    return meter(body, profile.response_bytes, "to the client");
  }
};

MessageContent hop_request(const Hop& hop, const Limits& limits) {
  MessageContent message;
  message.title = "Request";
  message.content_type = type_of(hop.request.headers);
  const emulator::BodyPtr& body = hop.request.body;
  message.size = hop.index == 1 ? limits.request(body) : limits.between(body);
  message.headers = header_table(hop.request.headers, hop.request_notes);
  message.body = hop.request.body;
  if (hop.request_before_edit) {
    message.chip = "edited";
    message.tone = ChipTone::Caution;
  }
  return message;
}

MessageContent response_content(const HttpResponse& response,
                                const std::vector<emulator::HeaderNote>& notes) {
  MessageContent message;
  message.title = "Response";
  const bool good = response.status >= 200 && response.status < 300;
  message.tone = good ? ChipTone::Good : ChipTone::Bad;
  message.chip = std::to_string(response.status);
  if (!response.reason.empty()) message.chip += " " + response.reason;
  message.headers = header_table(response.headers, notes);
  message.body = response.body;
  message.content_type = type_of(response.headers);
  message.size.text = emulator::format_size(response.body ? response.body->size() : 0);
  return message;
}

MessageContent hop_response(const Hop& hop) {
  if (const HttpResponse* response = hop.response()) {
    MessageContent message = response_content(*response, hop.response_notes);
    message.about = hop_status_words(hop);
    message.remark = source_sentence(hop);
    if (hop.response_before_edit) message.chip += ", edited";
    return message;
  }
  const emulator::TransportError& error = *hop.error();
  if (!error.partial) {
    MessageContent message;
    message.title = "Response";
    message.chip = std::string(emulator::to_text(error.kind));
    message.tone = ChipTone::Bad;
    message.about = hop_status_words(hop);
    message.instead = error.message;
    return message;
  }
  MessageContent message = response_content(*error.partial, hop.response_notes);
  message.chip += ", incomplete";
  message.about = hop_status_words(hop);
  message.tone = ChipTone::Bad;
  message.remark = error.message;
  return message;
}

MessageContent client_request(const Invocation& invocation, const Limits& limits) {
  const emulator::InvokeRequest& request = invocation.request;
  MessageContent message;
  message.title = "Request";
  message.body = request.body;
  message.content_type = request.content_type.value_or("");
  message.size = limits.request(request.body);
  emulator::Headers headers;
  if (request.content_type) headers.add("Content-Type", *request.content_type);
  if (request.accept) headers.add("Accept", *request.accept);
  if (request.custom_attributes)
    headers.add("X-Amzn-SageMaker-Custom-Attributes", *request.custom_attributes);
  if (request.inference_id) headers.add("X-Amzn-SageMaker-Inference-Id", *request.inference_id);
  message.headers = header_table(headers, {});
  return message;
}

MessageContent client_response(const Invocation& invocation, const Limits& limits) {
  MessageContent message;
  if (invocation.response) {
    message = response_content(*invocation.response, {});
    message.size = limits.response(message.body);
    message.about = status_words(invocation.response->status, StatusPlace::Client);
    return message;
  }
  message.title = "Response";
  message.instead =
      invocation.finished ? "Cancelled before there was an answer" : "The invocation still runs";
  return message;
}

std::string why_no_hop(const Invocation& invocation, int hop) {
  const auto at = static_cast<std::size_t>(hop) - 1;
  const std::string name = at < invocation.order.size() ? invocation.order[at] : "The stage";
  if (!invocation.finished)
    return at == invocation.hops.size() ? name + " is being asked"
                                        : "The request is on its way to it";
  if (invocation.hops.empty()) return name + " was not called";
  return name + " was not called: the chain stopped at " +
         invocation.hops.back()->container_hostname;
}

// Moves `x`, where the row begins, behind the last tab.
PanelResult draw_tabs(const Pen& pen, InspectorState& state, const Rect& row, float& x) {
  x += pen.px(kSide);
  const auto choose = [&](const char* label, InspectorTab which) {
    if (tab(pen, label, x, row, {state.tab == which, 0, false})) state.tab = which;
  };
  choose("Request and response", InspectorTab::Messages);
  choose("Client", InspectorTab::Client);
  choose("Diff", InspectorTab::Diff);
  choose("Timing", InspectorTab::Timing);
  choose("Explain", InspectorTab::Explain);
  pen.horizontal(row.x, row.right(), row.bottom() - 1, Role::Border);

  PanelResult wish;
  const float size = pen.px(26);
  const Rect next{row.right() - pen.px(12) - size, row.center_y() - size / 2, size, size};
  const Rect previous{next.x - size - pen.px(2), next.y, size, size};
  if (previous.x < x) return wish;  // no room: the keys do the same
  if (button(pen, "→", next, ButtonLook::Quiet)) wish = ActionId::NextHop;
  if (button(pen, "←", previous, ButtonLook::Quiet)) wish = ActionId::PreviousHop;
  return wish;
}

// The last text that has room behind the tabs.
void draw_first_that_fits(const Pen& pen, const std::vector<std::string>& texts, const Rect& row) {
  const float right = row.right() - pen.px(80);
  const float room = right - row.x;
  for (auto text = texts.rbegin(); text != texts.rend(); ++text) {
    if (Pen::width(pen.fonts().body, *text) > room) continue;
    pen.text_right(pen.fonts().body, right, row.center_y(), Role::TextDim, *text);
    return;
  }
}

// As much of where the hop stands as there is room for behind the tabs.
void draw_place(const Pen& pen, const Invocation& invocation, int hop, const Rect& row) {
  const std::size_t count = std::max(invocation.order.size(), invocation.hops.size());
  const auto at = static_cast<std::size_t>(hop) - 1;
  std::vector<std::string> texts = {"Hop " + std::to_string(hop) + " of " + std::to_string(count)};
  if (at < invocation.order.size()) texts.push_back(texts.back() + "   " + invocation.order[at]);
  if (at < invocation.hops.size())
    texts.push_back(texts.back() + "   " + invocation.hops[at]->request.method + " " +
                    invocation.hops[at]->request.target);
  if (came_through_address(invocation))
    texts.push_back(texts.back() + "   " + caller_text(invocation));
  draw_first_that_fits(pen, texts, row);
}

// Of a request that no container saw.
void draw_caller(const Pen& pen, const Invocation& invocation, const Rect& row) {
  draw_first_that_fits(pen, {short_client(invocation.client), caller_text(invocation)}, row);
}

struct Exchange {
  MessageContent request, response;
};

// Side by side, each scrolling below its title.
PanelResult draw_beside(const Pen& pen, const Exchange& said, const PanelInput& in,
                        InspectorState& state, const Rect& area) {
  const float side = pen.px(kSide);
  const float half = area.w / 2;
  pen.fill({area.x + half, area.y + pen.px(8), pen.px(2), area.h - pen.px(18)}, Role::Border, 0.7f);
  const auto part = [&](const MessageContent& message, float x, MessagePane& pane) {
    const float title = message_title_height(pen.style());
    const float width = half - 2 * side;
    PanelResult wish = draw_message_title(message, in, {x, area.y, width, title}, pen.style());
    ImGui::SetCursorScreenPos({x, area.y + title});
    ImGui::BeginChild(message.title, {width + pen.px(10), area.h - title}, 0,
                      ImGuiWindowFlags_HorizontalScrollbar);
    draw_message(message, in, pane, pen.style());
    ImGui::EndChild();
    return wish;
  };
  PanelResult wish = part(said.request, area.x + side, state.request);
  return either(std::move(wish), part(said.response, area.x + half + side, state.response));
}

// One below the other, scrolling together.
PanelResult draw_stacked(const Pen& pen, const Exchange& said, const PanelInput& in,
                         InspectorState& state, const Rect& area) {
  const float side = pen.px(kSide);
  ImGui::SetCursorScreenPos({area.x + side, area.y});
  ImGui::BeginChild("messages", {area.w - side, area.h}, 0, ImGuiWindowFlags_HorizontalScrollbar);
  const auto part = [&](const MessageContent& message, MessagePane& pane) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x - pen.px(10);
    const float title = message_title_height(pen.style());
    PanelResult wish = draw_message_title(message, in, {at.x, at.y, width, title}, pen.style());
    ImGui::SetCursorScreenPos({at.x, at.y + title});
    ImGui::PushID(message.title);
    draw_message(message, in, pane, pen.style());
    ImGui::PopID();
    ImGui::Dummy({1, pen.px(8)});
    return wish;
  };
  PanelResult wish = part(said.request, state.request);
  wish = either(std::move(wish), part(said.response, state.response));
  ImGui::EndChild();
  return wish;
}

// The hop as it was before somebody edited it. Its notes are those of what was sent in the end.
Hop before_edit(Hop hop) {
  if (hop.request_before_edit) hop.request = *hop.request_before_edit;
  if (hop.response_before_edit) hop.outcome = *hop.response_before_edit;
  hop.request_before_edit = nullptr;
  hop.response_before_edit = nullptr;
  std::erase_if(hop.request_notes, [](const emulator::HeaderNote& note) {
    return note.flow == emulator::HeaderFlow::Edited;
  });
  return hop;
}

// The line above an edited hop: what is shown, and the way to the other. Takes its room of `area`.
bool draw_edit_line(const Pen& pen, const Hop& hop, Rect& area) {
  if (!hop.request_before_edit && !hop.response_before_edit) return false;
  bool& original = *ImGui::GetStateStorage()->GetBoolRef(ImGui::GetID("before the edit"));
  const Rect line{area.x, area.y, area.w, pen.px(kEditLine)};
  area = {area.x, line.bottom(), area.w, area.h - line.h};
  pen.fill(line, Role::Warning, 0.08f);
  const float x = draw_chip(pen, line.x + pen.px(kSide), line.center_y(),
                            original ? "before the edit" : "edited by hand", ChipTone::Caution);
  const char* label = original ? "Show what was sent" : "Show what it was before";
  const float width = Pen::width(pen.fonts().body, label) + pen.px(20);
  const Rect place{x + pen.px(8), line.center_y() - pen.px(13), width, pen.px(26)};
  if (button(pen, label, place, ButtonLook::Quiet)) original = !original;
  return original;
}

Exchange hop_exchange(const Hop& hop, const Invocation& invocation, const Limits& limits) {
  const std::size_t at = static_cast<std::size_t>(hop.index) - 1;
  Exchange said{hop_request(hop, limits), hop_response(hop)};
  const bool last = at + 1 >= invocation.order.size();
  if (said.response.instead.empty())
    said.response.size =
        last ? limits.response(said.response.body) : limits.between(said.response.body);
  return said;
}

PanelResult draw_exchange(const Pen& pen, const Invocation& invocation, int hop, Rect area,
                          const InspectorInput& in, InspectorState& state) {
  const auto at = static_cast<std::size_t>(hop) - 1;
  const bool client = state.tab == InspectorTab::Client || hop == 0;
  if (!client && at >= invocation.hops.size()) {
    draw_empty_state(pen, area, "No exchange", why_no_hop(invocation, hop));
    return std::nullopt;
  }
  const Limits limits{in.panel.now.pipeline->local.profile};
  const bool original = !client && draw_edit_line(pen, *invocation.hops[at], area);
  const Exchange said =
      client     ? Exchange{client_request(invocation, limits), client_response(invocation, limits)}
      : original ? hop_exchange(before_edit(*invocation.hops[at]), invocation, limits)
                 : hop_exchange(*invocation.hops[at], invocation, limits);
  return in.stacked ? draw_stacked(pen, said, in.panel, state, area)
                    : draw_beside(pen, said, in.panel, state, area);
}

void draw_timing(const Pen& pen, const std::vector<TimingRow>& rows, const Rect& area) {
  const float side = pen.px(kSide);
  ImGui::SetCursorScreenPos({area.x + side, area.y + pen.px(8)});
  ImGui::BeginChild("timing", {area.w - side, area.h - pen.px(8)});
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  for (const TimingRow& row : rows) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float middle = at.y + pen.px(12);
    const bool heading = row.value.empty();
    pen.text(heading ? pen.fonts().strong : pen.fonts().body, at.x, middle,
             heading ? Role::Text : Role::TextDim, row.label);
    pen.text_right(pen.fonts().mono, at.x + pen.px(240), middle, Role::Text, row.value);
    const float notes = at.x + pen.px(262);
    pen.text_within(pen.fonts().body, {notes, at.y, area.right() - notes - side, pen.px(24)},
                    Role::TextFaint, row.note);
    ImGui::Dummy({1, pen.px(24)});
  }
  ImGui::PopStyleVar();
  ImGui::EndChild();
}

void send_for_wishes(const PanelInput& in, InspectorState& state) {
  for (BodyWish& wish : std::exchange(state.wishes, {})) {
    if (!wish.body) continue;
    in.errands.push_back(wish.file.empty() ? copy_body(wish.body, in.outside.load_body)
                                           : save_body(wish.body, in.outside.load_body, wish.file));
  }
}

}  // namespace

PanelResult draw_hop_inspector(const InspectorInput& in, InspectorState& state,
                               Selection& selection, const Style& style) {
  const Pen pen(style);
  const Rect area = panel_area();
  send_for_wishes(in.panel, state);
  const emulator::InvocationPtr invocation = selected_invocation(in.panel.now, selection);
  if (!invocation) {
    draw_empty_state(pen, area, "What was said",
                     "Request and response of the chosen hop stand here side by side");
    return std::nullopt;
  }
  const Rect row{area.x, area.y, area.w, pen.px(kTabs)};
  float tabs_end = row.x;
  PanelResult wish = draw_tabs(pen, state, row, tabs_end);
  const Rect behind{tabs_end, row.y, row.right() - tabs_end, row.h};
  const int hop = shown_hop(*invocation, selection);
  if (hop == 0) {
    draw_caller(pen, *invocation, behind);
  } else {
    draw_place(pen, *invocation, hop, behind);
  }
  const Rect rest{area.x, row.bottom(), area.w, area.h - row.h};
  if (state.tab == InspectorTab::Diff)
    return either(std::move(wish),
                  draw_diff_tab({in.panel, *invocation, hop}, in.compare, selection, rest, style));
  if (state.tab == InspectorTab::Timing) {
    draw_timing(pen, timing_table(*invocation, hop), rest);
    return wish;
  }
  if (state.tab == InspectorTab::Explain)
    return either(std::move(wish),
                  draw_explanation(in.panel, {invocation, hop}, state.explain, {rest, style}));
  return either(std::move(wish), draw_exchange(pen, *invocation, hop, rest, in, state));
}

}  // namespace app
