#include "app/panels/export_dialog.h"

#include <algorithm>
#include <utility>

#include "app/panels/export_changes.h"
#include "app/panels/export_findings.h"
#include "app/view_model/elide.h"
#include "app/view_model/export_layout.h"
#include "app/view_model/humanise.h"
#include "app/widgets/button.h"
#include "app/widgets/empty_state.h"
#include "app/widgets/overlay.h"
#include "app/widgets/status_glyph.h"
#include "app/widgets/text_field.h"
#include "emulator/base/text.h"

namespace app {
namespace {

using emulator::Exporter;

constexpr float kPadding = 16, kFormatRow = 32, kTextPadding = 12, kGap = 8, kButtonSides = 16;
constexpr float kLeastPath = 140;
constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_NoNavInputs | ImGuiWindowFlags_NoNavFocus;

const Exporter& chosen(const ExportState& state) { return emulator::exporters()[state.format]; }

void render(const PanelInput& in, ExportState& state) {
  auto& rendered = state.rendered;
  if (rendered.pipeline == in.now.pipeline && rendered.format == state.format) return;
  // Another pipeline was opened: its exports go elsewhere.
  if (rendered.pipeline && rendered.pipeline->file != in.now.pipeline->file) state.saving.reset();
  rendered = {in.now.pipeline, state.format, export_text(*in.now.pipeline, chosen(state))};
  state.before.compared_with.reset();
  state.copied = false;
}

// What came of the file that was asked for.
void take_answer(const PanelInput& in, ExportState& state) {
  if (!state.saving || !state.saving->waiting || in.now.exported == state.saving->before) return;
  const emulator::ExportAttempt& attempt = *in.now.exported;
  if (!attempt.error && !attempt.file_exists) {
    state.saving.reset();
    return;
  }
  state.saving->waiting = false;
  state.saving->problem = attempt.error;
  state.saving->file_exists = attempt.file_exists;
  state.saving->focus = attempt.error.has_value();
}

void choose(ExportState& state, std::size_t format) {
  state.format = format;
  state.saving.reset();
  state.copied = false;
}

void ask_where(const PanelInput& in, ExportState& state) {
  if (state.rendered.text.problem) return;
  const auto file = default_export_file(*in.now.pipeline, chosen(state));
  state.saving.emplace();
  state.saving->path = short_path(file.string(), in.outside.home_folder);
  state.copied = false;
}

PanelResult save(const PanelInput& in, ExportState& state) {
  ExportSaving& saving = *state.saving;
  const auto file = typed_path(saving.path, in.outside.home_folder, in.now.pipeline->folder);
  if (file.empty() || saving.waiting) return std::nullopt;
  const bool replace = saving.file_exists;
  saving.waiting = true;
  saving.problem.reset();
  saving.before = in.now.exported;
  return emulator::Command{emulator::ExportTo{std::string(chosen(state).id), file, replace}};
}

void copy(ExportState& state) {
  if (state.rendered.text.problem) return;
  ImGui::SetClipboardText(state.rendered.text.text.c_str());
  state.copied = true;
}

// One step out of where the dialog is.
void step_back(const PanelInput& in, ExportState& state) {
  if (!state.saving) {
    in.dialogs.close();
  } else if (state.saving->file_exists) {
    state.saving->file_exists = false;
    state.saving->waiting = false;
    state.saving->focus = true;
  } else {
    state.saving.reset();
  }
}

Rect inside(const Rect& dialog, const Rect& part) {
  return {dialog.x + part.x, dialog.y + part.y, part.w, part.h};
}

void draw_title(const Pen& pen, const PanelInput& in, const Rect& row) {
  const float left = row.x + pen.px(kPadding);
  const float end = pen.text(pen.fonts().title, left, row.center_y(), Role::Text, "Export");
  const std::string what = in.now.pipeline->model.model_name + ", revision " +
                           std::to_string(in.now.revision) + ", in the order on screen";
  const float x = end + pen.px(kPadding);
  pen.text_middle_elided(pen.fonts().body, {x, row.y, row.right() - pen.px(kPadding) - x, row.h},
                         Role::TextDim, what);
  pen.horizontal(row.x, row.right(), row.bottom() - 1, Role::Border);
}

void draw_formats(const Pen& pen, ExportState& state, const Rect& list) {
  pen.vertical(list.right() - 1, list.y, list.bottom(), Role::Border);
  float y = list.y + pen.px(kGap);
  for (std::size_t i = 0; i < emulator::exporters().size(); ++i) {
    const Exporter& exporter = emulator::exporters()[i];
    const Rect row{list.x + pen.px(6), y, list.w - pen.px(12), pen.px(kFormatRow)};
    if (hit(("format:" + std::string(exporter.id)).c_str(), row)) choose(state, i);
    const bool is_chosen = i == state.format;
    if (is_chosen) pen.fill(row, Role::Selection, 1.0f, pen.px(4));
    if (!is_chosen && ImGui::IsItemHovered()) pen.fill(row, Role::Hover, 1.0f, pen.px(4));
    if (is_chosen) pen.fill({row.x, row.y + pen.px(4), pen.px(3), row.h - pen.px(8)}, Role::Accent);
    pen.text_within(pen.fonts().body, {row.x + pen.px(10), row.y, row.w - pen.px(16), row.h},
                    Role::Text, exporter.title);
    y += row.h;
  }
}

void draw_lines(const Pen& pen, const ExportText& text, float pad) {
  const float pitch = pen.fonts().mono->FontSize + pen.px(2);
  ImGui::Dummy({1, pad});
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(text.lines.size()), pitch);
  while (clipper.Step())
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      const ImVec2 at = ImGui::GetCursorScreenPos();
      const float end = pen.text(pen.fonts().mono, at.x + pad, at.y + pitch / 2, Role::Text,
                                 text.lines[static_cast<std::size_t>(i)]);
      ImGui::Dummy({end - at.x + pad, pitch});
    }
  ImGui::Dummy({1, pad});
}

void draw_text(const Pen& pen, const ExportState& state, const Rect& place, bool appearing) {
  const ExportText& text = state.rendered.text;
  pen.fill(place, Role::Field, 1.0f, pen.px(4));
  pen.frame(place, Role::Border, pen.hairline(), pen.px(4));
  if (text.problem)
    return draw_empty_state(pen, place, text.problem->what, text.problem->next_step);
  const float border = pen.hairline();
  ImGui::SetCursorScreenPos({place.x + border, place.y + border});
  if (appearing) ImGui::SetNextWindowFocus();  // arrows and page keys scroll it
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  ImGui::BeginChild("text", {place.w - 2 * border, place.h - 2 * border}, 0,
                    ImGuiWindowFlags_HorizontalScrollbar);
  if (state.shows_changes && state.before.lines) {
    draw_changed_lines(Pen(pen.style()), state.before.changes, pen.px(kTextPadding));
  } else {
    draw_lines(Pen(pen.style()), text, pen.px(kTextPadding));
  }
  ImGui::EndChild();
  ImGui::PopStyleVar();
}

struct StatusLine {
  std::optional<Glyph> glyph;
  std::string text;
  std::string more;
};

StatusLine saving_status(const PanelInput& in, const ExportState& state) {
  const ExportSaving& saving = *state.saving;
  if (saving.file_exists) return {Glyph::Warning, saving.path + " is there already", ""};
  if (saving.waiting) return {Glyph::Starting, "Saving…", ""};
  if (saving.problem) return {Glyph::Error, saving.problem->what, saving.problem->next_step};
  const std::string folder = short_path(in.now.pipeline->folder.string(), in.outside.home_folder);
  return {std::nullopt, "", folder.empty() ? "" : "A name without a folder goes to " + folder};
}

StatusLine status_of(const PanelInput& in, const ExportState& state) {
  if (state.saving) return saving_status(in, state);
  if (state.copied) return {Glyph::Ok, "Copied", ""};
  const auto& last = in.now.exported;
  if (last && !last->error && !last->file_exists) {
    const std::string where = short_path(last->file.string(), in.outside.home_folder);
    const std::string revision = "revision " + std::to_string(last->revision);
    if (in.now.export_outdated)
      return {Glyph::Warning, "Changed since " + revision + " was saved to " + where, ""};
    return {Glyph::Ok, "Saved " + revision + " to " + where, ""};
  }
  if (const auto& before = state.before; before.lines) {
    const std::string file = short_path(before.file.string(), in.outside.home_folder);
    if (before.changes.same()) return {Glyph::Ok, "The same as in " + file, ""};
    return {Glyph::Warning, "Not what is in " + file, changes_text(before.changes)};
  }
  const std::size_t left = state.rendered.text.to_fill_in.size();
  if (left == 0) return {Glyph::Ok, "Nothing is left to fill in", ""};
  return {std::nullopt, "", std::to_string(left) + " to look at before it goes to AWS"};
}

void draw_status(const Pen& pen, const StatusLine& status, const ExportText& text,
                 const Rect& line) {
  const std::string lines =
      counted(text.lines.size(), "line") + "  " + emulator::format_size(text.text.size());
  const float right =
      pen.text_right(pen.fonts().mono, line.right(), line.center_y(), Role::TextDim, lines);
  float x = line.x;
  if (status.glyph) {
    draw_glyph(pen, *status.glyph, x + pen.px(7), line.center_y());
    x += pen.px(22);
  }
  const float room = right - pen.px(kPadding);
  const float end = pen.text_middle_elided(pen.fonts().body, {x, line.y, room - x, line.h},
                                           Role::Text, status.text);
  if (!status.text.empty()) x = end + pen.px(12);
  pen.text_within(pen.fonts().body, {x, line.y, room - x, line.h}, Role::TextDim, status.more);
}

// A button at the right end of `row`, which loses its place.
bool button_at_end(const Pen& pen, const char* label, Rect& row, ButtonLook look) {
  const float width = Pen::width(pen.fonts().strong, label) + pen.px(2 * kButtonSides);
  const Rect place{row.right() - width, row.y, width, row.h};
  row.w -= width + pen.px(kGap);
  return button(pen, label, place, look);
}

bool can_compare(const ExportState& state) {
  return state.before.lines && !state.rendered.text.problem;
}

// At the row's beginning, where it has room; the key works without it.
void draw_changes_button(const Pen& pen, ExportState& state, const Rect& row) {
  const char* label = state.shows_changes ? "Hide changes" : "Show changes";
  const float width = Pen::width(pen.fonts().strong, label) + pen.px(2 * kButtonSides);
  if (!can_compare(state) || width > row.w) return;
  if (button(pen, label, {row.x, row.y, width, row.h}, ButtonLook::Flat))
    state.shows_changes = !state.shows_changes;
  ImGui::SetItemTooltip("What differs from the file (Ctrl+D)");
}

void draw_buttons(const Pen& pen, const PanelInput& in, ExportState& state, Rect row) {
  const bool close = button_at_end(pen, "Close", row, ButtonLook::Flat);
  ImGui::SetItemTooltip("Close (Esc)");
  const bool save_as = button_at_end(pen, "Save as…", row, ButtonLook::Primary);
  ImGui::SetItemTooltip("Save as… (Enter)");
  const bool copied = button_at_end(pen, "Copy", row, ButtonLook::Flat);
  ImGui::SetItemTooltip("Copy (Ctrl+C)");
  draw_changes_button(pen, state, row);
  if (copied) copy(state);
  if (save_as) ask_where(in, state);
  if (close) in.dialogs.close();
}

// The file dialog asks about replacing itself.
PanelResult browse(const PanelInput& in, const ExportState& state) {
  const auto typed =
      typed_path(state.saving->path, in.outside.home_folder, in.now.pipeline->folder);
  FileQuestion question;
  question.title = "Save " + std::string(chosen(state).title);
  question.button = "Save";
  question.mode = FileMode::Save;
  question.start = typed.empty() ? default_export_file(*in.now.pipeline, chosen(state)) : typed;
  question.endings = {std::string(chosen(state).file_ending)};
  question.then = [format = std::string(chosen(state).id)](const ActionContext& c,
                                                           const std::filesystem::path& file) {
    if (!c.state.exporting.saving) return;
    ExportSaving& saving = *c.state.exporting.saving;
    saving = {.path = file.string(), .focus = false, .waiting = true, .before = c.now.exported};
    c.commands.emplace_back(emulator::ExportTo{format, file, true});
  };
  return Errand{[question] {
    return [question](const ActionContext& c) { ask_for_file(c.state, question); };
  }};
}

PanelResult draw_saving(const Pen& pen, const PanelInput& in, ExportState& state, Rect row) {
  ExportSaving& saving = *state.saving;
  const bool cancel = button_at_end(pen, "Cancel", row, ButtonLook::Flat);
  const char* go = saving.file_exists ? "Replace" : "Save";
  const bool wanted = button_at_end(pen, go, row, ButtonLook::Primary);
  const float browse_width =
      Pen::width(pen.fonts().strong, "Browse…") + pen.px(2 * kButtonSides + kLeastPath);
  const bool browsed = row.w > browse_width && button_at_end(pen, "Browse…", row, ButtonLook::Flat);
  if (std::exchange(saving.focus, false)) ImGui::SetKeyboardFocusHere();
  if (text_field(pen, "path", row, saving.path, "File to write")) {
    saving.file_exists = false;
    saving.problem.reset();
  }
  if (wanted) return save(in, state);
  if (browsed) return browse(in, state);
  if (cancel) step_back(in, state);
  return std::nullopt;
}

bool pressed(ImGuiKeyChord chord) {
  return ImGui::GetIO().KeyMods == (chord & ImGuiMod_Mask_) &&
         ImGui::IsKeyPressed(static_cast<ImGuiKey>(chord & ~ImGuiMod_Mask_), false);
}

PanelResult follow_keys(const PanelInput& in, ExportState& state) {
  const std::size_t count = emulator::exporters().size();
  if (pressed(ImGuiKey_Escape)) {
    step_back(in, state);
  } else if (pressed(ImGuiKey_Enter) || pressed(ImGuiKey_KeypadEnter)) {
    if (state.saving) return save(in, state);
    ask_where(in, state);
  } else if (!state.saving && pressed(ImGuiMod_Ctrl | ImGuiKey_C)) {
    copy(state);
  } else if (can_compare(state) && pressed(ImGuiMod_Ctrl | ImGuiKey_D)) {
    state.shows_changes = !state.shows_changes;
  } else if (!state.saving && pressed(ImGuiKey_Tab)) {
    choose(state, (state.format + 1) % count);
  } else if (!state.saving && pressed(ImGuiMod_Shift | ImGuiKey_Tab)) {
    choose(state, (state.format + count - 1) % count);
  }
  return std::nullopt;
}

}  // namespace

PanelResult draw_export_dialog(const PanelInput& in, ExportState& state, EditorState& editor,
                               const Style& style) {
  render(in, state);
  compare_with_last_export(in, state);
  take_answer(in, state);
  const ImVec2 window = ImGui::GetIO().DisplaySize;
  const ExportText& text = state.rendered.text;
  const ExportLayout at = export_layout({window.x, window.y, style.scale, text.to_fill_in.size()});
  Overlay card(style, "Export", at.dialog, kFlags);
  if (!card.visible()) return std::nullopt;
  const Pen pen(style);
  draw_title(pen, in, inside(at.dialog, at.title));
  draw_formats(pen, state, inside(at.dialog, at.formats));
  draw_text(pen, state, inside(at.dialog, at.text), card.appearing());
  draw_export_findings(in, text, inside(at.dialog, at.findings), {editor, style});
  draw_status(pen, status_of(in, state), text, inside(at.dialog, at.status));
  PanelResult wish = follow_keys(in, state);
  const Rect row = inside(at.dialog, at.buttons);
  if (state.saving) {
    wish = either(std::move(wish), draw_saving(pen, in, state, row));
  } else {
    draw_buttons(pen, in, state, row);
  }
  if (!in.dialogs.shows(Dialog::Export)) card.close();
  return wish;
}

}  // namespace app
