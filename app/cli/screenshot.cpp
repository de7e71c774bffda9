#include <algorithm>
#include <array>
#include <charconv>

#include "app/app.h"
#include "app/cli/arguments.h"
#include "app/cli/demo_on_docker.h"
#include "app/cli/exit_code.h"
#include "app/cli/hop_report.h"
#include "app/cli/launch_and_send.h"
#include "app/cli/pipeline_input.h"
#include "app/cli/places.h"
#include "app/cli/printable.h"
#include "app/cli/run_request.h"
#include "app/cli/subcommands.h"
#include "app/errands/lesson_errands.h"
#include "app/item_registry.h"
#include "app/raster/offscreen.h"
#include "emulator/base/file_text.h"
#include "emulator/base/text.h"

namespace app::cli {
namespace {

using emulator::ErrorCode;
using emulator::fail;
using emulator::Result;

constexpr const char* kExamples =
    "Examples:\n"
    "  hoplens screenshot wine.pipeline.json -o ready.png\n"
    "  hoplens screenshot wine.pipeline.json -o sent.png --send --theme light\n"
    "  hoplens screenshot wine.pipeline.json -o large.png --send --size 2880x1800 --scale 2\n"
    "\n"
    "Needs no display and no OpenGL.";

constexpr int kSmallest = 320;
constexpr int kLargest = 8192;
constexpr int kMostFrames = 60;  // a screen that never settles is drawn as it is then

struct ScreenshotOptions {
  PipelineInput input;
  RequestOptions request;
  std::string output;
  std::optional<std::string> items;
  std::string size = "1440x900";
  std::string theme = "dark";
  std::string view = "main";
  float scale = 1.0f;
  bool docker = false;
  bool send = false;
  bool all_requests = false;
};

// What else than the start of the window can be shown.
struct View {
  std::string_view name;
  void (*set)(AppState&);
};
constexpr std::array kViews = {
    View{"main", [](AppState&) {}},
    View{"client", [](AppState& state) { state.inspector.tab = InspectorTab::Client; }},
    View{"explain", [](AppState& state) { state.inspector.tab = InspectorTab::Explain; }},
    View{"logs", [](AppState& state) { state.drawer.tab = DrawerTab::Logs; }},
    View{"latency", [](AppState& state) { state.drawer.tab = DrawerTab::Latency; }},
    View{"cloudwatch",
         [](AppState& state) {
           state.drawer.tab = DrawerTab::Latency;
           state.time.latency.cloudwatch = true;
         }},
    View{"timeline", [](AppState& state) { state.time.all = true; }},
    View{"endpoints", [](AppState& state) { state.drawer.tab = DrawerTab::Endpoints; }},
    View{"findings", [](AppState& state) { state.drawer.tab = DrawerTab::Findings; }},
    View{"diff", [](AppState& state) { state.inspector.tab = InspectorTab::Diff; }},
    View{"compare", [](AppState& state) { state.drawer.tab = DrawerTab::Compare; }},
    View{"runs", [](AppState& state) { state.drawer.tab = DrawerTab::Runs; }},
    View{"wide", [](AppState& state) { state.left_shown = state.drawer_shown = false; }},
    View{"keys", [](AppState& state) { state.dialogs.show(Dialog::Keys); }},
    View{"export", [](AppState& state) { state.dialogs.show(Dialog::Export); }},
    View{"share", [](AppState& state) { state.dialogs.show(Dialog::Share); }},
    View{"copy-as", [](AppState& state) { state.share.copy_menu_wanted = true; }},
    View{"settings", [](AppState& state) { state.dialogs.show(Dialog::Settings); }},
    View{"menu", [](AppState& state) { state.menu_wanted = true; }},
    View{"palette", [](AppState& state) { state.dialogs.show(Dialog::Palette); }},
    View{"lessons", [](AppState& state) { state.dialogs.show(Dialog::Lessons); }},
};

// The views that show a part of the pipeline, or of what was sent.
constexpr std::string_view kStageEditor = "stage-editor";
constexpr std::string_view kLesson = "lesson", kPlayback = "playback", kPresenter = "presenter";
constexpr std::string_view kPaused = "paused";
constexpr std::array kMoreViews = {kStageEditor, kLesson, kPlayback, kPresenter, kPaused};

std::vector<std::string> view_names() {
  std::vector<std::string> names;
  for (const View& view : kViews) names.emplace_back(view.name);
  names.insert(names.end(), kMoreViews.begin(), kMoreViews.end());
  return names;
}

Result<AppState> state_for(const std::string& view) {
  AppState state;
  for (const auto& [name, set] : kViews)
    if (name == view) return set(state), state;
  if (std::ranges::find(kMoreViews, view) != kMoreViews.end()) return state;
  return fail(ErrorCode::InvalidInput, "There is no view " + view,
              "The views are " + listed(view_names()));
}

// "1440x900" → width and height in pixels.
Result<std::pair<int, int>> parse_size(const std::string& text) {
  const auto number = [](std::string_view digits) {
    int value = 0;
    const auto end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, value);
    const bool good =
        error == std::errc{} && stop == end && value >= kSmallest && value <= kLargest;
    return good ? value : 0;
  };
  const std::size_t x = text.find('x');
  const int width = number(std::string_view(text).substr(0, x));
  const int height = x == std::string::npos ? 0 : number(std::string_view(text).substr(x + 1));
  if (width > 0 && height > 0) return std::pair{width, height};
  return fail(ErrorCode::InvalidInput, "The size " + text + " is not WIDTHxHEIGHT in pixels",
              "Give both between 320 and 8192, such as --size 1440x900");
}

Result<OffscreenOptions> offscreen_options(const ScreenshotOptions& options) {
  const auto size = parse_size(options.size);
  if (!size) return fail(size.error());
  OffscreenOptions out;
  std::tie(out.width, out.height) = *size;
  out.scale = options.scale;
  out.theme = options.theme == "light" ? &light_theme() : &dark_theme();
  out.fonts = find_fonts();
  out.reduced_motion = true;
  return out;
}

// The lesson about that pipeline, else the first one, in its middle with a hint.
void show_lesson(const emulator::Pipeline& pipeline, AppState& state) {
  auto lessons = lessons_in(state.places.lessons);
  if (!lessons || lessons->empty()) return;
  LessonState& lesson = state.lesson;
  const auto about = std::ranges::find_if(*lessons, [&](const Lesson& one) {
    return pipeline.file.filename() == std::filesystem::path(one.pipeline).filename();
  });
  lesson.taken = about == lessons->end() ? 0 : static_cast<std::size_t>(about - lessons->begin());
  lesson.step = std::min<std::size_t>(2, (*lessons)[*lesson.taken].steps.size() - 1);
  lesson.hints = 1;
  lesson.openings = 1;
  lesson.all = std::make_shared<const std::vector<Lesson>>(std::move(*lessons));
}

// The middle of the newest invocation.
void show_playback(const emulator::EngineSnapshot& now, AppState& state) {
  constexpr double kShare = 0.47;
  const std::size_t count = now.trace->size();
  if (count == 0) return;
  state.selection.invocation = (*now.trace)[count - 1]->id;
  state.playback.invocation = state.selection.invocation;
  state.playback.position = kShare * state.playback.length;
}

void show_presenter(AppState& state, OffscreenOptions& screen) {
  state.presenter.on = true;
  state.drawer_shown = false;
  tell_audience(state.presenter, "Ctrl+Enter", "Send");
  screen.scale = std::min(screen.scale * shown_zoom(state), 3.0f);
}

// Errands are done at once: a picture waits for what is in it.
AppPorts screenshot_ports(const emulator::Engine& engine) {
  AppPorts ports;
  ports.outside.home_folder = home_folder();
  ports.outside.load_body = [&engine](const emulator::Body& body) {
    return engine.load_body(body);
  };
  return ports;
}

// One `hoplens screenshot`: launch, send if asked to, draw, stop.
class Screenshot {
 public:
  Screenshot(Terminal& terminal, const ScreenshotOptions& options)
      : terminal_(terminal), options_(options) {}
  int operator()();

 private:
  Result<void> prepare();
  Result<std::vector<emulator::InvokeRequest>> requests_to_send() const;
  int with_stages();
  bool hold();
  int draw();
  int refuse(const emulator::Error& error);

  Terminal& terminal_;
  const ScreenshotOptions& options_;
  emulator::ReadPipeline read_;
  std::vector<emulator::InvokeRequest> requests_;  // to send, in this order
  OffscreenOptions screen_;
  AppState state_;
  emulator::Secrets secrets_;
  Interrupts interrupts_;
  std::unique_ptr<EngineSession> session_;
};

int Screenshot::refuse(const emulator::Error& error) {
  terminal_.error(error);
  return exit_code(error.code);
}

// Everything that can be wrong is found before anything is started.
Result<void> Screenshot::prepare() {
  auto state = state_for(options_.view);
  if (!state) return fail(state.error());
  state_ = std::move(*state);
  state_.places = known_places();
  auto screen = offscreen_options(options_);
  if (!screen) return fail(screen.error());
  screen_ = std::move(*screen);
  auto read = read_input(options_.input);
  if (!read) return fail(read.error());
  read_ = std::move(*read);
  secrets_ = emulator::Secrets(read_.pipeline);
  if (options_.view == kStageEditor)
    edit_stage(read_.pipeline, 0, {}, state_.editor, state_.dialogs);
  if (options_.view == kLesson) show_lesson(read_.pipeline, state_);
  if (options_.view == kPresenter) show_presenter(state_, screen_);
  if (!options_.send && options_.view != kPaused && options_.request.name)
    return fail(ErrorCode::InvalidInput, "--request names what to send, but nothing is sent",
                "Add --send");
  auto requests = requests_to_send();
  if (!requests) return fail(requests.error());
  requests_ = std::move(*requests);
  return {};
}

// Of all saved requests the default one comes last: it is the one that is looked at.
Result<std::vector<emulator::InvokeRequest>> Screenshot::requests_to_send() const {
  if (options_.all_requests) {
    auto all = make_all_requests(read_.pipeline);
    if (all) std::ranges::reverse(*all);
    return all;
  }
  if (!options_.send) return std::vector<emulator::InvokeRequest>{};
  auto request = make_request(read_.pipeline, options_.request);
  if (!request) return fail(request.error());
  return std::vector{std::move(*request)};
}

int Screenshot::operator()() {
  const auto prepared = prepare();
  if (!prepared) return refuse(prepared.error());
  auto session = EngineSession::start(interrupts_);
  if (!session) return terminal_.error(session.error()), kLaunchFailed;
  session_ = std::move(*session);
  const int code = with_stages();
  session_->stop(terminal_);
  session_.reset();
  if (interrupts_.count() == 0) return code;
  terminal_.message("Interrupted, no picture is written");
  return interrupts_.exit_code();
}

// A launch or an answer that failed is drawn, too: that is when a picture is wanted most.
int Screenshot::with_stages() {
  if (options_.docker) {
    auto changed = on_docker(*session_, std::move(read_), terminal_);
    if (!changed) return terminal_.error(changed.error()), kLaunchFailed;
    read_ = std::move(*changed);
  }
  const LaunchState launched = launch(*session_, read_, secrets_, terminal_);
  if (launched == LaunchState::Going) return kWell;
  int code = launched == LaunchState::Failed ? kLaunchFailed : kWell;
  for (std::size_t i = 0; code != kLaunchFailed && i < requests_.size(); ++i) {
    const auto invocation = send(*session_, requests_[i], terminal_);
    if (interrupts_.count() > 0) return kWell;
    const bool well = invocation && answered_well(*invocation);
    code = well ? kWell : kAnsweredWithError;  // of the one that is looked at
  }
  if (code != kLaunchFailed && options_.view == kPaused && !hold()) return kAnsweredWithError;
  const int drawn = draw();
  if (launched == LaunchState::Failed) tell_launch_failure(*session_, secrets_, terminal_);
  return drawn == kWell ? code : drawn;
}

// One more request, which waits for somebody who goes on with it.
bool Screenshot::hold() {
  auto request = make_request(read_.pipeline, options_.request);
  if (!request) return refuse(request.error()), false;
  if (send_and_hold(*session_, *request)) return true;
  if (interrupts_.count() == 0) terminal_.message("No invocation could be held");
  return false;
}

// One line an item: its path, then x, y, width and height in pixels, tabs between.
std::string item_table(const ItemRegistry& registry) {
  std::string out;
  for (const Item& item : registry.items()) {
    if (!item.visible() || (item.label.empty() && item.tag.empty())) continue;
    const ImVec2 at = item.visible_min;
    const ImVec2 size{item.visible_max.x - at.x, item.visible_max.y - at.y};
    out += printable(item.path());
    for (const float number : {at.x, at.y, size.x, size.y})
      out += "\t" + std::to_string(static_cast<int>(number));
    out += "\n";
  }
  return out;
}

int Screenshot::draw() {
  if (options_.view == kPlayback) show_playback(*session_->snapshot(), state_);
  App app(state_, screenshot_ports(session_->engine()));
  Offscreen screen(screen_);
  const ItemRegistry registry(screen.context());
  const auto now = session_->snapshot();
  std::string before;
  for (int frame = 0; frame < kMostFrames; ++frame) {
    screen.frame([&](const Style& style) { app.frame(now, style); });
    std::string text = screen.text();
    if (frame > 2 && text == before) break;  // sizes and scroll positions settle in a few frames
    before = std::move(text);
  }
  const auto written = write_png(screen.picture(), options_.output);
  if (!written) return refuse(written.error());
  terminal_.message("Picture written to " + printable(options_.output));
  if (!options_.items) return kWell;
  const auto listed = emulator::write_text_atomically(item_table(registry), *options_.items);
  return listed ? kWell : refuse(listed.error());
}

void declare(CLI::App& app, ScreenshotOptions& options) {
  add_file(app, options.input.file);
  app.add_option("-o,--output", options.output, "PNG file to write")
      ->required()
      ->type_name("OUT.png");
  app.add_option("--size", options.size, "Pixels (default: 1440x900)")->type_name("WxH");
  app.add_option("--theme", options.theme, "dark (default) or light")
      ->check(CLI::IsMember({"dark", "light"}))
      ->type_name("NAME");
  app.add_option("--scale", options.scale, "Size of text and controls (default: 1)")
      ->check(CLI::Range(0.75, 3.0))
      ->type_name("0.75…3");
  add_docker(app, options.docker);
  app.add_flag("--send", options.send, "Send a saved request first");
  app.add_flag("--all-requests", options.all_requests,
               "Send every saved request first, the default one last");
  add_text(app, "--request", options.request.name, "Saved request to send (default: the first)")
      ->type_name("NAME");
  add_text(app, "--items", options.items,
           "Write where every item of the picture is: path, x, y, width, height, tabs between")
      ->type_name("OUT.tsv");
  app.add_option("--view", options.view, "What to show (default: main): " + listed(view_names()))
      ->type_name("NAME");
}

}  // namespace

Action add_screenshot(CLI::App& root) {
  auto* app = root.add_subcommand("screenshot", "Draw the main window off screen into a picture");
  app->footer(kExamples);
  auto options = std::make_shared<ScreenshotOptions>();
  declare(*app, *options);
  return [options](Terminal& terminal) { return Screenshot(terminal, *options)(); };
}

}  // namespace app::cli
