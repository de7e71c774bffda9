#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "app/file_question.h"
#include "app/settings/recovery.h"
#include "app/settings/settings.h"
#include "app/settings/window_memory.h"
#include "app/state/address_state.h"
#include "app/state/compare_state.h"
#include "app/state/debugger_state.h"
#include "app/state/dialogs.h"
#include "app/state/explain_state.h"
#include "app/state/export_state.h"
#include "app/state/lesson_state.h"
#include "app/state/playback_state.h"
#include "app/state/presenter_state.h"
#include "app/state/runs_state.h"
#include "app/state/share_state.h"
#include "app/state/source_state.h"
#include "app/state/time_state.h"
#include "app/state/workspace_state.h"
#include "app/view_model/bodies/body_cache.h"
#include "app/view_model/definition_draft.h"
#include "app/view_model/file_rows.h"
#include "app/view_model/filter/invocation_matches.h"
#include "app/view_model/filter/log_filter.h"
#include "app/view_model/filter/query_edit.h"
#include "app/view_model/finding_rows.h"
#include "app/view_model/request_draft.h"
#include "app/view_model/window_layout.h"
#include "emulator/engine/commands.h"
#include "emulator/engine/snapshot.h"

// Everything the screen remembers that is not engine truth. Owned by App, UI thread only.
// Caches of what was computed from a snapshot live beside what they belong to, keyed by the
// snapshot's pointers.
namespace app {

// What is looked at: everything below and to the right of a selection shows it.
struct Selection {
  emulator::InvocationId invocation;
  int hop = 0;  // 1-based; 0: the one that failed, else the first
  emulator::StageId stage;
  // What the others are compared with; none: the one that suits best.
  emulator::InvocationId marked;
};

struct StripState {
  emulator::StageId dragged;
  emulator::StageId wanted;           // was just added: to be selected once it is there
  emulator::StageId shown;            // the selected stage that was brought into view
  std::optional<std::size_t> add_at;  // where a plus was pressed; Add stage takes it
  std::vector<float> shifts;  // how far each card stands from its place while one is dragged
  bool moving = false;        // shifts are on their way: frames are wanted
  bool cancelled = false;     // Esc was pressed: nothing happens until the button is released
};

struct InvocationListState {
  std::string filter;
  bool focus_filter = false;  // the field wants the keyboard
  bool reveal = false;        // bring the selected row into view
  float scroll_y = 0;
  std::uint64_t rows_seen = 0;         // to hold the view still while rows arrive above it
  emulator::InvocationId newest_seen;  // the newest when the view was last at its top
  bool to_top = false;                 // scroll there, once
  bool tall = false;                   // rows say who called: something came through the address
  std::uint64_t callers_seen = 0;      // invocations that were looked at for that
  CompletionState completion;          // of what is typed into the filter
  InvocationMatches matches;           // of the filter
  bool looking = false;                // the filter goes through older ones: frames are wanted
};

// Naming a request: the draft as a new one, or the picked one anew.
struct RequestNaming {
  enum class Purpose { SaveAs, Rename };
  Purpose purpose = Purpose::SaveAs;
  std::string name;
  bool focus = true;  // the field wants the keyboard
};

struct ComposerState : RequestDraft {
  std::optional<std::size_t> wanted;  // a saved request was picked; App loads it
  bool more_shown = false;            // the fields that few requests use
  RequestNaming naming;               // while Dialog::NameRequest is open
};

enum class InspectorTab { Messages, Client, Diff, Timing, Explain };

// One of the two messages of the inspector: how its body is looked at.
struct MessagePane {
  BodyView view = BodyView::Auto;
  BodyHabits habits;
  BodyCache bodies;
  std::optional<std::size_t> header;  // the chosen row, for Ctrl+C
};

// Something to do with a body wherever it is kept; the inspector sends an errand for it.
struct BodyWish {
  emulator::BodyPtr body;
  std::filesystem::path file;  // where to save it; empty: copy it
};

struct InspectorState {
  InspectorTab tab = InspectorTab::Messages;
  MessagePane request;
  MessagePane response;
  std::vector<BodyWish> wishes;
  ExplainState explain;
};

enum class DrawerTab { Logs, Findings, Runs, Compare, Latency, Endpoints };

struct DrawerState {
  DrawerTab tab = DrawerTab::Logs;
  std::string query;     // what the search box says: the one truth about what is shown
  bool context = false;  // lines without the searched text are shown, too
  bool follow = true;
  bool focus_search = false;
  bool side_by_side = false;            // one column a stage
  CompletionState completion;           // of what is typed into the search box
  int step = 0;                         // to the next (1) or previous (-1) match, once
  std::optional<std::uint64_t> chosen;  // the number of a line, counted from the first one ever
  bool reveal = false;                  // bring it into view
  LogMatches matches;                   // the lines shown
  LogMatches found;                     // the lines with the searched text, while others are shown
};

struct FindingsState {
  std::size_t chosen = 0;  // row that Go to and Fix are about
  bool reveal = false;     // bring it into view
  FindingFixes fixes;
};

// Closing the window, or opening another pipeline in its place, waits here for an answer while
// edits are not saved.
struct LeaveState {
  enum class Step { Staying, Asking, Leaving };
  Step step = Step::Staying;
  bool saving = false;  // Save was chosen: go on once all is saved
  bool dialog = false;  // saving needs the answer of a dialog, which stands in the question's place
  std::shared_ptr<const emulator::OpenPipeline> next;
  std::shared_ptr<const emulator::OpenSession> session;  // neither: nothing, close
};

// A file's content, as far as it takes to notice that it is another.
struct FileStamp {
  std::int64_t time = 0;  // of the last writing, as the file system counts
  std::uint64_t bytes = 0;
  std::size_t hash = 0;
  bool operator==(const FileStamp&) const = default;
};

// Whether somebody else wrote the open pipeline's file.
struct DiskState {
  // What is known holds for one opening of one file until it is saved the next time.
  struct Key {
    std::uint64_t openings = 0;
    std::uint64_t saves = 0;
    std::filesystem::path file;
    bool operator==(const Key&) const = default;
  };
  Key key;
  std::optional<FileStamp> known;   // what we read or wrote
  bool looking = false;             // an errand does
  bool changed = false;             // and nobody said yet what to do about it
  std::optional<FileStamp> others;  // what is there instead
  std::optional<FileStamp> kept;    // "Keep mine" was said to that content
};

struct PaletteState {
  std::string typed;
  std::size_t chosen = 0;  // position among the rows that are left
};

// A stage or the model while it is being edited in the dialog.
struct EditorState {
  DefinitionDraft draft;
  FieldPage page = FieldPage::Container;
  std::string focus;               // path of the field that wants the keyboard; "": none
  bool asking = false;             // whether the changes may be thrown away
  std::set<std::string> revealed;  // variables whose secret values are shown
  struct {
    std::shared_ptr<const emulator::Pipeline> pipeline;
    std::uint64_t version = 0;
    std::vector<DraftFinding> findings;
    bool changed = false;
  } checked;  // of the draft's version
};

// The file dialog. Folders are read by errands: `reading` and `looking` are the numbers of those
// whose outcome is waited for, 0 for none.
struct FileDialogState {
  FileQuestion question;
  std::filesystem::path folder;                  // on the screen
  std::filesystem::path wanted_folder;           // to go to in the next frame; empty: stay
  std::shared_ptr<const FolderListing> listing;  // the last one that was read; null: none yet
  std::uint64_t asked = 0;                       // errands so far
  std::uint64_t reading = 0;
  std::uint64_t looking = 0;
  std::string typed;                   // a name, or a path to one
  std::optional<std::string> retyped;  // what the field holds from the next frame on
  bool hidden = false;                 // list names that begin with a dot
  bool all_files = false;              // whatever their endings
  FileOrder order = FileOrder::Name;
  bool backwards = false;
  std::size_t chosen = 0;                          // position among the rows
  bool reveal = true;                              // bring it into view
  bool moved_in_list = false;                      // it was chosen there, after what was typed
  std::optional<std::filesystem::path> replacing;  // a file that is there: replace it?
  std::optional<std::filesystem::path> taken;      // the answer
  std::optional<emulator::Error> problem;          // why what was typed is no answer
  struct {
    std::shared_ptr<const FolderListing> listing;
    FileRowsInput input;
    std::vector<std::size_t> rows;
  } listed;
};

// Edits and recordings that were lost with a window.
struct RecoveryState {
  std::vector<std::shared_ptr<LostEdits>> offers;      // still to be asked about
  std::vector<std::shared_ptr<LostEdits>> restored;    // open here; on the disk until written anew
  std::vector<std::shared_ptr<LostSession>> sessions;  // recordings, to be asked about after edits
  std::vector<std::shared_ptr<LostSession>> opened;    // here; on the disk until written anew
};

struct RecentState {
  std::string typed;
  std::size_t chosen = 0;  // position among the rows that are left
};

// Where this program finds things. Set once, by whoever knows the world.
struct Places {
  std::filesystem::path home;          // empty: unknown
  std::filesystem::path working;       // where the program was started
  std::filesystem::path demo;          // the demo pipeline's file; empty: it did not come along
  std::filesystem::path lessons;       // the lessons' folder; empty: it did not come along
  std::filesystem::path demo_program;  // its stages' program; may not be there
  std::filesystem::path cache;         // what can be made again; empty: nowhere
};

// A pipeline that was open before.
struct RecentFile {
  std::filesystem::path file;
  bool missing = false;  // it was not there when it was looked for last
};

// Which region the keyboard is in, for going there by key and for zooming it.
struct RegionState {
  Region focused = Region::Invocations;
  std::optional<Region> wanted;  // takes the keyboard in the next frame
  std::optional<Region> zoomed;
  bool ring = false;  // the focused one is marked: it was gone to by key
};

// What the screen remembers about Docker.
struct DockerState {
  // A file that is opened with its demo stages as containers as soon as it is known whether an
  // engine answers; empty: none.
  std::filesystem::path opening;
  std::optional<emulator::SteadyTime> opening_since;
  std::optional<emulator::RuntimeCondition> dismissed;  // the banner told it and was sent away
};

// Numbers of the settings dialog while they are typed.
struct SettingsDialogState {
  std::map<std::string, std::string> typed;  // by the setting's name
};

struct AppState {
  WorkspaceState workspace;
  RegionState region;
  SettingsDialogState settings_dialog;
  bool menu_wanted = false;         // the menu opens in the next frame
  bool screen_copy_wanted = false;  // whoever owns the screen puts its text on the clipboard
  Selection selection;
  StripState strip;
  InvocationListState list;
  ComposerState composer;
  InspectorState inspector;
  DrawerState drawer;
  FindingsState findings;
  EndpointsState endpoints;
  DebuggerState debugger;
  CompareState compare;
  RunsState runs;
  TimeState time;
  PlaybackState playback;
  LessonState lesson;
  PresenterState presenter;
  ShareState share;
  AddressState address;
  ImagesState images;
  ExportState exporting;
  EditorState editor;
  PaletteState palette;
  Splits splits;
  bool left_shown = true;
  bool drawer_shown = true;
  Dialogs dialogs;
  FileDialogState file_dialog;
  Places places;
  std::vector<RecentFile> recent;  // pipelines, the last one first
  RecentState recent_dialog;
  DiskState disk;
  SourceState sources;
  DockerState docker;
  RecoveryState recovery;
  WindowPlacement window_place;
  Messages messages;
  LeaveState leave;
  std::optional<bool> desktop_prefers_dark;  // as it said last
  Settings settings;  // what the user chose; fonts follow the zoom between frames
};

// The row of the Endpoints page that is chosen; nothing where the page is empty.
std::optional<HostedKey> chosen_hosted(const emulator::EngineSnapshot& now,
                                       const EndpointsState& state);
// The chosen endpoint, or null.
const emulator::EndpointView* chosen_endpoint(const emulator::EngineSnapshot& now,
                                              const EndpointsState& state);
// The chosen model, or the one of the chosen endpoint's first variant; null: none.
const emulator::ModelView* chosen_model(const emulator::EngineSnapshot& now,
                                        const EndpointsState& state);
// Which theme is meant: the chosen one, else the desktop's, else dark.
bool wants_dark(const AppState& state);
// The zoom as it is shown: larger than the chosen one in front of an audience.
float shown_zoom(const AppState& state);
// The selected invocation, or null.
emulator::InvocationPtr selected_invocation(const emulator::EngineSnapshot& now,
                                            const Selection& selection);
// The 1-based hop shown for an invocation; 0 where it has no route.
int shown_hop(const emulator::Invocation& invocation, const Selection& selection);
// Selects a hop and the stage that it went to.
void select_hop(const emulator::EngineSnapshot& now, const emulator::Invocation& invocation,
                int hop, Selection& selection);
// Opens the editor: of a stage at a member ("" for none in particular), of a new stage at a
// position, of the model.
void edit_stage(const emulator::Pipeline& pipeline, std::size_t at, FieldPlace place,
                EditorState& editor, Dialogs& dialogs);
void add_stage(const emulator::Pipeline& pipeline, std::size_t at, EditorState& editor,
               Dialogs& dialogs);
void edit_model(const emulator::Pipeline& pipeline, std::string path, EditorState& editor,
                Dialogs& dialogs);
// Asks to close the window (no `next`) or to open another pipeline; at once where all is saved.
void leave(const emulator::EngineSnapshot& now, LeaveState& state,
           std::shared_ptr<const emulator::OpenPipeline> next = nullptr);
// Asks to open a session in place of what is open.
void leave_for_session(const emulator::EngineSnapshot& now, LeaveState& state,
                       std::shared_ptr<const emulator::OpenSession> session);
// Puts a pipeline in front of those that were open before.
void remember_recent(std::vector<RecentFile>& recent, const std::filesystem::path& file);

}  // namespace app
