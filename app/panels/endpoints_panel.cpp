#include "app/panels/endpoints_panel.h"

#include <algorithm>
#include <array>
#include <utility>

#include "app/item_registry.h"
#include "app/panels/endpoint_sheet.h"
#include "app/view_model/address_words.h"
#include "app/view_model/export_text.h"
#include "app/widgets/action_menu.h"
#include "app/widgets/button.h"
#include "app/widgets/chip.h"
#include "app/widgets/empty_state.h"
#include "app/widgets/question.h"
#include "app/widgets/status_glyph.h"

namespace app {
namespace {

using Kind = HostedRow::Kind;

constexpr float kRow = 26, kHeading = 28, kSide = 17, kLeastList = 176, kMostList = 300;
constexpr float kListShare = 0.34f, kSnippetLine = 20, kButton = 28, kCopy = 88;

std::string item_name(const HostedRow& row) {
  return (row.kind == Kind::Model ? "model:" : "endpoint:") + row.name;
}

PanelResult draw_menu(const PanelInput& in) {
  if (!ImGui::BeginPopupContextItem("hosted menu")) return std::nullopt;
  constexpr std::array kRows = {ActionId::OpenModel, ActionId::CopyEndpointUrl, ActionId::CopyArn,
                                ActionId::CopyCreateModel, ActionId::DeleteHosted};
  const auto chosen = action_menu_rows(kRows, in.can);
  ImGui::EndPopup();
  return chosen ? PanelResult(*chosen) : std::nullopt;
}

void paint_row(const Pen& pen, const HostedRow& row, const Rect& line) {
  const float middle = line.center_y();
  float x = line.x + pen.px(kSide - 5);
  const bool endpoint = row.kind == Kind::Endpoint;
  if (endpoint) draw_glyph(pen, row.status.glyph, x + pen.px(6), middle);
  x += pen.px(endpoint ? 20 : 2);
  const std::string& word = row.of_window ? std::string("this window")
                            : endpoint    ? row.status.text
                                          : row.remark;
  const Role role = endpoint && !row.of_window ? glyph_role(row.status.glyph) : Role::TextFaint;
  const float right =
      pen.text_right(pen.fonts().caption, line.right() - pen.px(12), middle, role, word);
  pen.text_middle_elided(pen.fonts().body, {x, line.y, right - x - pen.px(8), line.h}, Role::Text,
                         row.name);
}

PanelResult draw_row(const Pen& pen, const PanelInput& in, const HostedRow& row,
                     EndpointsState& state, bool chosen) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const Rect line{at.x + pen.px(5), at.y, ImGui::GetContentRegionAvail().x - pen.px(8),
                  pen.px(kRow)};
  const std::string name = item_name(row);
  const bool clicked = hit(name.c_str(), line);
  const bool hovered = ImGui::IsItemHovered();
  if (clicked || (hovered && ImGui::IsMouseReleased(ImGuiMouseButton_Right)))
    state.chosen = {row.kind, row.name};
  ImGui::SetItemTooltip("%s", row.name.c_str());
  ImGui::PushID(name.c_str());
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {pen.px(8), pen.px(8)});
  PanelResult wish = draw_menu(in);
  ImGui::PopStyleVar();
  ImGui::PopID();
  if (chosen) pen.fill(line, Role::Selection, 1.0f, pen.px(4));
  if (hovered && !chosen) pen.fill(line, Role::Hover, 0.6f, pen.px(4));
  if (chosen && std::exchange(state.reveal, false)) {
    const float top = at.y - ImGui::GetWindowPos().y;
    if (top < 0 || top + line.h > ImGui::GetWindowHeight()) ImGui::SetScrollHereY();
  }
  paint_row(pen, row, line);
  ImGui::SetCursorScreenPos({at.x, line.bottom()});
  return wish;
}

void draw_heading(const Pen& pen, Kind kind) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  pen.text(pen.fonts().caption, at.x + pen.px(kSide), at.y + pen.px(kHeading / 2 + 2),
           Role::TextFaint, kind == Kind::Model ? "Models" : "Endpoints");
  ImGui::SetCursorScreenPos({at.x, at.y + pen.px(kHeading)});
}

PanelResult draw_list(const PanelInput& in, EndpointsState& state, const HostedKey& chosen,
                      const Style& style) {
  const Pen pen(style);
  PanelResult wish;
  std::optional<Kind> under;
  for (const HostedRow& row : hosted_rows(*in.now.address)) {
    if (under != row.kind) draw_heading(pen, row.kind);
    under = row.kind;
    const bool is_chosen = chosen.kind == row.kind && chosen.name == row.name;
    wish = either(std::move(wish), draw_row(pen, in, row, state, is_chosen));
  }
  ImGui::Dummy({1, pen.px(6)});
  return wish;
}

// The lines of a shell that send its clients here.
PanelResult draw_how(const Pen& pen, const PanelInput& in, const Rect& area) {
  const std::string lines = client_text("posix")->lines(client_target(in.now));
  auto shown = lines_of(lines);
  shown.resize(std::min<std::size_t>(shown.size(), 2));
  const float height = pen.px(kSnippetLine) * static_cast<float>(shown.size()) + pen.px(12);
  const float width = std::min(area.w - pen.px(32), pen.px(690));
  // In a low drawer the lines alone.
  const float words = area.h < height + pen.px(52) ? 0 : pen.px(52);
  const float top = std::max(area.y, area.center_y() - (words + height) / 2);
  if (words > 0)
    draw_empty_state(pen, {area.x, top, area.w, words}, "No endpoints yet",
                     "Paste this where a client runs: what it creates is here");
  const Rect field{area.center_x() - width / 2, top + words, width, height};
  pen.fill(field, Role::Field, 1.0f, pen.px(4));
  pen.frame(field, Role::Border, pen.hairline(), pen.px(4));
  const float copy = pen.px(kCopy);
  float y = field.y + pen.px(6);
  for (const std::string& line : shown) {
    pen.text_within(pen.fonts().mono,
                    {field.x + pen.px(12), y, field.w - copy - pen.px(28), pen.px(kSnippetLine)},
                    Role::Text, line);
    y += pen.px(kSnippetLine);
  }
  const Rect place{field.right() - copy - pen.px(8), field.center_y() - pen.px(kButton / 2), copy,
                   pen.px(kButton)};
  ImGui::PushID("how");
  const bool pressed = button(pen, "Copy", place, ButtonLook::Flat);
  tag("copy lines");
  ImGui::PopID();
  ImGui::SetItemTooltip("These lines, and keys where none are set");
  return pressed ? PanelResult(ActionId::CopyPosixLines) : std::nullopt;
}

PanelResult draw_empty(const PanelInput& in, const Rect& area, const Style& style) {
  const Pen pen(style);
  const emulator::AddressView* address = in.now.address.get();
  if (address && !address->url.empty()) return draw_how(pen, in, area);
  const bool told = address && address->error;
  draw_empty_state(
      pen, area, told ? address->error->what : "The SageMaker address is not open",
      told ? address->error->next_step : "Endpoints that clients create there appear here");
  return std::nullopt;
}

}  // namespace

PanelResult draw_endpoints_panel(const PanelInput& in, EndpointsState& state, const Style& style) {
  const Rect area = panel_area();
  const auto chosen = chosen_hosted(in.now, state);
  if (!chosen) return draw_empty(in, area, style);
  const Pen pen(style);
  const float width = std::clamp(area.w * kListShare, pen.px(kLeastList), pen.px(kMostList));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  ImGui::SetCursorScreenPos(top_left(area));
  ImGui::BeginChild("hosted", {width, area.h}, 0, ImGuiWindowFlags_NoNavInputs);
  PanelResult wish = draw_list(in, state, *chosen, style);
  ImGui::EndChild();
  pen.vertical(area.x + width, area.y, area.bottom(), Role::Border);
  ImGui::SetCursorScreenPos({area.x + width + pen.hairline(), area.y});
  ImGui::BeginChild("hosted sheet", {area.w - width - pen.hairline(), area.h}, 0,
                    ImGuiWindowFlags_NoNavInputs);
  // Each its own scroll position would surprise: another one starts at its top.
  const ImGuiID id =
      ImGui::GetID((chosen->name + (chosen->kind == Kind::Model ? "m" : "e")).c_str());
  int& shown = *ImGui::GetStateStorage()->GetIntRef(ImGui::GetID("shown"), 0);
  if (std::exchange(shown, static_cast<int>(id)) != static_cast<int>(id)) ImGui::SetScrollY(0);
  const bool model = chosen->kind == Kind::Model;
  wish =
      either(std::move(wish),
             model ? draw_model_sheet(in, *find_model(*in.now.address, chosen->name), style)
                   : draw_endpoint_sheet(in, *find_endpoint(*in.now.address, chosen->name), style));
  ImGui::EndChild();
  ImGui::PopStyleVar();
  return wish;
}

PanelResult draw_delete_hosted(const PanelInput& in, EndpointsState& state, const Style& style) {
  if (!state.doomed) return in.dialogs.close(), std::nullopt;
  const HostedKey doomed = *state.doomed;
  const bool model = doomed.kind == Kind::Model;
  const QuestionText text{
      "Delete",
      std::string("Delete ") + (model ? "model " : "endpoint ") + doomed.name + "?",
      {model ? "Endpoints that run it go on; no new one can name it"
             : "Its containers stop, and requests to it are refused from then on"}};
  constexpr std::array kAnswers = {"Delete", "Cancel"};
  const auto answer = draw_question(style, text, kAnswers);
  if (!answer) return std::nullopt;
  state.doomed.reset();
  in.dialogs.close();
  if (*answer != 0) return std::nullopt;
  DeleteCall call = delete_call(doomed.kind, doomed.name);
  return emulator::Command{
      emulator::CallControlPlane{std::move(call.operation), std::move(call.json)}};
}

}  // namespace app
