#include "app/panels/endpoint_sheet.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/errands/body_errands.h"
#include "app/item_registry.h"
#include "app/view_model/address_words.h"
#include "app/widgets/action_menu.h"
#include "app/widgets/button.h"
#include "app/widgets/chip.h"
#include "app/widgets/combo_field.h"
#include "app/widgets/status_glyph.h"
#include "emulator/base/text.h"

namespace app {
namespace {

constexpr float kSide = 16, kTitle = 40, kLine = 22, kGap = 10, kButton = 26, kSides = 12;
constexpr float kNumber = 84, kMost = 760, kGlyph = 20, kState = 96, kNarrow = 460;

// Lines one below the other; as wide as the window.
class Sheet {
 public:
  Sheet(const PanelInput& in, const Style& style)
      : in_(in), pen_(style), at_(ImGui::GetCursorScreenPos()) {
    const float room = ImGui::GetContentRegionAvail().x - 2 * pen_.px(kSide);
    row_ = {at_.x + pen_.px(kSide), at_.y, room, pen_.px(kLine)};
  }

  const Pen& pen() const { return pen_; }
  const Rect& row() const { return row_; }
  void step(float points) { row_.y += pen_.px(points); }
  void line() { step(kLine); }

  // A text over as many lines as it takes.
  void wrapped(Role role, std::string_view text, float indent = 0) {
    ImFont* font = pen_.fonts().body;
    const float width = row_.w - pen_.px(indent);
    const char* end = text.data() + text.size();
    const float high = font->CalcTextSizeA(font->FontSize, FLT_MAX, width, text.data(), end).y;
    pen_.notice(font, text);
    pen_.list().AddText(font, font->FontSize,
                        {std::round(row_.x + pen_.px(indent)), std::round(row_.y + pen_.px(2))},
                        pen_.style().color(role), text.data(), end, width);
    row_.y += high + pen_.px(6);
  }

  // A label and a text that a click copies.
  void copied(std::string_view label, const std::string& text) {
    const float label_end =
        pen_.text(pen_.fonts().caption, row_.x, row_.center_y(), Role::TextFaint, label);
    const float x = std::max(label_end + pen_.px(10), row_.x + pen_.px(84));
    const float width = std::min(Pen::width(pen_.fonts().mono, text) + 2, row_.right() - x);
    const Rect place{x, row_.y, width, row_.h};
    if (hit(("copy " + text).c_str(), place))
      in_.errands.push_back(copy_text(text, "Copied " + std::string(label)));
    const bool hovered = ImGui::IsItemHovered();
    ImGui::SetItemTooltip("%s\nA click copies it", text.c_str());
    pen_.text_middle_elided(pen_.fonts().mono, place, hovered ? Role::Accent : Role::TextDim, text);
    line();
  }

  void end() const {
    ImGui::SetCursorScreenPos({at_.x, row_.y});
    ImGui::Dummy({1, pen_.px(kGap)});
  }

 private:
  const PanelInput& in_;
  Pen pen_;
  ImVec2 at_;
  Rect row_;
};

// Buttons from right to left; `right` is what is left over.
struct ButtonRow {
  const Pen& pen;
  Rect row;
  float right;

  Rect place(float width) {
    const Rect at{right - width, row.center_y() - pen.px(kButton / 2), width, pen.px(kButton)};
    right = at.x - pen.px(8);
    return at;
  }
  bool press(const PanelInput& in, const char* label, ActionId id) {
    if (!in.can[id]) return false;
    const Rect at = place(Pen::width(pen.fonts().body, label) + pen.px(2 * kSides));
    const bool pressed = button(pen, label, at, ButtonLook::Flat);
    ImGui::SetItemTooltip("%s", action_tooltip(action(id)).c_str());
    return pressed;
  }
};

// What a call needs that reaches this very endpoint.
void offer_calls(const PanelInput& in, const emulator::EndpointView& endpoint) {
  constexpr std::array<std::string_view, 3> kCalls = {"boto3", "aws-cli", "curl"};
  ImGui::Separator();
  for (const std::string_view name : kCalls) {
    const ClientText& text = *client_text(name);
    if (!ImGui::MenuItem(("Copy for " + std::string(text.label)).c_str())) continue;
    in.errands.push_back(copy_text(text.lines(client_target(in.now, &endpoint)),
                                   "Copied for " + std::string(text.label)));
  }
}

PanelResult draw_copy_menu(const PanelInput& in, ButtonRow& buttons,
                           const emulator::EndpointView* endpoint) {
  const Pen& pen = buttons.pen;
  const Rect at = buttons.place(pen.px(74));
  if (hit("copy menu", at)) ImGui::OpenPopup("copy what");
  pen.fill(at, ImGui::IsItemHovered() ? Role::Hover : Role::Card, 1, pen.px(4));
  pen.frame(at, Role::Border, pen.hairline(), pen.px(4));
  pen.text(pen.fonts().body, at.x + pen.px(kSides), at.center_y(), Role::Text, "Copy");
  draw_list_mark(pen, at.right() - pen.px(14), at.center_y());
  if (!ImGui::BeginPopup("copy what")) return std::nullopt;
  constexpr std::array kRows = {ActionId::CopyEndpointUrl, ActionId::CopyArn,
                                ActionId::CopyCreateModel};
  const auto rows = std::span(kRows).subspan(endpoint ? 0 : 1);
  const auto chosen = action_menu_rows(rows, in.can);
  if (endpoint) offer_calls(in, *endpoint);
  ImGui::EndPopup();
  return chosen ? PanelResult(*chosen) : std::nullopt;
}

PanelResult draw_title(Sheet& sheet, const PanelInput& in, const std::string& name,
                       const StatusWords& status, const emulator::EndpointView* endpoint) {
  const Pen& pen = sheet.pen();
  const Rect row{sheet.row().x, sheet.row().y, sheet.row().w, pen.px(kTitle)};
  ButtonRow buttons{pen, row, row.right()};
  PanelResult wish = draw_copy_menu(in, buttons, endpoint);
  if (buttons.press(in, "Delete…", ActionId::DeleteHosted)) wish = ActionId::DeleteHosted;
  const bool narrow = row.w < pen.px(kNarrow);
  if (buttons.press(in, narrow ? "Open" : "Open model", ActionId::OpenModel))
    wish = ActionId::OpenModel;
  float x = row.x;
  if (!status.text.empty()) {
    draw_glyph(pen, status.glyph, x + pen.px(6), row.center_y());
    x += pen.px(kGlyph);
  }
  // The list beside it says the word, too.
  const float word =
      status.text.empty() || narrow ? 0 : Pen::width(pen.fonts().body, status.text) + pen.px(12);
  const float most = std::max(buttons.right - x - word, pen.px(60));
  x = pen.text_middle_elided(pen.fonts().strong, {x, row.y, most, row.h}, Role::Text, name);
  const Rect rest{x + pen.px(12), row.y, buttons.right - x - pen.px(12), row.h};
  if (!narrow) pen.text_within(pen.fonts().body, rest, glyph_role(status.glyph), status.text);
  sheet.step(kTitle);
  return wish;
}

// Name and number after name and number, on as many lines as they take.
void draw_counts(Sheet& sheet, const VariantBlock& block) {
  const Pen& pen = sheet.pen();
  float x = sheet.row().x;
  for (const auto& [name, number] : block.counts) {
    const float width = Pen::width(pen.fonts().body, name) + pen.px(8) +
                        Pen::width(pen.fonts().mono, number) + pen.px(22);
    if (x > sheet.row().x && x + width > sheet.row().right()) {
      sheet.line();
      x = sheet.row().x;
    }
    const float middle = sheet.row().center_y();
    const float end = pen.text(pen.fonts().body, x, middle, Role::TextDim, name);
    pen.text(pen.fonts().mono, end + pen.px(8), middle, Role::Text, number);
    x += width;
  }
  sheet.line();
}

// Right edges of p50, p99, CPU and memory.
struct NumberColumns {
  std::array<float, 4> right{};
};
NumberColumns columns_of(const Sheet& sheet) {
  const Pen& pen = sheet.pen();
  const float width = std::min(sheet.row().w, pen.px(kMost));
  const float pitch = std::min(pen.px(kNumber), width * 0.15f);
  NumberColumns columns;
  for (std::size_t i = 0; i < columns.right.size(); ++i)
    columns.right[i] = sheet.row().x + width - pitch * static_cast<float>(3 - i);
  return columns;
}

void draw_figure(Sheet& sheet, const FigureRow& row, const NumberColumns& columns) {
  const Pen& pen = sheet.pen();
  const Rect& line = sheet.row();
  const float middle = line.center_y();
  const float numbers = columns.right[0] - pen.px(66);
  float x = line.x;
  if (row.is_container) {
    draw_glyph(pen, row.state.glyph, x + pen.px(6), middle);
    x += pen.px(kGlyph);
  }
  const float state = row.is_container ? pen.px(kState) : 0;
  const Rect name{x, line.y, std::max(numbers - x - state, pen.px(48)), line.h};
  x = pen.text_middle_elided(pen.fonts().body, name, Role::Text, row.name) + pen.px(10);
  if (row.is_container) {
    const Role role = row.state.glyph == Glyph::Error ? Role::Error : Role::TextDim;
    const std::string& word = row.state.text;
    x = pen.text_within(pen.fonts().body, {x, line.y, numbers - x, line.h}, role, word);
    if (row.slowest && x + pen.px(70) < numbers)
      draw_chip(pen, x + pen.px(10), middle, "slowest", ChipTone::Caution);
    else if (!row.state.detail.empty())
      pen.text_within(pen.fonts().body, {x + pen.px(8), line.y, numbers - x - pen.px(8), line.h},
                      Role::TextFaint, row.state.detail);
  }
  const std::array<const std::string*, 4> texts = {&row.p50, &row.p99, &row.cpu, &row.memory};
  for (std::size_t i = 0; i < texts.size(); ++i)
    pen.text_right(pen.fonts().mono, columns.right[i], middle,
                   row.slowest && i < 2 ? Role::Warning : Role::Text, *texts[i]);
  sheet.line();
  if (!row.trouble.empty()) sheet.wrapped(Role::Error, row.trouble, kGlyph);
}

void draw_variant(Sheet& sheet, const VariantBlock& block) {
  const Pen& pen = sheet.pen();
  sheet.step(kGap / 2);
  pen.horizontal(sheet.row().x, sheet.row().right(), sheet.row().y, Role::Border, 0.7f);
  sheet.step(kGap / 2);
  const float x =
      pen.text(pen.fonts().strong, sheet.row().x, sheet.row().center_y(), Role::Text, block.name) +
      pen.px(12);
  pen.text_within(pen.fonts().body, {x, sheet.row().y, sheet.row().right() - x, sheet.row().h},
                  Role::TextDim, block.model + "  /  " + block.weight + "  /  " + block.instances);
  sheet.line();
  draw_counts(sheet, block);
  const NumberColumns columns = columns_of(sheet);
  constexpr std::array<std::string_view, 4> kHeads = {"p50", "p99", "CPU", "memory"};
  for (std::size_t i = 0; i < kHeads.size(); ++i)
    pen.text_right(pen.fonts().caption, columns.right[i], sheet.row().center_y(), Role::TextFaint,
                   kHeads[i]);
  pen.text(pen.fonts().caption, sheet.row().x, sheet.row().center_y(), Role::TextFaint,
           "Latency (of a container: ContainerLatency)");
  sheet.line();
  for (const FigureRow& row : block.figures) draw_figure(sheet, row, columns);
  for (const std::string& stream : block.log_streams) sheet.copied("log stream", stream);
}

}  // namespace

PanelResult draw_endpoint_sheet(const PanelInput& in, const emulator::EndpointView& endpoint,
                                const Style& style) {
  Sheet sheet(in, style);
  PanelResult wish =
      draw_title(sheet, in, endpoint.name, endpoint_words(endpoint.status), &endpoint);
  if (!endpoint.failure_reason.empty()) sheet.wrapped(Role::Error, endpoint.failure_reason);
  const Pen& pen = sheet.pen();
  pen.text_middle_elided(pen.fonts().body, sheet.row(), Role::TextDim,
                         "config " + endpoint.config_name + ", " + endpoint_times(endpoint));
  sheet.line();
  for (const VariantBlock& block : variant_blocks(endpoint, in.time)) draw_variant(sheet, block);
  sheet.step(kGap / 2);
  pen.horizontal(sheet.row().x, sheet.row().right(), sheet.row().y, Role::Border, 0.7f);
  sheet.step(kGap / 2);
  sheet.copied("log group", log_group(endpoint.name));
  sheet.copied("URL", endpoint.url);
  sheet.copied("ARN", endpoint.arn);
  sheet.end();
  return wish;
}

PanelResult draw_model_sheet(const PanelInput& in, const emulator::ModelView& model,
                             const Style& style) {
  Sheet sheet(in, style);
  PanelResult wish = draw_title(sheet, in, model.name, {}, nullptr);
  const Pen& pen = sheet.pen();
  pen.text_within(pen.fonts().body, sheet.row(), Role::TextDim,
                  model.of_window
                      ? "The pipeline in this window"
                      : "Created " + emulator::format_time_of_day(model.created, false) +
                            " through the address");
  sheet.line();
  float names = pen.px(60);
  const auto containers = model_containers(model);
  for (const auto& [name, origin] : containers)
    names = std::max(names, Pen::width(pen.fonts().body, name));
  names = std::min(names, sheet.row().w * 0.45f);
  for (const auto& [name, origin] : containers) {
    const Rect row = sheet.row();
    pen.text_middle_elided(pen.fonts().body, {row.x, row.y, names, row.h}, Role::Text, name);
    const float x = row.x + names + pen.px(16);
    pen.text_middle_elided(pen.fonts().mono, {x, row.y, row.right() - x, row.h}, Role::TextDim,
                           origin);
    sheet.line();
  }
  sheet.step(kGap / 2);
  sheet.copied("ARN", model.arn);
  sheet.end();
  return wish;
}

}  // namespace app
