#include "app/panels/compare_panel.h"

#include <algorithm>
#include <array>
#include <utility>

#include "app/errands/compare_errands.h"
#include "app/item_registry.h"
#include "app/panels/base_picker.h"
#include "app/view_model/invocation_rows.h"
#include "app/widgets/button.h"
#include "app/widgets/chip.h"
#include "app/widgets/empty_state.h"
#include "app/widgets/status_glyph.h"
#include "emulator/base/text.h"

namespace app {
namespace {

using emulator::Invocation;

// A drawer lower than this shows rows rather than their headings.
constexpr float kLow = 100;
constexpr float kBar = 36, kHeading = 24, kRow = 26, kSide = 17, kButton = 26, kCopy = 58;
constexpr std::size_t kSmall = 64 * 1024;  // of all bodies: compared in the frame that wants it

std::size_t size_of(const emulator::BodyPtr& body) { return body ? body->size() : 0; }

std::size_t bodies_of(const Invocation& invocation) {
  std::size_t sum = size_of(invocation.request.body);
  for (const emulator::HopPtr& hop : invocation.hops)
    sum += size_of(hop->request.body) + size_of(response_of(*hop).body);
  return sum;
}

// In memory, all of it?
bool at_hand(const Invocation& invocation) {
  const auto here = [](const emulator::BodyPtr& body) {
    return size_of(body) == 0 || body->place() == emulator::BodyPlace::Memory;
  };
  return std::ranges::all_of(invocation.hops, [&](const emulator::HopPtr& hop) {
    return here(hop->request.body) && here(response_of(*hop).body);
  });
}

std::shared_ptr<const InvocationComparison> comparison_of(const PanelInput& in,
                                                          const KeptComparison& wanted,
                                                          CompareState& state) {
  KeptComparison& kept = state.table;
  const bool known = kept.before == wanted.before && kept.after == wanted.after &&
                     kept.tolerance == wanted.tolerance;
  if (known) return kept.comparison;
  kept = wanted;
  const std::size_t size = bodies_of(*wanted.before) + bodies_of(*wanted.after);
  if (size > kSmall || !at_hand(*wanted.before) || !at_hand(*wanted.after)) {
    in.errands.push_back(compare_two_invocations(wanted, in.outside.load_body));
    return nullptr;
  }
  kept.comparison = std::make_shared<const InvocationComparison>(compare_invocations(
      *wanted.before, *wanted.after, wanted.tolerance, content_finder(in.outside.load_body)));
  return kept.comparison;
}

// Where each column begins; what has no room in a narrow drawer is left out.
struct Columns {
  float stage, before, after, change, request, response, right;
  bool sizes = true;
};

Columns columns_of(const Pen& pen, const Rect& area) {
  const float left = area.x + pen.px(kSide + 26);
  const float width = area.right() - pen.px(kSide) - left;
  Columns at{};
  at.sizes = width > pen.px(900);
  const std::array<float, 6> shares = at.sizes ? std::array<float, 6>{13, 27, 27, 9.5f, 11.5f, 12}
                                               : std::array<float, 6>{16, 20, 20, 13, 15.5f, 15.5f};
  std::array<float*, 6> places = {&at.before,  &at.after,    &at.change,
                                  &at.request, &at.response, &at.right};
  at.stage = left;
  float x = left;
  for (std::size_t i = 0; i < places.size(); ++i) *places[i] = x += width * shares[i] / 100;
  return at;
}

void draw_heading(const Pen& pen, const Columns& at, const Rect& row, const Invocation& before,
                  const Invocation& after) {
  const auto name = [&](float x, const std::string& text) {
    pen.text(pen.fonts().caption, x, row.center_y(), Role::TextFaint, text);
  };
  name(at.stage, "Stage");
  name(at.before, "A  " + std::to_string(before.id.value));
  name(at.after, "B  " + std::to_string(after.id.value));
  name(at.change, "Time");
  name(at.request, "Request");
  name(at.response, "Response");
  pen.horizontal(row.x, row.right(), row.bottom() - 1, Role::Border);
}

void paint_side(const Pen& pen, const HopSide& side, const Rect& cell, bool sizes) {
  if (!side.called) {
    pen.text_within(pen.fonts().body, cell, Role::TextFaint, side.hop == 0 ? "–" : "not called");
    return;
  }
  draw_glyph(pen, side.status.glyph, cell.x + pen.px(6), cell.center_y());
  std::string text = side.status.text.substr(0, side.status.text.find(' ')) + (sizes ? "  " : " ") +
                     emulator::format_duration(side.duration);
  if (sizes) text += "  " + side.sizes;
  pen.text_within(pen.fonts().mono, {cell.x + pen.px(20), cell.y, cell.w - pen.px(32), cell.h},
                  Role::Text, text);
}

// "body: 67 of 81 cells", in a narrow column "67 of 81 cells": the row's tooltip has all of it.
void paint_verdict(const Pen& pen, const MessageVerdict& verdict, const Rect& cell) {
  constexpr std::string_view kWhat = "body: ";
  const float room = cell.w - pen.px(10);
  std::string_view text = verdict.text;
  if (text.starts_with(kWhat) && Pen::width(pen.fonts().body, text) > room)
    text.remove_prefix(kWhat.size());
  pen.text_within(pen.fonts().body, {cell.x, cell.y, room, cell.h},
                  verdict.differs ? Role::Warning : Role::TextDim, text);
}

// "-280 µs (-62 %)", in a narrow column "-280 µs".
void paint_change(const Pen& pen, std::string_view text, const Rect& cell) {
  const float room = cell.w - pen.px(10);
  if (Pen::width(pen.fonts().mono, text) > room) text = text.substr(0, text.find(" ("));
  pen.text_within(pen.fonts().mono, {cell.x, cell.y, room, cell.h}, Role::TextDim, text);
}

void paint_hop(const Pen& pen, const HopComparison& hop, const Columns& at, const Rect& row) {
  const auto cell = [&](float from, float to) { return Rect{from, row.y, to - from, row.h}; };
  const float mark = row.x + pen.px(kSide + 8);
  if (hop.differs()) draw_glyph(pen, Glyph::Warning, mark, row.center_y());
  std::string name = hop.stage;
  if (hop.moved)
    name += "  " + std::to_string(hop.before.hop) + " → " + std::to_string(hop.after.hop);
  pen.text_within(pen.fonts().body, cell(at.stage, at.before - pen.px(10)),
                  hop.moved ? Role::Warning : Role::Text, name);
  paint_side(pen, hop.before, cell(at.before, at.after), at.sizes);
  paint_side(pen, hop.after, cell(at.after, at.change), at.sizes);
  if (hop.before.called && hop.after.called)
    paint_change(pen, latency_change_text(hop.before.duration, hop.after.duration),
                 cell(at.change, at.request));
  paint_verdict(pen, hop.request, cell(at.request, at.response));
  paint_verdict(pen, hop.response, cell(at.response, at.right));
}

// Shows the difference of a row in the inspector.
void open_diff(const PanelInput& in, const CompareView& view, const Invocation& after, int hop,
               bool request) {
  view.inspector.tab = InspectorTab::Diff;
  view.state.tab.against = DiffAgainst::Invocation;
  view.state.tab.side = request ? DiffSide::Request : DiffSide::Response;
  view.state.tab.client = hop == 0;
  if (hop > 0) select_hop(in.now, after, hop, view.selection);
}

bool draw_clickable(const Pen& pen, const std::string& name, const Rect& row) {
  const bool clicked = hit(name.c_str(), row);
  if (ImGui::IsItemHovered())
    pen.fill({row.x + pen.px(5), row.y, row.w - pen.px(10), row.h}, Role::Hover, 0.6f, pen.px(4));
  return clicked;
}

struct Table {
  const PanelInput& in;
  const CompareView& view;
  const InvocationComparison& comparison;
  const Invocation& before;
  const Invocation& after;
};

void draw_hop_row(const Pen& pen, const Table& table, const HopComparison& hop, const Columns& at) {
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const Rect row{corner.x, corner.y, ImGui::GetContentRegionAvail().x, pen.px(kRow)};
  if (draw_clickable(pen, "compared:" + hop.stage, row) && hop.after.hop > 0)
    open_diff(table.in, table.view, table.after, hop.after.hop,
              hop.request.differs && !hop.response.differs);
  std::string told = "Request: " + hop.request.text + "\nResponse: " + hop.response.text;
  if (hop.before.called && hop.after.called)
    told += "\nTime: " + latency_change_text(hop.before.duration, hop.after.duration);
  ImGui::SetItemTooltip("%s", told.c_str());
  paint_hop(pen, hop, at, row);
  ImGui::SetCursorScreenPos({row.x, row.bottom()});
}

// What the client sent and got.
void draw_client_row(const Pen& pen, const Table& table, const Columns& at) {
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const Rect row{corner.x, corner.y, ImGui::GetContentRegionAvail().x, pen.px(kRow)};
  const InvocationComparison& c = table.comparison;
  if (draw_clickable(pen, "compared:client", row))
    open_diff(table.in, table.view, table.after, 0, c.request.differs && !c.response.differs);
  pen.horizontal(row.x + pen.px(kSide), row.right() - pen.px(kSide), row.y, Role::Border, 0.6f);
  if (c.request.differs || c.response.differs)
    draw_glyph(pen, Glyph::Warning, row.x + pen.px(kSide + 8), row.center_y());
  pen.text(pen.fonts().body, at.stage, row.center_y(), Role::Text, "Client");
  const auto side = [&](const Invocation& invocation, float from, float to) {
    HopSide whole;
    whole.hop = 1;
    whole.called = true;
    whole.status = invocation_words(invocation);
    whole.duration = invocation.duration;
    whole.sizes = emulator::format_size(size_of(invocation.request.body)) + " ▸ " +
                  emulator::format_size(size_of(client_response_of(invocation).body));
    paint_side(pen, whole, {from, row.y, to - from, row.h}, at.sizes);
  };
  side(table.before, at.before, at.after);
  side(table.after, at.after, at.change);
  paint_change(pen, latency_change_text(table.before.duration, table.after.duration),
               {at.change, row.y, at.request - at.change, row.h});
  paint_verdict(pen, c.request, {at.request, row.y, at.response - at.request, row.h});
  paint_verdict(pen, c.response, {at.response, row.y, at.right - at.response, row.h});
  ImGui::SetCursorScreenPos({row.x, row.bottom()});
}

// From right to left; returns where they begin.
float draw_buttons(const Pen& pen, const PanelInput& in, const CompareView& view,
                   const ComparedWith& with, const Rect& bar) {
  float right = bar.right() - pen.px(kSide);
  const auto place = [&](float width) {
    const Rect at{right - pen.px(width), bar.center_y() - pen.px(kButton / 2), pen.px(width),
                  pen.px(kButton)};
    right = at.x - pen.px(4);
    return at;
  };
  const auto& comparison = view.state.table.comparison;
  if (button(pen, "Copy", place(kCopy), ButtonLook::Quiet) && comparison)
    in.errands.push_back(copy_text(comparison_as_text(*comparison), "Copied the comparison"));
  ImGui::SetItemTooltip("Copy the table");
  if (button(pen, "Swap", place(kCopy), ButtonLook::Quiet)) {
    const emulator::InvocationId selected = view.selection.invocation;
    view.selection.invocation = with.other->id;
    view.selection.marked = selected;
  }
  ImGui::SetItemTooltip("Swap A and B");
  return right;
}

PanelResult draw_bar(const Pen& pen, const PanelInput& in, const CompareView& view,
                     const Invocation& invocation, const ComparedWith& with, const Rect& bar) {
  const float right = draw_buttons(pen, in, view, with, bar);
  float x = pen.text(pen.fonts().strong, bar.x + pen.px(kSide), bar.center_y(), Role::Text,
                     "Invocation " + std::to_string(invocation.id.value)) +
            pen.px(10);
  const float room = std::min(pen.px(320), std::max(pen.px(90), (right - x) * 0.45f));
  Rect chip{x, bar.center_y() - pen.px(9), room, pen.px(18)};
  PanelResult wish = draw_base_picker(pen, in, {invocation, with, false}, view.selection, chip);
  Rect tolerance{chip.right() + pen.px(6), chip.y, 0, chip.h};
  draw_tolerance(pen, view.state, tolerance);
  x = tolerance.right() + pen.px(14);
  const auto& comparison = view.state.table.comparison;
  if (!comparison || right - x < pen.px(40)) return wish;
  draw_glyph(pen, comparison->differs ? Glyph::Warning : Glyph::Ok, x + pen.px(6), bar.center_y());
  pen.text_within(pen.fonts().body, {x + pen.px(20), bar.y, right - x - pen.px(30), bar.h},
                  comparison->differs ? Role::Text : Role::Ok,
                  comparison->differs ? comparison->summary : "No difference");
  return wish;
}

void draw_table(const Table& table, const Style& style) {
  const Pen pen(style);
  const Rect area = panel_area();
  const Columns at = columns_of(pen, area);
  for (const HopComparison& hop : table.comparison.hops) draw_hop_row(pen, table, hop, at);
  draw_client_row(pen, table, at);
  ImGui::Dummy({1, pen.px(6)});
}

}  // namespace

PanelResult draw_compare_panel(const PanelInput& in, const CompareView& view, const Style& style) {
  const Pen pen(style);
  const Rect area = panel_area();
  const auto invocation = selected_invocation(in.now, view.selection);
  if (!invocation) {
    draw_empty_state(pen, area, "Nothing to compare yet",
                     "Two invocations stand here side by side, hop by hop, once they were sent");
    return std::nullopt;
  }
  const ComparedWith with = compared_with(in.now, *invocation, view.selection, view.state);
  if (!with.other) {
    draw_empty_state(pen, area, "Only one invocation so far",
                     "Send another one: the two stand here side by side, hop by hop");
    return std::nullopt;
  }
  const KeptComparison wanted{with.other, invocation, view.state.tolerance, nullptr};
  const auto comparison = comparison_of(in, wanted, view.state);
  const Rect bar{area.x, area.y, area.w, pen.px(kBar)};
  PanelResult wish = draw_bar(pen, in, view, *invocation, with, bar);
  const bool low = area.h < pen.px(kLow);
  const Rect heading{area.x, bar.bottom(), area.w, low ? 0 : pen.px(kHeading)};
  const Rect rest{area.x, heading.bottom(), area.w, area.bottom() - heading.bottom()};
  if (!comparison) {
    draw_empty_state(pen, rest, "Comparing…", "Bodies of both invocations are looked through");
    return wish;
  }
  if (!low) draw_heading(pen, columns_of(pen, area), heading, *with.other, *invocation);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  ImGui::SetCursorScreenPos(top_left(rest));
  ImGui::BeginChild("compared hops", {rest.w, rest.h}, 0, ImGuiWindowFlags_NoNavInputs);
  draw_table({in, view, *comparison, *with.other, *invocation}, style);
  ImGui::EndChild();
  ImGui::PopStyleVar();
  return wish;
}

}  // namespace app
