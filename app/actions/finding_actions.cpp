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

constexpr std::array kRows = {
    Action{Id::NextFinding, "next-finding", "Next finding", ImGuiKey_F4, 0, kNotTyping, kRepeats,
           always, next},
    Action{Id::PreviousFinding, "previous-finding", "Previous finding", kShift | ImGuiKey_F4, 0,
           kNotTyping, kRepeats, always, previous},
    Action{Id::GoToFinding, "go-to-finding", "Go to the finding", ImGuiKey_F12, 0, kNotTyping,
           kOnce, shows_findings, go_to},
    Action{Id::FixFinding, "fix-finding", "Fix the finding", kCtrl | ImGuiKey_Period, 0, kNotTyping,
           kOnce, can_fix, fix},
};

}  // namespace

std::span<const Action> finding_actions() { return kRows; }

}  // namespace app
