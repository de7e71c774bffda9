#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

#include "app/actions/actions.h"
#include "app/app_state.h"
#include "app/memory.h"
#include "app/panels/panel.h"
#include "emulator/base/clock.h"

namespace app {

// What the screen needs of the world outside; each has a default that tests replace.
struct AppPorts {
  const emulator::Clock* clock = nullptr;  // null: the system's
  Outside outside;
  // Has an errand done, and hands over what came back. Empty: done at once, in the same frame.
  std::function<void(Errand)> start_errand;
  std::function<std::vector<AfterErrand>()> finished_errands;
  KeptFolders folders;  // empty: nothing is remembered
  // Has files and folders watched, and hands over which of them changed. Empty: nothing is noticed.
  std::function<void(std::vector<std::filesystem::path>)> watch_files;
  std::function<std::vector<std::filesystem::path>()> changed_files;
};

// How a region appears on the screen.
struct RegionLook {
  const char* name;
  const Style& style;
  ImGuiWindowFlags flags = ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse;
};

// The main window's content: draws a snapshot, remembers what the user looks at, returns what
// the user wants. Knows no engine, no window and no GPU. UI thread only.
class App {
 public:
  explicit App(AppState initial, AppPorts ports = {});

  // One frame inside ImGui::NewFrame and ImGui::Render. The commands are in the user's order.
  std::vector<emulator::Command> frame(const emulator::SnapshotPtr& now, const Style& style);

  const AppState& state() const { return state_; }
  // Opens a file with its demo stages as containers, or as processes where no Docker Engine
  // answers.
  void open_in_containers(const std::filesystem::path& file) { state_.docker.opening = file; }
  // The close button: with unsaved edits, a question comes first.
  void close(const emulator::EngineSnapshot& now) { leave(now, state_.leave); }
  // Files that were dropped into the window; the next frame sends for the first one.
  void drop(const std::vector<std::filesystem::path>& files);
  void window_placed(const WindowPlacement& place) { state_.window_place = place; }
  // After the last frame, when no errand runs any more: what is not written yet is. Waits.
  void end(const emulator::EngineSnapshot& now);
  bool wants_to_close() const {
    return state_.leave.step == LeaveState::Step::Leaving && !state_.leave.next;
  }
  // True once after the screen was asked for as text.
  bool take_screen_copy_wish();
  // True while something on the screen grows with time although no new snapshot comes.
  bool wants_frames() const { return wants_frames_; }
  // True while something slides to its place.
  bool is_moving() const { return state_.strip.moving; }

 private:
  void follow(const emulator::EngineSnapshot& now);
  void follow_newest_invocation(const emulator::EngineSnapshot& now);
  void follow_file(const emulator::EngineSnapshot& now);
  void follow_sources(const emulator::EngineSnapshot& now);
  void source_changed(const emulator::EngineSnapshot& now, const SourceChange& change);
  void reload_when_wished(const emulator::EngineSnapshot& now);
  void open_in_containers_when_known(const emulator::EngineSnapshot& now);
  void look_at_disk_at_times(const emulator::EngineSnapshot& now);
  void ask_desktop_at_times();
  void draw_message(const Style& style);
  PanelResult draw_region(Region which, const Rect& place, const RegionLook& look,
                          const std::function<PanelResult()>& draw);
  void seed_composer(const emulator::EngineSnapshot& now);
  void load_request(const emulator::Pipeline& pipeline, std::size_t index);
  void finish_errands(const emulator::EngineSnapshot& now);
  void start_errands();
  ActionContext context(const emulator::EngineSnapshot& now) {
    return {now, state_, commands_, errands_};
  }
  void draw_regions(const PanelInput& in, const Style& style);
  void draw_banners(const PanelInput& in, const Rect& place, const Style& style);
  bool draw_dialogs(const PanelInput& in, const Style& style);
  void draw_drawer(const PanelInput& in, const Style& style);
  void draw_columns(const PanelInput& in, const WindowLayout& layout, const Style& style);
  void draw_splitters(const WindowLayout& layout, const Style& style);
  bool ask_before_leaving(const PanelInput& in, const Style& style);
  void go_on_leaving(const emulator::EngineSnapshot& now);
  void take(const emulator::EngineSnapshot& now, PanelResult wish);

  AppState state_;
  AppPorts ports_;
  std::vector<emulator::Command> commands_;
  std::vector<Errand> errands_;
  std::vector<AfterErrand> finished_;         // of errands that were done at once
  emulator::InvocationId newest_;             // in the last frame
  std::optional<std::uint64_t> seeded_from_;  // the opening whose first request was taken
  std::filesystem::path seeded_file_;
  std::vector<std::filesystem::path> dropped_;
  std::optional<emulator::SteadyTime> looked_at_disk_;
  std::optional<emulator::SteadyTime> asked_desktop_;
  std::shared_ptr<const emulator::Pipeline> watched_;  // whose places are watched
  std::size_t messages_seen_ = 0;
  std::optional<emulator::SteadyTime> message_until_;  // the last message is on the screen
  bool was_unsaved_ = false;
  Memory memory_;
  bool wants_frames_ = false;
};

}  // namespace app
