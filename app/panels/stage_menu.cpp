#include "app/panels/stage_menu.h"

#include <algorithm>
#include <array>
#include <span>

#include "app/item_registry.h"
#include "app/view_model/humanise.h"
#include "app/view_model/stage_usage.h"

namespace app {
namespace {

constexpr std::size_t kLines = 3, kMostBytes = 160;
constexpr float kWrap = 460, kHint = 16;

PanelResult draw_menu(const PanelInput& in, const char* name, std::span<const ActionId> rows) {
  PanelResult wish;
  if (!ImGui::BeginPopup(name)) return wish;
  for (const ActionId id : rows) {
    if (id == ActionId::Count) {
      ImGui::Separator();
      continue;
    }
    const Action& row = action(id);
    if (ImGui::MenuItem(action_label(row, in.now).c_str(), chord_text(row.chord).c_str(), false,
                        in.can[id]))
      wish = id;
    tag(row.label);
  }
  ImGui::EndPopup();
  return wish;
}

void line(const Style& style, Role role, const std::string& text) {
  if (text.empty()) return;
  ImGui::PushStyleColor(ImGuiCol_Text, style.color(role));
  ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + style.px(kWrap));
  ImGui::TextUnformatted(text.c_str());
  ImGui::PopTextWrapPos();
  ImGui::PopStyleColor();
}

// Log lines may hold any bytes and be of any length.
std::string shown(const std::string& text) {
  std::size_t end = std::min(text.size(), kMostBytes);
  while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
    --end;  // not within a character
  std::string out = text.substr(0, end);
  for (char& c : out)
    if (static_cast<unsigned char>(c) < ' ') c = ' ';
  return text.size() > kMostBytes ? out + "…" : out;
}

// Whether the error says nothing that the state does not.
bool repeats(const emulator::StageStatus& status, const StatusWords& words) {
  const std::string& what = status.error->what;
  const bool ended = status.state == emulator::StageState::Exited && !status.cause.empty();
  return what == words.detail || (ended && what.ends_with(status.cause));
}

}  // namespace

PanelResult draw_stage_menu(const PanelInput& in) {
  constexpr std::array kMenu = {ActionId::EditStage,
                                ActionId::RestartStage,
                                ActionId::ShowStageLog,
                                ActionId::Count,
                                ActionId::MoveStageLeft,
                                ActionId::MoveStageRight,
                                ActionId::BypassStage,
                                ActionId::DuplicateStage,
                                ActionId::RemoveStage,
                                ActionId::Count,
                                ActionId::ToggleBreakpoint,
                                ActionId::ShowBreakpoints,
                                ActionId::RunStageAlone,
                                ActionId::Count,
                                ActionId::MockFromTrace,
                                ActionId::CannedAnswer,
                                ActionId::ShowFaults,
                                ActionId::BackToRealStage,
                                ActionId::Count,
                                ActionId::CopyDockerRun,
                                ActionId::CopyContainer};
  return draw_menu(in, "stage menu", kMenu);
}

PanelResult draw_pipeline_menu(const PanelInput& in) {
  constexpr std::array kMenu = {ActionId::AddStage, ActionId::EditModel, ActionId::Count,
                                ActionId::Undo, ActionId::Redo};
  return draw_menu(in, "pipeline menu", kMenu);
}

void write_stage_trouble(const PanelInput& in, emulator::StageId stage, const Style& style) {
  const emulator::StageStatus* status = in.now.status_of(stage);
  const StatusWords words = stage_words(status, in.time);
  if (words.glyph != Glyph::Error) return;
  line(style, Role::Error, words.detail.empty() ? words.text : words.text + ", " + words.detail);
  const auto lines = last_lines(*in.now.logs, stage, kLines);
  if (status && status->error) {
    if (!repeats(*status, words)) line(style, Role::Text, status->error->what);
    // Where a stage ended, the next step is its log, which follows; it says the advice, too.
    if (lines.empty())
      line(style, Role::TextDim, status->error->next_step);
    else
      line(style, Role::Text, std::string(memory_advice(*status)));
  }
  if (lines.empty()) return;
  ImGui::PushFont(style.fonts.mono);
  for (const emulator::LogLine* each : lines) line(style, Role::TextDim, shown(each->text));
  ImGui::PopFont();
}

PanelResult draw_stage_trouble(const PanelInput& in, emulator::StageId stage, const Style& style) {
  PanelResult wish;
  if (!ImGui::BeginPopup("stage trouble")) return wish;
  write_stage_trouble(in, stage, style);
  ImGui::Spacing();
  if (ImGui::Button("Show log")) wish = ActionId::ShowStageLog;
  ImGui::SameLine();
  ImGui::BeginDisabled(!in.can[ActionId::RestartStage]);
  const Action& restart = action(ActionId::RestartStage);
  const bool key = in.can[restart.id] && ImGui::IsKeyChordPressed(restart.chord);
  if (ImGui::Button("Restart")) wish = ActionId::RestartStage;
  ImGui::EndDisabled();
  ImGui::SetItemTooltip("%s", action_tooltip(restart).c_str());
  ImGui::SameLine();
  if (ImGui::Button("Edit…")) wish = ActionId::EditStage;
  if (in.can[restart.id]) {
    ImGui::SameLine(0, style.px(kHint));
    ImGui::AlignTextToFramePadding();
    line(style, Role::TextFaint, chord_text(restart.chord) + " restarts it");
  }
  // What its key does is done once no popup is in the way, in this very frame.
  if (wish || key) ImGui::CloseCurrentPopup();
  ImGui::EndPopup();
  return wish;
}

}  // namespace app
