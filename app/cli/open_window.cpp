#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <filesystem>

#include "app/app.h"
#include "app/cli/arguments.h"
#include "app/cli/engine_session.h"
#include "app/cli/exit_code.h"
#include "app/cli/pipeline_input.h"
#include "app/cli/places.h"
#include "app/cli/printable.h"
#include "app/cli/subcommands.h"
#include "app/errands/errand_runner.h"
#include "app/workspace.h"
#include "emulator/base/text.h"
#include "emulator/codec/recordings/session_file.h"

#ifdef HOPLENS_HAS_WINDOW
#include "app/raster/frame_text.h"
#include "app/watch/file_watch.h"
#include "app/window/desktop_theme.h"
#include "app/window/run_window.h"
#endif

namespace app::cli {
namespace {

using emulator::ErrorCode;
using emulator::Result;

bool is_set(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && *value != '\0';
}

emulator::Error no_display(const std::string& file) {
  const std::string name = file.empty() ? "FILE" : printable(file);
  if (file.ends_with(emulator::kSessionEnding))
    return {ErrorCode::Unsupported, "There is no display to open a window on",
            "Without one, use hoplens convert " + name + " --to har -o FILE.har"};
  return {ErrorCode::Unsupported, "There is no display to open a window on",
          "Without one, use hoplens run " + name + ", or hoplens screenshot " + name +
              " -o window.png"};
}

struct WindowArguments {
  std::string file;
  bool docker = false;
  emulator::BodyLimits bodies;
};

#ifdef HOPLENS_HAS_WINDOW

// One pipeline of the window: its engine, its errands and its screen.
class WindowTab final : public Tab {
 public:
  WindowTab(std::unique_ptr<EngineSession> session, const KeptFolders& folders)
      : session_(std::move(session)), app_(initial_state(folders), ports(folders)) {
    session_->set_news_listener([] { wake(); });
  }
  ~WindowTab() override { end_errands(); }

  App& app() override { return app_; }
  const App& app() const override { return app_; }
  emulator::SnapshotPtr snapshot() const override { return session_->snapshot(); }
  void submit(emulator::Command command) override { session_->engine().submit(std::move(command)); }
  // The counts only grow, so their sum changes when one of them does.
  std::uint64_t generation() const override {
    return session_->snapshot()->generation + watch_news_ +
           (errands_ ? errands_->finished_count() : 0);
  }
  void leave() override {
    errands_.reset();
    session_->leave();
  }
  bool has_left() const override { return session_->has_left(); }

  // Where the settings say, or on any free port where another tab is there already; what comes of
  // it is in the snapshot.
  void open_address(bool any_port) {
    const Settings& settings = app_.state().settings;
    emulator::AddressOptions options;
    options.host = settings.address_host;
    options.port = any_port ? 0 : settings.address_port;
    submit(emulator::OpenAddress{std::move(options)});
  }
  // No frame will take up what they bring back.
  void end_errands() {
    session_->set_news_listener(nullptr);
    errands_.reset();
  }
  EngineSession& session() { return *session_; }

 private:
  // As the last window was left. Before there is a frame that could wait for it.
  static AppState initial_state(const KeptFolders& folders) {
    AppState state;
    state.places = known_places();
    if (folders) recall(folders, state);
    return state;
  }

  AppPorts ports(const KeptFolders& folders) {
    AppPorts ports;
    ports.outside.home_folder = home_folder();
    ports.folders = folders;
    ports.outside.load_body = [this](const emulator::Body& body) {
      return session_->engine().load_body(body);
    };
    ports.outside.keep_body = [this](const emulator::BodyPtr& body) {
      session_->engine().keep_body(body);
    };
    ports.outside.desktop_prefers_dark = desktop_prefers_dark;
    ports.start_errand = [this](Errand errand) { errands_->submit(std::move(errand)); };
    ports.finished_errands = [this] { return errands_->take_finished(); };
    ports.watch_files = [this](std::vector<std::filesystem::path> places) {
      watch_.watch(std::move(places));
    };
    ports.changed_files = [this] { return watch_.take_changed(); };
    return ports;
  }

  std::unique_ptr<EngineSession> session_;
  std::optional<ErrandRunner> errands_{std::in_place, [] { wake(); }};
  std::atomic<std::uint64_t> watch_news_{0};
  FileWatch watch_{[this] {
    ++watch_news_;
    wake();
  }};
  App app_;
};

// The pipelines of the main window, one tab each.
class MainWindow final : public WindowHost {
 public:
  MainWindow(std::unique_ptr<EngineSession> session, const Interrupts& interrupts,
             const emulator::BodyLimits& bodies)
      : interrupts_(interrupts),
        bodies_(bodies),
        workspace_(make_tab(std::move(session), false), [this] { return another_tab(); }) {}

  void open(emulator::ReadPipeline pipeline) {
    workspace_.active().submit(emulator::OpenPipeline{std::move(pipeline)});
    workspace_.active().submit(emulator::Deploy{});
  }

  void open_session(const std::filesystem::path& file) { app().open_session(file); }

  // With its demo stages as containers; the first frames wait until an engine is found.
  void open_in_containers(const std::filesystem::path& file) { app().open_in_containers(file); }

  void frame(const Style& style) override { workspace_.frame(style); }
  void frame_shown() override {
    if (!app().take_screen_copy_wish()) return;
    const std::string text = frame_text(*ImGui::GetDrawData(), *ImGui::GetIO().Fonts);
    ImGui::SetClipboardText(text.c_str());
  }
  std::uint64_t generation() const override { return workspace_.generation(); }
  bool busy() const override { return app().wants_frames(); }
  bool moving() const override { return app().is_moving(); }
  void close_requested() override { workspace_.close(); }
  // A signal that came before the window listened to signals itself counts as well.
  bool wants_to_close() const override {
    return workspace_.wants_to_close() || interrupts_.count() > 0;
  }

  void files_dropped(const std::vector<std::filesystem::path>& files) override {
    app().drop(files);
  }

  void placed(const WindowPlacement& place) override { app().window_placed(place); }
  const WindowPlacement& remembered_place() const { return app().state().window_place; }

  std::optional<Appearance> wanted_appearance() const override {
    const AppState& state = app().state();
    Appearance wanted;
    wanted.scale = shown_zoom(state);
    wanted.theme = wants_dark(state) ? &dark_theme() : &light_theme();
    wanted.reduced_motion = state.settings.reduced_motion;
    return wanted;
  }

  // Whatever ended the window: what is not written yet is, unsaved edits stay after a signal, and
  // stages stop in good order.
  void end(Terminal& terminal) {
    workspace_.each([](Tab& tab) { as_window_tab(tab).end_errands(); });
    workspace_.end();
    workspace_.each([](Tab& tab) { tab.leave(); });
    workspace_.each([&](Tab& tab) { as_window_tab(tab).session().stop(terminal); });
  }

 private:
  App& app() { return workspace_.active().app(); }
  const App& app() const { return workspace_.active().app(); }

  // All tabs of the workspace are made here.
  static WindowTab& as_window_tab(Tab& tab) { return static_cast<WindowTab&>(tab); }

  std::unique_ptr<Tab> make_tab(std::unique_ptr<EngineSession> session, bool another) {
    auto tab = std::make_unique<WindowTab>(std::move(session), folders_);
    tab->submit(emulator::SetBodyLimits{bodies_});
    tab->open_address(another);
    return tab;
  }

  emulator::Result<std::unique_ptr<Tab>> another_tab() {
    return make_tab(EngineSession::beside(as_window_tab(workspace_.active()).session()), true);
  }

  const Interrupts& interrupts_;
  const emulator::BodyLimits bodies_;
  const KeptFolders folders_ = xdg_folders();
  Workspace workspace_;
};

// What the window opens on.
struct Opening {
  std::optional<emulator::ReadPipeline> pipeline;
  std::filesystem::path session;        // this recording instead
  std::filesystem::path in_containers;  // this file instead, its demo stages on Docker
};

// The file is read here as well where the window reads it again: what is wrong with it is said on
// the terminal.
Result<Opening> opening_for(const WindowArguments& arguments) {
  Opening opening;
  std::filesystem::path file = arguments.file;
  if (arguments.docker && file.empty()) file = known_places().demo;
  if (arguments.docker && file.empty())
    return emulator::fail(ErrorCode::NotFound, "The demo did not come along with this program",
                          "Name the pipeline file to open with --docker");
  if (file.empty()) return opening;
  if (file.extension() == emulator::kSessionEnding) {
    opening.session = std::filesystem::absolute(file);
    return opening;
  }
  auto read = read_input({file.string(), {}, {}});
  if (!read) return emulator::fail(read.error());
  if (arguments.docker) {
    opening.in_containers = read->pipeline.file;
  } else {
    opening.pipeline = std::move(*read);
  }
  return opening;
}

Result<int> serve_window(MainWindow& window, Opening opening) {
  if (opening.pipeline) window.open(std::move(*opening.pipeline));
  if (!opening.session.empty()) window.open_session(opening.session);
  if (!opening.in_containers.empty()) window.open_in_containers(opening.in_containers);
  WindowOptions options;
  options.place = window.remembered_place();
  return run_window(options, window);
}

int open_on(Terminal& terminal, const WindowArguments& arguments) {
  auto opening = opening_for(arguments);
  if (!opening) return terminal.error(opening.error()), exit_code(opening.error().code);
  Interrupts interrupts;
  auto session = EngineSession::start(interrupts);
  if (!session) return terminal.error(session.error()), kLaunchFailed;
  MainWindow window(std::move(*session), interrupts, arguments.bodies);
  const auto shown = serve_window(window, std::move(*opening));
  window.end(terminal);
  if (interrupts.count() > 0) return interrupts.exit_code();
  if (shown) return *shown;
  terminal.error({shown.error().code, shown.error().what, no_display(arguments.file).next_step});
  return kBadInput;
}

#else

int open_on(Terminal& terminal, const WindowArguments& arguments) {
  terminal.error({ErrorCode::Unsupported, "This build of hoplens has no window",
                  no_display(arguments.file).next_step});
  return kBadInput;
}

#endif

int run_open_window(Terminal& terminal, const CLI::App& root, const WindowArguments& arguments) {
  const std::string& file = arguments.file;
  std::error_code ignored;
  if (!file.empty() && !std::filesystem::exists(file, ignored))
    return terminal.error(neither_file_nor_command(root, file)), kBadInput;
  if (!is_set("DISPLAY") && !is_set("WAYLAND_DISPLAY"))
    return terminal.error(no_display(file)), kBadInput;
  return open_on(terminal, arguments);
}

}  // namespace

emulator::Error neither_file_nor_command(const CLI::App& root, const std::string& word) {
  std::vector<std::string> names;
  for (const CLI::App* app : root.get_subcommands([](const CLI::App*) { return true; }))
    names.push_back(app->get_name());
  const std::string near = emulator::nearest(word, {names.begin(), names.end()});
  const std::string next = near.empty() ? "" : "Did you mean hoplens " + near + "? ";
  return {ErrorCode::NotFound, "There is no file and no subcommand " + word,
          next + "The subcommands are " + listed(names) + "; see hoplens --help"};
}

Action add_open_window(CLI::App& root) {
  auto arguments = std::make_shared<WindowArguments>();
  root.add_option("FILE", arguments->file, "Pipeline file to open in the window")->type_name("");
  root.add_flag(
      "--docker", arguments->docker,
      "Run the stages that are hoplens-demo-stage as containers, this once; without FILE: "
      "the demo");
  // 64MB, 2gb: powers of ten
  const CLI::Validator size = CLI::AsSizeValue(true).description("");
  root.add_option("--body-memory", arguments->bodies.memory_bytes,
                  "Recorded bodies kept in memory (default: 512MB)")
      ->transform(size)
      ->type_name("SIZE");
  root.add_option("--body-disk", arguments->bodies.disk_bytes,
                  "Then on disk, before the oldest are let go of (default: 2GB)")
      ->transform(size)
      ->type_name("SIZE");
  return [&root, arguments](Terminal& terminal) {
    return run_open_window(terminal, root, *arguments);
  };
}

}  // namespace app::cli
