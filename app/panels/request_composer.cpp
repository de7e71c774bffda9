#include "app/panels/request_composer.h"

#include <algorithm>
#include <array>

#include "app/item_registry.h"
#include "app/view_model/body_preview.h"
#include "app/view_model/composer_layout.h"
#include "app/view_model/content_types.h"
#include "app/widgets/action_menu.h"
#include "app/widgets/body_lines.h"
#include "app/widgets/button.h"
#include "app/widgets/chip.h"
#include "app/widgets/combo_field.h"
#include "app/widgets/empty_state.h"
#include "app/widgets/text_field.h"
#include "emulator/base/text.h"

namespace app {
namespace {

constexpr float kStep = 54;

struct FieldRow {
  const char* label;
  std::string RequestDraft::*text;
  std::span<const std::string_view> choices;
  bool always = true;  // else: only where it is asked for or says something
};

const std::array<FieldRow, 4>& field_rows() {
  static const std::array<FieldRow, 4> rows = {
      FieldRow{"Content-Type", &RequestDraft::content_type, common_content_types()},
      FieldRow{"Accept", &RequestDraft::accept, common_accepts()},
      FieldRow{"Attributes", &RequestDraft::custom_attributes, {}, false},
      FieldRow{"Inference id", &RequestDraft::inference_id, {}, false}};
  return rows;
}

std::vector<const FieldRow*> shown_rows(const ComposerState& state) {
  std::vector<const FieldRow*> shown;
  for (const FieldRow& row : field_rows())
    if (row.always || state.more_shown || !(state.*row.text).empty()) shown.push_back(&row);
  return shown;
}

void draw_choices(const SavedRequests& saved, ComposerState& state) {
  for (std::size_t i = 0; i < saved.size(); ++i) {
    ImGui::PushID(static_cast<int>(i));
    const bool picked = saved[i].name == state.request_name;
    if (ImGui::Selectable(saved[i].name.c_str(), picked)) state.wanted = i;
    ImGui::PopID();
  }
}

// The name of the request, and the list of the saved ones.
void draw_picker(const Pen& pen, const PanelInput& in, ComposerState& state, const Rect& place) {
  const SavedRequests& saved = in.now.pipeline->requests;
  ImGui::BeginDisabled(saved.empty());
  if (hit("saved requests", place)) ImGui::OpenPopup("saved request list");
  ImGui::EndDisabled();
  pen.fill(place, ImGui::IsItemHovered() ? Role::Hover : Role::Field, 1, pen.px(4));
  pen.frame(place, Role::Border, pen.hairline(), pen.px(4));
  float right = place.right() - pen.px(8);
  if (!saved.empty()) {
    draw_list_mark(pen, right - pen.px(6), place.center_y());
    right -= pen.px(18);
  }
  constexpr std::string_view kChanged = "changed";
  if (is_changed(state, saved) && place.w > 2 * chip_width(pen, kChanged)) {
    right -= chip_width(pen, kChanged) + pen.px(2);
    draw_chip(pen, right, place.center_y(), kChanged, ChipTone::Caution);
    right -= pen.px(4);
  }
  const float x = place.x + pen.px(8);
  const bool unsaved = state.request_name.empty();
  pen.text_within(pen.fonts().mono, {x, place.y, right - x, place.h},
                  unsaved ? Role::TextFaint : Role::Text,
                  unsaved ? "not saved" : state.request_name);
  ImGui::SetNextWindowPos({place.x, place.bottom()}, ImGuiCond_Appearing);
  if (!ImGui::BeginPopup("saved request list")) return;
  draw_choices(saved, state);
  ImGui::EndPopup();
}

// Everything that can be done with a request, behind three dots.
PanelResult draw_menu(const Pen& pen, const PanelInput& in, const Rect& place) {
  constexpr std::array kSaving = {ActionId::SaveRequest, ActionId::SaveRequestAs,
                                  ActionId::RenameRequest, ActionId::DeleteRequest,
                                  ActionId::NewRequest};
  constexpr std::array kWriting = {ActionId::BodyFromFile, ActionId::RemoveBody,
                                   ActionId::MoreRequestFields};
  if (hit("request menu", place)) ImGui::OpenPopup("request actions");
  if (ImGui::IsItemHovered()) pen.fill(place, Role::Hover, 1, pen.px(4));
  for (const float x : {-5.0f, 0.0f, 5.0f})
    pen.list().AddCircleFilled({place.center_x() + pen.px(x), place.center_y()}, pen.px(1.6f),
                               pen.style().color(Role::TextDim));
  if (!ImGui::BeginPopup("request actions")) return std::nullopt;
  auto chosen = action_menu_rows(kSaving, in.can);
  ImGui::Separator();
  if (const auto other = action_menu_rows(kWriting, in.can)) chosen = other;
  ImGui::EndPopup();
  return chosen ? PanelResult(*chosen) : std::nullopt;
}

void draw_fields(const Pen& pen, ComposerState& state, const std::vector<const FieldRow*>& rows,
                 const ComposerLayout& layout) {
  ImFont* font = layout.stacked ? pen.fonts().caption : pen.fonts().body;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const FieldRow& row = *rows[i];
    const ComposerLayout::Field& at = layout.fields[i];
    pen.text_within(font, at.label, Role::TextDim, row.label);
    std::string& text = state.*row.text;
    if (row.choices.empty()) {
      text_field(pen, row.label, at.field, text, "not sent");
      if (ImGui::IsItemActive()) state.more_shown = true;  // emptied, it stays
    } else {
      combo_field(pen, row.label, at.field, {text, "not sent", row.choices});
    }
  }
}

// A body that is sent as it is: what it looks like, read only.
void draw_fixed_body(const Pen& pen, const ComposerState& state, const Rect& place) {
  pen.fill(place, Role::Card, 1, pen.px(4));
  pen.frame(place, Role::Border, pen.hairline(), pen.px(4));
  ImGui::SetCursorScreenPos({place.x + pen.px(8), place.y + pen.px(6)});
  ImGui::BeginChild("fixed body", {place.w - pen.px(12), place.h - pen.px(12)});
  const Pen inner(pen.style());
  PreviewLimits limits{code_columns(inner, place.w - pen.px(32)), 100, 8 * 1024};
  BodyPreview preview = body_preview(state.fixed_body, limits);
  preview.note = emulator::format_size(state.fixed_body->size()) + ", sent as it is";
  draw_body_lines(inner, preview);
  ImGui::EndChild();
}

// A child of its own: the editor is one, too, and lies above what its parent paints.
void draw_body_hint(const Style& style, const Rect& place) {
  ImGui::SetCursorScreenPos(top_left(place));
  ImGui::BeginChild("body hint", {place.w, place.h}, 0,
                    ImGuiWindowFlags_NoInputs | ImGuiWindowFlags_NoBackground);
  const Pen pen(style);
  pen.text_within(pen.fonts().body,
                  {place.x + pen.px(9), place.y + pen.px(3), place.w - pen.px(16), pen.px(24)},
                  Role::TextFaint, "Type the body, or drop a file");
  ImGui::EndChild();
}

void draw_body(const Pen& pen, ComposerState& state, const Rect& place) {
  if (state.problem) {
    draw_empty_state(pen, place, state.problem->what, state.problem->next_step);
  } else if (state.fixed_body) {
    draw_fixed_body(pen, state, place);
  } else {
    text_area(pen, "body", place, state.body);
    if (state.body.empty() && !ImGui::IsItemActive()) draw_body_hint(pen.style(), place);
    hold_large_text(state);
  }
}

PanelResult draw_file_line(const Pen& pen, const PanelInput& in, const std::string& file,
                           const Rect& line) {
  if (line.h <= 0) return std::nullopt;
  const float width = Pen::width(pen.fonts().body, "Remove") + pen.px(16);
  const Rect remove{line.right() - width, line.y, width, line.h - pen.px(3)};
  const Rect name{line.x + pen.px(4), line.y, remove.x - pen.px(8) - line.x, line.h - pen.px(3)};
  pen.text_middle_elided(pen.fonts().caption, name, Role::TextDim, file);
  if (!in.can[ActionId::RemoveBody] || !button(pen, "Remove", remove, ButtonLook::Quiet))
    return std::nullopt;
  return ActionId::RemoveBody;
}

// How large the body is against what SageMaker takes.
PanelResult draw_size_line(const Pen& pen, const PanelInput& in, const ComposerState& state,
                           const ComposerLayout& layout) {
  const std::uint64_t most = in.now.pipeline->local.profile.request_bytes;
  const std::uint64_t bytes = body_bytes(state);
  const bool over = bytes > most;
  const std::string text =
      over ? emulator::format_size(bytes) + ", limit " + emulator::format_size(most)
           : emulator::format_size(bytes) + " of " + emulator::format_size(most);
  pen.text_within(pen.fonts().caption, layout.size, over ? Role::Error : Role::TextFaint, text);
  if (button(pen, "From file…", layout.from_file, ButtonLook::Quiet)) return ActionId::BodyFromFile;
  return std::nullopt;
}

void draw_key(const Pen& pen, ActionId id, const Rect& under) {
  pen.text_centered(pen.fonts().caption, under.center_x(), under.bottom() + pen.px(12),
                    Role::TextFaint, chord_text(action(id).chord));
}

PanelResult draw_buttons(const Pen& pen, const PanelInput& in, const ComposerLayout& layout) {
  PanelResult wish;
  const float narrow = pen.px(kStep);
  const Rect send{layout.send.x, layout.send.y, layout.send.w - narrow - pen.px(4), layout.send.h};
  const Rect step{send.right() + pen.px(4), send.y, narrow, send.h};
  if (action_button(pen, ActionId::Send, send, in.can, ButtonLook::Primary)) wish = ActionId::Send;
  if (action_button(pen, ActionId::Step, step, in.can, ButtonLook::Flat)) wish = ActionId::Step;
  const ActionId other =
      in.can[ActionId::CancelInvocation] ? ActionId::CancelInvocation : ActionId::SendAgain;
  if (action_button(pen, other, layout.other, in.can, ButtonLook::Flat)) wish = other;
  if (!layout.keys_shown) return wish;
  draw_key(pen, ActionId::Send, send);
  draw_key(pen, ActionId::Step, step);
  draw_key(pen, other, layout.other);
  return wish;
}

}  // namespace

PanelResult draw_request_composer(const PanelInput& in, ComposerState& state, const Style& style) {
  const Pen pen(style);
  const auto rows = shown_rows(state);
  const std::string file = body_file_of(state);
  ComposerLayoutInput input;
  input.area = panel_area();
  input.scale = style.scale;
  input.fields = rows.size();
  input.names_file = !file.empty();
  for (const FieldRow* row : rows)
    input.label_width = std::max(input.label_width, Pen::width(pen.fonts().body, row->label));
  const ComposerLayout layout = composer_layout(input);

  pen.text_within(pen.fonts().strong, layout.title, Role::Text, "Request");
  draw_picker(pen, in, state, layout.picker);
  PanelResult wish = draw_menu(pen, in, layout.menu);
  draw_fields(pen, state, rows, layout);
  wish = either(std::move(wish), draw_file_line(pen, in, file, layout.file));
  draw_body(pen, state, layout.body);
  wish = either(std::move(wish), draw_size_line(pen, in, state, layout));
  return either(std::move(wish), draw_buttons(pen, in, layout));
}

}  // namespace app
