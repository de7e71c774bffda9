#include "app/panels/definition_editor.h"

#include <algorithm>
#include <utility>

#include "app/panels/form_fields.h"
#include "app/view_model/editor_layout.h"
#include "app/view_model/humanise.h"
#include "app/widgets/button.h"
#include "app/widgets/overlay.h"
#include "app/widgets/status_glyph.h"
#include "app/widgets/tabs.h"

namespace app {
namespace {

using emulator::Severity;
using Subject = DefinitionDraft::Subject;

constexpr float kPadding = 20, kButtonGap = 8;

// Findings cost a look at the whole definition: only when something changed.
void check(const PanelInput& in, EditorState& state) {
  auto& checked = state.checked;
  if (checked.pipeline == in.now.pipeline && checked.version == state.draft.version) return;
  checked.pipeline = in.now.pipeline;
  checked.version = state.draft.version;
  checked.findings = check_draft(state.draft, *in.now.pipeline);
  checked.changed = is_changed(state.draft);
}

std::string title_of(const PanelInput& in, const DefinitionDraft& draft) {
  if (draft.subject == Subject::Model) return "Model";
  if (draft.subject == Subject::NewStage) return "New stage";
  const std::size_t at = emulator::index_of(*in.now.pipeline, draft.stage.id);
  return "Stage " + std::to_string(at + 1) + ": " + emulator::container_name(*in.now.pipeline, at);
}

std::string subtitle_of(const DefinitionDraft& draft) {
  if (draft.subject == Subject::Model) return "CreateModel's members, without the containers";
  return "What is exported, and how it runs here";
}

void draw_title(const Pen& pen, const PanelInput& in, const DefinitionDraft& draft,
                const Rect& row) {
  const float left = row.x + pen.px(kPadding);
  const float room = row.w - 2 * pen.px(kPadding);
  const float end = pen.text_middle_elided(pen.fonts().title, {left, row.y, room, row.h},
                                           Role::Text, title_of(in, draft));
  const float x = end + pen.px(16);
  pen.text_within(pen.fonts().body, {x, row.y, left + room - x, row.h}, Role::TextDim,
                  subtitle_of(draft));
}

TabLook look_of(const EditorState& state, FieldPage page) {
  TabLook look{state.page == page, 0, false};
  for (const DraftFinding& finding : state.checked.findings) {
    if (finding.page != page || finding.severity == Severity::Info) continue;
    ++look.count;
    look.alarming |= finding.severity == Severity::Error;
  }
  return look;
}

void draw_tabs(const Pen& pen, EditorState& state, const Rect& row) {
  pen.horizontal(row.x, row.right(), row.bottom() - 1, Role::Border);
  float x = row.x + pen.px(kPadding);
  const auto page = [&](const char* label, FieldPage which) {
    if (tab(pen, label, x, row, look_of(state, which))) state.page = which;
  };
  if (state.draft.subject == Subject::Model) return page("Model (exported)", FieldPage::Model);
  page("Container (exported)", FieldPage::Container);
  page("Here (local)", FieldPage::Local);
}

PanelResult ask_for_path(const PanelInput& in, const EditField& field, FieldPage page) {
  FileQuestion question;
  question.title = "Choose " + field.label;
  question.button = "Choose";
  question.mode = field.kind == FieldKind::Folder ? FileMode::Folder : FileMode::Open;
  question.start = in.now.pipeline->folder;
  question.then = [path = field.path, page, folder = in.now.pipeline->folder](
                      const ActionContext& c, const std::filesystem::path& chosen) {
    DefinitionDraft& draft = c.state.editor.draft;
    for (const FieldGroup& group : groups_of(draft, page))
      for (const EditField& row : group.fields)
        if (row.path == path) return type_into(draft, page, row, path_from(folder, chosen));
  };
  return Errand{[question] {
    return [question](const ActionContext& c) { ask_for_file(c.state, question); };
  }};
}

PanelResult draw_fields(const PanelInput& in, EditorState& state, const EditorLayout& at,
                        const Style& style) {
  ImGui::SetCursorScreenPos(top_left(at.body));
  PanelResult wish;
  if (ImGui::BeginChild("fields", {at.body.w, at.body.h})) {
    FormFields form(style, state, at.label);
    form.draw_general_findings();
    form.draw(groups_of(state.draft, state.page));
    form.end();
    if (form.browse()) wish = ask_for_path(in, *form.browse(), state.page);
  }
  ImGui::EndChild();
  return wish;
}

struct Verdict {
  Glyph glyph = Glyph::Ok;
  std::string text;
};

Verdict verdict_on(const EditorState& state) {
  if (state.asking) return {Glyph::Warning, "Throw the changes away?"};
  if (has_problems(state.draft)) return {Glyph::Error, "Something typed cannot be read"};
  const auto count = [&](Severity severity) {
    return static_cast<std::size_t>(
        std::ranges::count(state.checked.findings, severity, &DraftFinding::severity));
  };
  const std::size_t errors = count(Severity::Error);
  const std::size_t warnings = count(Severity::Warning);
  if (errors > 0)
    return {Glyph::Error, counted(errors, "error") + ": it can be applied, but will not work"};
  if (warnings > 0) return {Glyph::Warning, counted(warnings, "warning")};
  return {Glyph::Ok, "No findings"};
}

enum class Answer { None, Apply, Cancel, Discard, Keep };

Answer draw_buttons(const Pen& pen, const EditorState& state, const Rect& row) {
  const float gap = pen.px(kButtonGap);
  const float width = (row.w - gap) / 2;
  const Rect left{row.x, row.y, width, row.h};
  const Rect right{left.right() + gap, row.y, width, row.h};
  if (state.asking) {
    if (button(pen, "Discard", left, ButtonLook::Flat)) return Answer::Discard;
    if (button(pen, "Keep editing", right, ButtonLook::Primary)) return Answer::Keep;
    return Answer::None;
  }
  if (button(pen, "Cancel", left, ButtonLook::Flat)) return Answer::Cancel;
  ImGui::SetItemTooltip("Cancel (Esc)");
  const bool refused = has_problems(state.draft);
  ImGui::BeginDisabled(refused);
  const char* label = state.draft.subject == Subject::NewStage ? "Add" : "Apply";
  const bool apply = button(pen, label, right, refused ? ButtonLook::Flat : ButtonLook::Primary);
  ImGui::EndDisabled();
  ImGui::SetItemTooltip("%s (Ctrl+Enter)", label);
  return apply ? Answer::Apply : Answer::None;
}

bool pressed(ImGuiKeyChord chord) {
  return ImGui::GetIO().KeyMods == (chord & ImGuiMod_Mask_) &&
         ImGui::IsKeyPressed(static_cast<ImGuiKey>(chord & ~ImGuiMod_Mask_), false);
}

// Esc in a field takes back what was typed there, as ImGui does; the next one leaves.
Answer pressed_key(EditorState& state, bool was_typing) {
  if (pressed(ImGuiMod_Ctrl | ImGuiKey_Enter) || pressed(ImGuiMod_Ctrl | ImGuiKey_KeypadEnter))
    return Answer::Apply;
  if (state.draft.subject != Subject::Model) {
    if (pressed(ImGuiMod_Ctrl | ImGuiKey_PageUp)) state.page = FieldPage::Container;
    if (pressed(ImGuiMod_Ctrl | ImGuiKey_PageDown)) state.page = FieldPage::Local;
  }
  if (was_typing || !pressed(ImGuiKey_Escape)) return Answer::None;
  return state.asking ? Answer::Keep : Answer::Cancel;
}

bool is_gone(const PanelInput& in, const DefinitionDraft& draft) {
  return draft.subject == Subject::Stage &&
         emulator::index_of(*in.now.pipeline, draft.stage.id) >= in.now.pipeline->stages.size();
}

struct Ending {
  bool over = false;
  PanelResult wish;
};

Ending follow(const PanelInput& in, EditorState& state, Answer answer) {
  switch (answer) {
    case Answer::Apply:
      if (has_problems(state.draft)) return {};
      if (!is_changed(state.draft) && state.draft.subject != Subject::NewStage) return {true, {}};
      return {true, emulator::Command{emulator::ApplyEdit{edit_of(state.draft, *in.now.pipeline)}}};
    case Answer::Cancel:
      state.asking = state.checked.changed;
      return {!state.asking, {}};
    case Answer::Keep:
      state.asking = false;
      return {};
    case Answer::Discard:
      return {true, {}};
    case Answer::None:
      break;
  }
  return {};
}

}  // namespace

PanelResult draw_definition_editor(const PanelInput& in, EditorState& state, const Style& style) {
  const bool was_typing = ImGui::GetIO().WantTextInput;
  const ImVec2 window = ImGui::GetIO().DisplaySize;
  const EditorLayout at = editor_layout(window.x, window.y, style.scale);
  Overlay card(style, "Editor", at.dialog);
  if (!card.visible()) return std::nullopt;
  if (is_gone(in, state.draft)) return in.dialogs.close(), card.close(), std::nullopt;
  check(in, state);
  const Pen pen(style);
  draw_title(pen, in, state.draft, at.title);
  draw_tabs(pen, state, at.tabs);
  PanelResult wish = draw_fields(in, state, at, style);
  pen.horizontal(at.body.x, at.body.right(), at.body.bottom(), Role::Border);
  const Verdict verdict = verdict_on(state);
  draw_glyph(pen, verdict.glyph, at.status.x + pen.px(7), at.status.center_y());
  pen.text_within(pen.fonts().body,
                  {at.status.x + pen.px(22), at.status.y, at.status.w - pen.px(22), at.status.h},
                  Role::TextDim, verdict.text);
  Answer answer = draw_buttons(pen, state, at.buttons);
  // The key that opened the dialog must not answer it.
  if (answer == Answer::None && !card.appearing()) answer = pressed_key(state, was_typing);
  check(in, state);
  Ending ending = follow(in, state, answer);
  if (!ending.over) return wish;
  in.dialogs.close();
  card.close();
  return std::move(ending.wish);
}

}  // namespace app
