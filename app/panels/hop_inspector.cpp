#include "app/panels/hop_inspector.h"

#include <algorithm>
#include <utility>

#include "app/panels/message_pane.h"
#include "app/view_model/humanise.h"
#include "app/widgets/button.h"
#include "app/widgets/empty_state.h"
#include "app/widgets/tabs.h"
#include "emulator/base/text.h"

namespace app {
namespace {

using emulator::Hop;
using emulator::HttpResponse;
using emulator::Invocation;

constexpr float kTabs = 38, kSide = 17;

std::string size_of(const emulator::BodyPtr& body) {
  return emulator::format_size(body ? body->size() : 0);
}

MessageContent hop_request(const Hop& hop) {
  MessageContent message;
  message.title = "Request";
  message.chip = size_of(hop.request.body);
  message.headers = header_table(hop.request.headers, hop.request_notes);
  message.body = hop.request.body;
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
  return message;
}

MessageContent hop_response(const Hop& hop) {
  if (const HttpResponse* response = hop.response())
    return response_content(*response, hop.response_notes);
  const emulator::TransportError& error = *hop.error();
  if (!error.partial) {
    MessageContent message;
    message.title = "Response";
    message.chip = std::string(emulator::to_text(error.kind));
    message.tone = ChipTone::Bad;
    message.instead = error.message;
    return message;
  }
  MessageContent message = response_content(*error.partial, hop.response_notes);
  message.chip += ", incomplete";
  message.tone = ChipTone::Bad;
  message.remark = error.message;
  return message;
}

MessageContent client_request(const Invocation& invocation) {
  const emulator::InvokeRequest& request = invocation.request;
  MessageContent message;
  message.title = "Request";
  message.chip = size_of(request.body);
  message.body = request.body;
  emulator::Headers headers;
  if (request.content_type) headers.add("Content-Type", *request.content_type);
  if (request.accept) headers.add("Accept", *request.accept);
  if (request.custom_attributes)
    headers.add("X-Amzn-SageMaker-Custom-Attributes", *request.custom_attributes);
  if (request.inference_id) headers.add("X-Amzn-SageMaker-Inference-Id", *request.inference_id);
  message.headers = header_table(headers, {});
  return message;
}

MessageContent client_response(const Invocation& invocation) {
  if (invocation.response) return response_content(*invocation.response, {});
  MessageContent message;
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

PanelResult draw_tabs(const Pen& pen, const PanelInput& in, InspectorState& state,
                      const Rect& row) {
  float x = row.x + pen.px(kSide);
  const auto choose = [&](const char* label, InspectorTab which) {
    if (tab(pen, label, x, row, {state.tab == which, 0, false})) state.tab = which;
  };
  choose("Request and response", InspectorTab::Messages);
  choose("Client", InspectorTab::Client);
  pen.horizontal(row.x, row.right(), row.bottom() - 1, Role::Border);

  PanelResult wish;
  const float size = pen.px(26);
  const Rect next{row.right() - pen.px(12) - size, row.center_y() - size / 2, size, size};
  const Rect previous{next.x - size - pen.px(2), next.y, size, size};
  if (button(pen, "→", next, ButtonLook::Quiet)) wish = ActionId::NextHop;
  if (button(pen, "←", previous, ButtonLook::Quiet)) wish = ActionId::PreviousHop;
  (void)in;
  return wish;
}

void draw_place(const Pen& pen, const Invocation& invocation, int hop, const Rect& row) {
  const std::size_t count = std::max(invocation.order.size(), invocation.hops.size());
  const auto at = static_cast<std::size_t>(hop) - 1;
  std::string text = "Hop " + std::to_string(hop) + " of " + std::to_string(count);
  if (at < invocation.order.size()) text += "   " + invocation.order[at];
  if (at < invocation.hops.size())
    text += "   " + invocation.hops[at]->request.method + " " + invocation.hops[at]->request.target;
  const float right = row.right() - pen.px(80);
  const float width = Pen::width(pen.fonts().body, text);
  if (right - width > row.x + pen.px(290))
    pen.text_right(pen.fonts().body, right, row.center_y(), Role::TextDim, text);
}

struct Panes {
  Rect request, response, divider;
};

Panes panes_of(const Pen& pen, const Rect& area, bool stacked) {
  const float side = pen.px(kSide);
  if (stacked) {
    const float half = area.h / 2;
    const float width = area.w - 2 * side;
    return {{area.x + side, area.y, width, half},
            {area.x + side, area.y + half, width, area.h - half},
            {area.x + side, area.y + half, width, pen.hairline()}};
  }
  const float half = area.w / 2;
  return {{area.x + side, area.y, half - 2 * side, area.h},
          {area.x + half + side - pen.px(1), area.y, half - 2 * side, area.h},
          {area.x + half, area.y + pen.px(8), pen.px(2), area.h - pen.px(18)}};
}

void draw_messages(const Pen& pen, const Invocation& invocation, int hop, InspectorState& state,
                   const Panes& panes) {
  const auto at = static_cast<std::size_t>(hop) - 1;
  const bool client = state.tab == InspectorTab::Client;
  if (!client && at >= invocation.hops.size()) {
    const Rect both{panes.request.x, panes.request.y, panes.response.right() - panes.request.x,
                    panes.response.bottom() - panes.request.y};
    draw_empty_state(pen, both, "No exchange", why_no_hop(invocation, hop));
    return;
  }
  pen.fill(panes.divider, Role::Border, 0.7f);
  const MessageContent request =
      client ? client_request(invocation) : hop_request(*invocation.hops[at]);
  const MessageContent response =
      client ? client_response(invocation) : hop_response(*invocation.hops[at]);
  draw_message_pane(request, panes.request, state.request, pen.style());
  draw_message_pane(response, panes.response, state.response, pen.style());
}

}  // namespace

PanelResult draw_hop_inspector(const InspectorInput& in, InspectorState& state,
                               const Selection& selection, const Style& style) {
  const Pen pen(style);
  const Rect area = panel_area();
  const emulator::InvocationPtr invocation = selected_invocation(in.panel.now, selection);
  if (!invocation) {
    draw_empty_state(pen, area, "What was said",
                     "Request and response of the chosen hop stand here side by side");
    return std::nullopt;
  }
  const Rect row{area.x, area.y, area.w, pen.px(kTabs)};
  const PanelResult wish = draw_tabs(pen, in.panel, state, row);
  const int hop = shown_hop(*invocation, selection);
  if (hop == 0) return wish;
  draw_place(pen, *invocation, hop, row);
  const Rect rest{area.x, row.bottom(), area.w, area.h - row.h};
  draw_messages(pen, *invocation, hop, state, panes_of(pen, rest, in.stacked));
  return wish;
}

}  // namespace app
