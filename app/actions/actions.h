#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <imgui.h>

#include "app/app_state.h"
#include "app/errands/errand.h"
#include "emulator/engine/commands.h"

namespace app {

// Everything the user can do, in one table: buttons, tooltips, keys, the key sheet and tests
// read it.
enum class ActionId {
  Send,
  SendAgain,
  CancelInvocation,
  Step,
  ContinueHeld,
  EditHeld,
  UndoHeldEdit,
  AnswerByHand,
  EndHeld,
  ShowHeld,
  ToggleBreakpoint,
  ShowBreakpoints,
  ClearBreakpoints,
  MockFromTrace,
  CannedAnswer,
  ShowFaults,
  BackToRealStage,
  BackToRealPipeline,
  EditAndSend,
  RerunFromHop,
  EditAndRerun,
  RunStageAlone,
  NewRequest,
  SaveRequest,
  SaveRequestAs,
  RenameRequest,
  DeleteRequest,
  BodyFromFile,
  RemoveBody,
  MoreRequestFields,
  Deploy,
  Stop,
  RestartStage,
  MoveStageLeft,
  MoveStageRight,
  BypassStage,
  RemoveStage,
  AddStage,
  DuplicateStage,
  EditStage,
  EditModel,
  PreviousStage,
  NextStage,
  CopyDockerRun,
  CopyContainer,
  Undo,
  Redo,
  NewPipeline,
  OpenFile,
  OpenRecent,
  OpenDemo,
  OpenDemoOnDocker,
  Save,
  SaveAs,
  Export,
  NewerInvocation,
  OlderInvocation,
  NewestInvocation,
  PreviousHop,
  NextHop,
  CopyRequestBody,
  CopyResponseBody,
  SaveRequestBody,
  SaveResponseBody,
  CopyAs,
  CopyAsCurl,
  FindInBody,
  CopyBodyPath,
  ToggleStatistics,
  ClearTrace,
  ClearFilter,
  ToggleTimeline,
  TimeCloser,
  TimeWider,
  TimeAll,
  TimeEarlier,
  TimeLater,
  ZoomToInvocation,
  FollowTimeline,
  ShowLatency,
  LatencyOfAll,
  LatencyOfLast100,
  LatencyAsFiltered,
  LatencySinceEdit,
  LatencyMadeUp,
  LatencyCloudWatch,
  CopyLatency,
  Compare,
  MarkInvocation,
  ForgetMark,
  ShowDiff,
  ShowComparison,
  NextDifference,
  PreviousDifference,
  CompareMessages,
  CompareEdit,
  CopyDifferences,
  ShowRuns,
  SendHistoryAgain,
  TryAllOrders,
  CompareOrders,
  StopRuns,
  UseOrder,
  CopyRuns,
  CopyAsAwsCli,
  CopyAsBoto3,
  SaveSession,
  OpenSession,
  SaveHar,
  SaveOtlp,
  SaveChromeTrace,
  ImportHar,
  StopSharing,
  PlayBack,
  EndPlayback,
  PlaybackLength,
  PlaybackScale,
  FilterByStatus,
  FilterByStage,
  FilterByType,
  FilterByHeader,
  StopBodySearch,
  ShowStageLog,
  NextMatch,
  PreviousMatch,
  CopyLogLine,
  CopyLogLines,
  FollowLogs,
  ClearLogs,
  ThisInvocationLog,
  LogsSideBySide,
  GoToLineHop,
  CopyAddress,
  CopyPosixLines,
  CopyFishLines,
  CopyPowerShellLines,
  CopyBoto3,
  CopyAwsCliCall,
  CopyCurlCall,
  ShowEndpoints,
  NextHosted,
  PreviousHosted,
  OpenModel,
  DeleteHosted,
  CopyArn,
  CopyEndpointUrl,
  CopyCreateModel,
  ShowImages,
  UseNextPort,
  UseAnyPort,
  ShowFindings,
  NextFinding,
  PreviousFinding,
  GoToFinding,
  FixFinding,
  ShowExplanation,
  CopyExplanation,
  FixHop,
  FindInLogs,
  ToggleDrawer,
  ToggleLeftColumn,
  ZoomIn,
  ZoomOut,
  ZoomReset,
  GoToStrip,
  GoToInvocations,
  GoToRequest,
  GoToWaterfall,
  GoToInspector,
  GoToDrawer,
  ZoomRegion,
  FilterInvocations,
  ThemeDark,
  ThemeLight,
  ThemeDesktop,
  ShowSettings,
  ShowDocker,
  ShowMessages,
  CopyScreen,
  ShowMenu,
  ShowPalette,
  ShowKeys,
  NewTab,
  CloseTab,
  NextTab,
  PreviousTab,
  ShowLessons,
  StartTour,
  NextStep,
  PreviousStep,
  ShowHint,
  DoForMe,
  NextLesson,
  LeaveLesson,
  Present,
  Quit,
  Count,
};

// What a panel wants to happen: a command for the engine, an action of the table, or an errand.
using Intent = std::variant<emulator::Command, ActionId, Errand>;

struct ActionContext {
  const emulator::EngineSnapshot& now;
  AppState& state;
  std::vector<emulator::Command>& commands;
  std::vector<Errand>& errands;
};

struct Action {
  ActionId id;
  std::string_view name;    // stable: "send", "move-stage-left"
  std::string_view label;   // "Send"
  ImGuiKeyChord chord = 0;  // 0: none
  ImGuiKeyChord other_chord = 0;
  bool while_typing = false;  // its key works while a text field has the keyboard
  bool repeats = false;       // holding the key repeats it
  bool (*enabled)(const emulator::EngineSnapshot&, const AppState&) = nullptr;
  void (*run)(const ActionContext&) = nullptr;
};

std::span<const Action> actions();

// The same rows by topic, as the menu and the key sheet show them.
struct ActionGroup {
  std::string_view title;  // "Pipeline"
  std::span<const Action> rows;
};
std::span<const ActionGroup> action_groups();

const Action& action(ActionId id);

// Which actions can be done in this frame.
class ActionStates {
 public:
  ActionStates(const emulator::EngineSnapshot& now, const AppState& state);
  bool operator[](ActionId id) const { return enabled_[static_cast<std::size_t>(id)]; }

 private:
  std::array<bool, static_cast<std::size_t>(ActionId::Count)> enabled_{};
};

// "Ctrl+Enter"; empty for 0.
std::string chord_text(ImGuiKeyChord chord);
// The row's label, with what it would do where that is known: "Undo Move model to position 1".
std::string action_label(const Action& row, const emulator::EngineSnapshot& now);
// "Send (Ctrl+Enter)"
std::string action_tooltip(const Action& row);

// Does the action if it can be done.
void run_action(ActionId id, const ActionContext& context);
// What was pressed and what it does, for the foot of the window in presenter mode.
void tell_audience(PresenterState& presenter, std::string keys, std::string_view what);
// Does what the keys pressed in this frame ask for. Silent while a popup is open.
void run_pressed_actions(const ActionContext& context);

}  // namespace app
