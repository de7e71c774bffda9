#include <algorithm>
#include <array>

#include "app/actions/rows.h"

// Walking through the findings, and out of them.
namespace app {
namespace {

using emulator::EngineSnapshot;
using Id = ActionId;
using Kind = FindingTarget::Kind;

bool shows_findings(const EngineSnapshot& now, const AppState& state) {
  return now.open && state.drawer_shown && state.drawer.tab == DrawerTab::Findings;
}
bool can_fix(const EngineSnapshot& now, const AppState& state) {
  return shows_findings(now, state) && state.findings.fixes.of(now, state.findings.chosen);
}

FindingRows rows_of(const ActionContext& c) {
  return finding_rows(c.now, c.state.selection.invocation);
}

// The first step only shows them.
void step(const ActionContext& c, bool forward) {
  const std::size_t count = rows_of(c).rows.size();
  std::size_t& chosen = c.state.findings.chosen;
  if (shows_findings(c.now, c.state) && count > 0)
    chosen = forward ? std::min(chosen + 1, count - 1) : chosen - std::min<std::size_t>(chosen, 1);
  c.state.drawer_shown = true;
  c.state.drawer.tab = DrawerTab::Findings;
  c.state.findings.reveal = true;
}
void next(const ActionContext& c) { step(c, true); }
void previous(const ActionContext& c) { step(c, false); }

void go_to(const ActionContext& c) {
  const FindingRows rows = rows_of(c);
  if (c.state.findings.chosen >= rows.rows.size()) return;
  const auto invocation = selected_invocation(c.now, c.state.selection);
  const FindingTarget target = target_of(c.now, *rows.rows[c.state.findings.chosen], invocation);
  const emulator::Pipeline& pipeline = *c.now.pipeline;
  const bool at_stage = target.kind == Kind::Stage || target.kind == Kind::StageField;
  if (at_stage) c.state.selection.stage = pipeline.stages[target.stage].id;
  if (target.kind == Kind::StageField)
    edit_stage(pipeline, target.stage, target.field, c.state.editor, c.state.dialogs);
  if (target.kind == Kind::ModelField)
    edit_model(pipeline, target.field.path, c.state.editor, c.state.dialogs);
  if (target.kind == Kind::Hop) {
    c.state.inspector.tab = InspectorTab::Messages;
    select_hop(c.now, *invocation, target.hop, c.state.selection);
  }
}

void fix(const ActionContext& c) {
  const emulator::Edit* edit = c.state.findings.fixes.of(c.now, c.state.findings.chosen);
  c.state.messages.tell(emulator::describe(*c.now.pipeline, *edit));
  c.commands.emplace_back(emulator::ApplyEdit{*edit});
}

// What the Explain tab says of the hop on the screen.
Explanation explained(const EngineSnapshot& now, const AppState& state) {
  const auto invocation = selected_invocation(now, state.selection);
  return explanation(now, invocation, shown_hop(*invocation, state.selection));
}
void show_explanation(const ActionContext& c) {
  c.state.inspector.tab = InspectorTab::Explain;
  if (c.state.region.zoomed) c.state.region.zoomed = Region::Inspector;
}
void copy_explanation(const ActionContext& c) {
  ImGui::SetClipboardText(explanation_text(explained(c.now, c.state)).c_str());
  c.state.messages.tell("Copied the explanation");
}

const ExplainedCause* first_fixable(const Explanation& explanation) {
  const auto found = std::ranges::find_if(
      explanation.causes, [](const ExplainedCause& cause) { return cause.edit.has_value(); });
  return found == explanation.causes.end() ? nullptr : &*found;
}
// Asked each frame: the tab made it already.
bool can_fix_hop(const EngineSnapshot& now, const AppState& state) {
  const ExplainState& explain = state.inspector.explain;
  return has_invocation(now, state) && state.inspector.tab == InspectorTab::Explain &&
         explain.made && explain.pipeline == now.pipeline && first_fixable(*explain.made);
}
void fix_hop(const ActionContext& c) {
  const Explanation now = explained(c.now, c.state);
  const ExplainedCause* cause = first_fixable(now);
  if (cause == nullptr) return;
  c.state.messages.tell(cause->edit_words);
  c.commands.emplace_back(emulator::ApplyEdit{*cause->edit});
}

constexpr std::array kRows = {
    Action{Id::NextFinding, "next-finding", "Next finding", ImGuiKey_F4, 0, kNotTyping, kRepeats,
           always, next},
    Action{Id::PreviousFinding, "previous-finding", "Previous finding", kShift | ImGuiKey_F4, 0,
           kNotTyping, kRepeats, always, previous},
    Action{Id::GoToFinding, "go-to-finding", "Go to the finding", ImGuiKey_F12, 0, kNotTyping,
           kOnce, shows_findings, go_to},
    Action{Id::FixFinding, "fix-finding", "Fix the finding", kCtrl | ImGuiKey_Period, 0, kNotTyping,
           kOnce, can_fix, fix},
    Action{Id::ShowExplanation, "explain", "Explain the hop", ImGuiKey_E, 0, kNotTyping, kOnce,
           has_invocation, show_explanation},
    Action{Id::CopyExplanation, "copy-explanation", "Copy the explanation", 0, 0, kNotTyping, kOnce,
           has_invocation, copy_explanation},
    Action{Id::FixHop, "fix-hop", "Fix what the explanation names",
           kCtrl | kShift | ImGuiKey_Period, 0, kNotTyping, kOnce, can_fix_hop, fix_hop},
};

}  // namespace

std::span<const Action> finding_actions() { return kRows; }

}  // namespace app
