#include "app/panels/form_fields.h"

#include <algorithm>

#include "app/item_registry.h"
#include "app/widgets/button.h"
#include "app/widgets/status_glyph.h"
#include "app/widgets/text_field.h"
#include "emulator/base/text.h"

namespace app {
namespace {

constexpr float kPadding = 20, kControl = 28, kHint = 18, kGap = 8, kTitle = 40, kTableGap = 4;
constexpr float kBrowse = 92, kSmallButton = 56, kRemove = 28, kNameShare = 0.5f;
constexpr float kFewestLines = 2, kMostLines = 6, kLine = 19;

std::string control_name(const EditField& field) { return field.path; }

float lines_height(const std::string& text) {
  const auto lines = static_cast<float>(std::ranges::count(text, '\n') + 1);
  return std::clamp(lines, kFewestLines, kMostLines) * kLine + 10;
}

// "of 3 options" is said by the list itself; what is absent is said here.
constexpr const char* kNone = "not given";

}  // namespace

FormFields::FormFields(const Style& style, EditorState& state, float label)
    : pen_(style), state_(state), label_(label) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  left_ = at.x + px(kPadding);
  right_ = at.x + ImGui::GetContentRegionAvail().x - px(kPadding);
  y_ = at.y + px(4);
}

void FormFields::draw(const std::vector<FieldGroup>& groups) {
  for (const FieldGroup& group : groups) draw_group(group);
}

void FormFields::end() const {
  ImGui::SetCursorScreenPos({left_, y_});
  ImGui::Dummy({1, px(kPadding)});
}

void FormFields::draw_general_findings() {
  for (const DraftFinding& finding : state_.checked.findings)
    if (finding.page == state_.page && finding.path.empty()) {
      y_ += px(kGap);
      say(severity_glyph(finding.severity), finding.message, finding.fix);
    }
}

void FormFields::draw_group(const FieldGroup& group) {
  if (group.fields.empty() && !group.add) return;
  const float middle = y_ + px(kTitle / 2 + 2);
  pen_.text(pen_.fonts().strong, left_, middle, Role::Text, group.title);
  if (group.remove || group.add) {
    const std::string& label = group.remove ? group.remove_label : group.add_label;
    const float width = Pen::width(pen_.fonts().body, label) + px(24);
    const Rect place{right_ - width, middle - px(12), width, px(24)};
    if (button(pen_, label.c_str(), place, ButtonLook::Flat)) {
      regrouped(state_.draft);
      // What the fields look into has moved: they are drawn again in the next frame.
      return group.remove ? group.remove() : group.add();
    }
  }
  y_ += px(kTitle);
  for (const EditField& field : group.fields) draw_field(field);
}

bool FormFields::wants_focus(const EditField& field) {
  const std::string& wish = state_.focus;
  if (wish.empty()) return false;
  const bool wanted = wish == field.path || wish.starts_with(field.path + "/") ||
                      field.path.starts_with(wish + "/");
  if (wanted) state_.focus.clear();
  return wanted;
}

void FormFields::draw_field(const EditField& field) {
  const Rect row{control_x(), y_, right_ - control_x(), px(kControl)};
  pen_.text_middle_elided(pen_.fonts().body, {left_, row.y, label_ - px(kGap), row.h},
                          Role::TextDim, field.label);
  if (wants_focus(field)) {
    ImGui::SetCursorScreenPos(top_left(row));
    ImGui::SetScrollHereY(0.3f);
    ImGui::SetWindowFocus();
    ImGui::SetKeyboardFocusHere();
  }
  draw_control(field, row);
  pen_.text_within(pen_.fonts().caption, {row.x, y_, row.w, px(kHint)}, Role::TextFaint,
                   field.hint);
  y_ += px(kHint);
  const std::string problem = field.get ? shown_in(state_.draft, state_.page, field).problem : "";
  if (!problem.empty()) say(Glyph::Error, problem, "");
  for (const DraftFinding* finding :
       findings_under(state_.checked.findings, state_.page, field.path))
    say(severity_glyph(finding->severity), finding->message, finding->fix);
  y_ += px(kGap);
}

void FormFields::draw_control(const EditField& field, const Rect& row) {
  y_ += row.h + px(2);
  switch (field.kind) {
    case FieldKind::Text:
    case FieldKind::Number:
      return draw_text(field, row);
    case FieldKind::Choice:
      return draw_choice(field, row);
    case FieldKind::File:
    case FieldKind::Folder:
      return draw_path(field, row);
    case FieldKind::Lines:
      return draw_lines(field, row);
    case FieldKind::Table:
      return draw_table(field, row);
  }
}

void FormFields::draw_text(const EditField& field, const Rect& row) {
  std::string text = shown_in(state_.draft, state_.page, field).text;
  if (text_field(pen_, control_name(field).c_str(), row, text, kNone))
    type_into(state_.draft, state_.page, field, std::move(text));
}

void FormFields::draw_choice(const EditField& field, const Rect& row) {
  std::string chosen = field.get();
  // A value that is none of the options is shown all the same, and can be left as it is.
  if (choice_field(pen_, control_name(field).c_str(), row, chosen, field.options, kNone))
    type_into(state_.draft, state_.page, field, std::move(chosen));
}

void FormFields::draw_path(const EditField& field, const Rect& row) {
  draw_text(field, {row.x, row.y, row.w - px(kBrowse + kGap), row.h});
  const Rect place{row.right() - px(kBrowse), row.y, px(kBrowse), row.h};
  ImGui::PushID(field.path.c_str());
  if (button(pen_, "Browse…", place, ButtonLook::Flat)) browse_ = field;
  tag("browse " + field.path);
  ImGui::PopID();
}

void FormFields::draw_lines(const EditField& field, const Rect& row) {
  std::string text = shown_in(state_.draft, state_.page, field).text;
  const Rect place{row.x, row.y, row.w, px(lines_height(text))};
  y_ += place.h - row.h;
  ImGui::PushID(field.path.c_str());
  const bool changed = text_area(pen_, control_name(field).c_str(), place, text);
  ImGui::PopID();
  if (changed) type_into(state_.draft, state_.page, field, std::move(text));
}

void FormFields::draw_table(const EditField& field, const Rect& row) {
  NameValues rows = field.rows();
  bool changed = false;
  Rect line = row;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::size_t before = rows.size();
    changed |= draw_table_row(field, line, i, rows);
    line.y += row.h + px(kTableGap);
    if (rows.size() != before) break;  // the row is gone; the rest follows in the next frame
  }
  const Rect add{row.x, line.y, px(88), px(24)};
  ImGui::PushID(field.path.c_str());
  if (button(pen_, "Add row", add, ButtonLook::Flat)) {
    rows.emplace_back();
    changed = true;
  }
  ImGui::PopID();
  y_ = add.bottom() + px(2);
  if (changed) put_rows(state_.draft, field, std::move(rows));
}

// True when it changed; a row that is removed is no longer among `rows`.
bool FormFields::draw_table_row(const EditField& field, const Rect& row, std::size_t at,
                                NameValues& rows) {
  const NameValues::value_type before = rows[at];
  const std::string name = field.path + " " + std::to_string(at + 1);
  const float gap = px(kTableGap);
  const float remove = px(kRemove);
  const float room = row.w - remove - 2 * gap;
  const Rect left{row.x, row.y, room * kNameShare, row.h};
  text_field(pen_, (name + " name").c_str(), left, rows[at].first, "name");
  draw_value(field, {left.right() + gap, row.y, room - left.w, row.h}, at, rows);
  const Rect cross{row.right() - remove, row.y, remove, row.h};
  ImGui::PushID(name.c_str());
  const bool removed = button(pen_, "×", cross, ButtonLook::Quiet);
  tag(name + " remove");
  ImGui::PopID();
  ImGui::SetItemTooltip("Remove %s", before.first.c_str());
  if (removed) rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(at));
  return removed || rows[at] != before;
}

void FormFields::draw_value(const EditField& field, const Rect& place, std::size_t at,
                            NameValues& rows) {
  auto& [variable, value] = rows[at];
  const std::string name = field.path + " " + std::to_string(at + 1) + " value";
  if (!field.masks_secrets || !emulator::looks_secret(variable)) {
    text_field(pen_, name.c_str(), place, value, "value");
    return;
  }
  const float width = px(kSmallButton);
  const Rect text{place.x, place.y, place.w - width - px(kTableGap), place.h};
  const Rect side{text.right() + px(kTableGap), place.y, width, place.h};
  const std::string key = field.path + "/" + variable;
  const bool shown = state_.revealed.contains(key);
  shown ? text_field(pen_, name.c_str(), text, value)
        : secret_field(pen_, name.c_str(), text, value);
  ImGui::PushID(name.c_str());
  if (button(pen_, shown ? "Hide" : "Show", side, ButtonLook::Quiet)) {
    shown ? static_cast<void>(state_.revealed.erase(key))
          : static_cast<void>(state_.revealed.insert(key));
  }
  tag(name + (shown ? " hide" : " show"));
  ImGui::PopID();
}

// Wraps: the service's own texts are long.
void FormFields::say(Glyph glyph, const std::string& what, const std::string& fix) {
  const float x = control_x() + px(20);
  draw_glyph(pen_, glyph, control_x() + px(6), y_ + px(10));
  const std::string text = fix.empty() ? what : what + " — " + fix;
  ImGui::PushFont(pen_.fonts().body);
  ImGui::PushStyleColor(
      ImGuiCol_Text, pen_.style().color(glyph == Glyph::Idle ? Role::TextDim : glyph_role(glyph)));
  ImGui::SetCursorScreenPos({x, y_ + px(2)});
  ImGui::PushTextWrapPos(right_ - ImGui::GetWindowPos().x);
  ImGui::TextUnformatted(text.c_str());
  ImGui::PopTextWrapPos();
  ImGui::PopStyleColor();
  ImGui::PopFont();
  y_ = ImGui::GetItemRectMax().y + px(2);
}

}  // namespace app
