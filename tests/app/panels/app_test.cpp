#include <catch2/catch_test_macros.hpp>

#include "tests/app/panels/app_screen.h"
#include "tests/support/golden.h"

using namespace tests;
using emulator::ApplyEdit;
using emulator::Edit;
using emulator::Invoke;
using emulator::MoveStage;

namespace {

std::string body_of(const emulator::InvokeRequest& request) {
  return std::string(request.body->in_memory()->view());
}

std::uint64_t selected(AppScreen& screen) {
  return screen.app().state().selection.invocation.value;
}

app::OffscreenOptions sized(int width, int height) {
  app::OffscreenOptions options;
  options.width = width;
  options.height = height;
  return options;
}

}  // namespace

TEST_CASE("Send sends the file's first saved request") {
  AppScreen screen(busy_world());
  screen.gui().click("Send");
  const emulator::InvokeRequest& request = screen.last<Invoke>().request;
  CHECK(request.name == "three abalones");
  CHECK(request.content_type == "text/csv");
  CHECK(request.accept == "application/json");
  CHECK_FALSE(request.custom_attributes);
  CHECK(body_of(request).starts_with("M,0.455,"));
  CHECK(screen.commands().size() == 1);
}

TEST_CASE("what is typed into the composer is what is sent") {
  AppScreen screen(busy_world());
  screen.gui().replace_text("Content-Type", "text/plain");
  screen.gui().replace_text("Accept", "x");
  screen.gui().press(ImGuiKey_Backspace);
  screen.gui().replace_text("request/body", "1,2,3");
  screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_Enter);
  const emulator::InvokeRequest& request = screen.last<Invoke>().request;
  CHECK(request.content_type == "text/plain");
  CHECK_FALSE(request.accept);
  CHECK(body_of(request) == "1,2,3");
  CHECK(screen.commands().size() == 1);
}

TEST_CASE("another saved request fills the composer") {
  AppScreen screen(busy_world());
  screen.gui().click("saved requests");
  screen.gui().click("one abalone");
  CHECK(screen.app().state().composer.accept == "text/csv");
  screen.gui().click("Send");
  CHECK(body_of(screen.last<Invoke>().request) == "M,0.455,0.365,0.095,0.514\n");
}

TEST_CASE("a saved request whose body is not text is sent as it is") {
  FakeWorld world = busy_world();
  world.pipeline.requests[0].body.reset();
  world.pipeline.requests[0].body_base64 = "iVBORw0KGgo=";
  AppScreen screen(world);
  screen.gui().click("Send");
  CHECK(body_of(screen.last<Invoke>().request) == "\x89PNG\r\n\x1a\n");
}

TEST_CASE("a saved request whose body is missing says so and cannot be sent") {
  FakeWorld world = busy_world();
  world.pipeline.requests[0].body.reset();
  world.pipeline.requests[0].body_file = "not-there.csv";
  AppScreen screen(world);
  CHECK(screen.app().state().composer.problem);
  screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_Enter);
  CHECK(screen.commands().empty());
}

TEST_CASE("an edit of the pipeline does not throw the draft away") {
  FakeWorld world = busy_world();
  AppScreen screen(world);
  screen.gui().replace_text("Content-Type", "text/plain");
  world.revision = 5;
  std::swap(world.pipeline.stages[0], world.pipeline.stages[1]);
  screen.show(world);
  CHECK(screen.app().state().composer.content_type == "text/plain");
}

TEST_CASE("dragging a card onto another reorders the pipeline") {
  AppScreen screen(busy_world());
  screen.gui().drag("stage:postprocess", "stage:preprocess");
  CHECK(screen.last<ApplyEdit>().edit == Edit{MoveStage{2, 0}});
  screen.gui().drag("stage:preprocess", "stage:model");
  CHECK(screen.last<ApplyEdit>().edit == Edit{MoveStage{0, 1}});
  CHECK(screen.commands().size() == 2);
}

TEST_CASE("Esc ends a drag without a change") {
  AppScreen screen(busy_world());
  screen.gui().drag_and_hold("stage:postprocess", "stage:preprocess");
  CHECK(screen.app().state().strip.dragged == stage_id(3));
  screen.gui().press(ImGuiKey_Escape);
  screen.gui().release();
  CHECK(screen.commands().empty());
  CHECK_FALSE(screen.app().state().strip.dragged);
}

TEST_CASE("Alt and the arrows move the selected stage") {
  AppScreen screen(busy_world());
  screen.gui().press(ImGuiMod_Alt | ImGuiKey_LeftArrow);
  CHECK(screen.commands().empty());  // none is selected yet
  screen.gui().click("stage:model");
  screen.gui().press(ImGuiMod_Alt | ImGuiKey_LeftArrow);
  CHECK(screen.last<ApplyEdit>().edit == Edit{MoveStage{1, 0}});
  screen.gui().press(ImGuiMod_Alt | ImGuiKey_RightArrow);
  CHECK(screen.last<ApplyEdit>().edit == Edit{MoveStage{1, 2}});
}

TEST_CASE("a stage's menu restarts and bypasses it") {
  AppScreen screen(failing_world());
  screen.gui().right_click("stage:model");
  screen.gui().click("Restart stage");
  CHECK(screen.last<emulator::RestartStage>().stage == stage_id(2));
  screen.gui().press(ImGuiKey_Space);
  CHECK(screen.last<ApplyEdit>().edit == Edit{emulator::BypassStage{1, true}});
}

TEST_CASE("the newest invocation is followed until another is chosen") {
  FakeWorld world = busy_world();
  AppScreen screen(world);
  CHECK(selected(screen) == 128);
  world.invocations.push_back(fake_invocation(abalone_invocation(129)));
  screen.show(world);
  CHECK(selected(screen) == 129);
  screen.gui().click("invocation:126");
  world.invocations.push_back(fake_invocation(abalone_invocation(130)));
  screen.show(world);
  CHECK(selected(screen) == 126);
}

TEST_CASE("arrows walk through invocations and hops") {
  AppScreen screen(busy_world());
  screen.gui().press(ImGuiKey_DownArrow);
  CHECK(selected(screen) == 127);
  screen.gui().press(ImGuiKey_J);
  CHECK(selected(screen) == 126);
  screen.gui().press(ImGuiKey_UpArrow);
  CHECK(selected(screen) == 127);
  screen.gui().press(ImGuiKey_RightArrow);
  CHECK(screen.app().state().selection.hop == 2);
  CHECK(screen.app().state().selection.stage == stage_id(2));
}

TEST_CASE("letters typed into a field are text, not actions") {
  AppScreen screen(busy_world());
  screen.gui().replace_text("invocations/filter", "rjk");
  CHECK(screen.app().state().list.filter == "rjk");
  CHECK(screen.commands().empty());
  CHECK(selected(screen) == 128);
}

TEST_CASE("choosing a hop shows what was said there") {
  AppScreen screen(busy_world());
  screen.gui().click("invocation:127");
  screen.gui().click("hop:postprocess");
  CHECK(screen.app().state().selection.hop == 3);
  CHECK(screen.gui().frame_text().find("9 rings") != std::string::npos);
  screen.gui().click("hop:preprocess");
  CHECK(screen.gui().frame_text().find("9 rings") == std::string::npos);
}

TEST_CASE("the failing hop of an invocation is shown first") {
  AppScreen screen(busy_world());
  CHECK(screen.gui().frame_text().find("415 Unsupported Media Type") != std::string::npos);
  screen.gui().click("hop:postprocess");
  CHECK(screen.gui().frame_text().find("the chain stopped at model") != std::string::npos);
  screen.gui().click("Client");
  CHECK(screen.gui().frame_text().find("CLIENT_ERROR_FROM_MODEL") != std::string::npos);
}

TEST_CASE("the filter narrows the list and newer rows keep being checked") {
  FakeWorld world = busy_world();
  AppScreen screen(world);
  screen.gui().replace_text("invocations/filter", "status:>=400");
  CHECK(screen.gui().has("invocation:124"));
  CHECK_FALSE(screen.gui().has("invocation:126"));
}

TEST_CASE("rows arriving above do not move what is looked at") {
  FakeWorld world = stopped_world();
  for (std::uint64_t id = 1; id <= 200; ++id)
    world.invocations.push_back(fake_invocation(abalone_invocation(id)));
  AppScreen screen(world);
  screen.gui().scroll("invocation:198", -10);
  const float before = screen.gui().item("invocation:170").min.y;
  for (std::uint64_t id = 201; id <= 205; ++id)
    world.invocations.push_back(fake_invocation(abalone_invocation(id)));
  screen.show(world);
  CHECK(screen.gui().item("invocation:170").min.y == before);
}

TEST_CASE("the service is deployed and stopped from the top bar") {
  AppScreen stopped(stopped_world());
  stopped.gui().click("Deploy");
  CHECK(std::holds_alternative<emulator::Deploy>(stopped.commands().back()));
  AppScreen running(busy_world());
  running.gui().press(ImGuiMod_Shift | ImGuiKey_F5);
  CHECK(std::holds_alternative<emulator::Stop>(running.commands().back()));
}

TEST_CASE("a notice stays until it is dismissed") {
  AppScreen screen(failing_world());
  CHECK(screen.gui().frame_text().find("Port 8080 is taken") != std::string::npos);
  screen.gui().click("Dismiss");
  CHECK(std::holds_alternative<emulator::DismissNotice>(screen.commands().back()));
}

TEST_CASE("findings are counted above and listed below") {
  AppScreen screen(busy_world());
  screen.gui().click("findings");
  CHECK(screen.gui().frame_text().find("Set the mimetype") != std::string::npos);
  screen.gui().click("finding:D03");
  CHECK(screen.app().state().selection.stage == stage_id(2));
}

TEST_CASE("what was odd about the selected invocation is a finding, too") {
  FakeWorld world = busy_world();
  world.findings.clear();
  auto odd = std::make_shared<emulator::Invocation>(*world.invocations.back());
  odd->findings = {{"D12", emulator::Severity::Error, "model", stage_id(2), "model took too long",
                    "Cut the slow hop", "", 0}};
  world.invocations.back() = odd;
  AppScreen screen(world);
  screen.gui().click("findings");
  CHECK(screen.gui().frame_text().find("1 finding") != std::string::npos);
  CHECK(screen.gui().frame_text().find("model took too long") != std::string::npos);
  screen.gui().press(ImGuiKey_DownArrow);  // an older one: nothing was odd about it
  CHECK(screen.gui().frame_text().find("model took too long") == std::string::npos);
}

TEST_CASE("the log shows one stage or those lines that contain a text") {
  AppScreen screen(busy_world());
  screen.gui().click("log stage");
  screen.gui().click("log stage:model");
  CHECK(screen.gui().frame_text().find("KeyError") == std::string::npos);
  CHECK(screen.gui().frame_text().find("5 features") != std::string::npos);
}

TEST_CASE("Ctrl+F leads into the log's search") {
  AppScreen screen(busy_world());
  screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_F);
  screen.gui().type("keyerror");
  CHECK(screen.app().state().drawer.query == "keyerror");
  CHECK(screen.gui().frame_text().find("KeyError") != std::string::npos);
  CHECK(screen.gui().frame_text().find("5 features") == std::string::npos);
}

TEST_CASE("splitters resize regions and a double click resets them") {
  AppScreen screen(busy_world());
  screen.gui().drag_by("split left/split left", {80, 0});
  CHECK(screen.app().state().splits.left == 380);
  screen.gui().double_click("split left/split left");
  CHECK(screen.app().state().splits.left == 300);
}

TEST_CASE("drawer and left column can be put away") {
  AppScreen screen(busy_world());
  screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_J);
  screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_Backslash);
  CHECK_FALSE(screen.gui().has("Logs"));
  CHECK_FALSE(screen.gui().has("Send"));
}

TEST_CASE("every action that has a key is on the key sheet") {
  AppScreen screen(busy_world());
  screen.gui().press(ImGuiKey_F1);
  const std::string text = screen.gui().frame_text();
  for (const app::Action& action : app::actions()) {
    INFO(action.name);
    if (action.chord != 0) CHECK(text.find(action.label) != std::string::npos);
  }
  screen.gui().press(ImGuiKey_Escape);
  CHECK_FALSE(screen.app().state().dialogs.shows(app::Dialog::Keys));
}

TEST_CASE("no two actions share a key or a name") {
  std::vector<ImGuiKeyChord> chords;
  std::vector<std::string_view> names;
  for (const app::Action& action : app::actions()) {
    INFO(action.name);
    for (const ImGuiKeyChord chord : {action.chord, action.other_chord}) {
      if (chord == 0) continue;
      CHECK(std::ranges::find(chords, chord) == chords.end());
      chords.push_back(chord);
    }
    CHECK(std::ranges::find(names, action.name) == names.end());
    names.push_back(action.name);
    CHECK(&app::action(action.id) == &action);
  }
}

TEST_CASE("the window reads the same as ever") {
  CHECK_GOLDEN_TEXT(AppScreen(empty_world()).gui().frame_text(), "window_empty");
  CHECK_GOLDEN_TEXT(AppScreen(busy_world()).gui().frame_text(), "window_busy");
  CHECK_GOLDEN_TEXT(AppScreen(starting_world()).gui().frame_text(), "window_starting");
  CHECK_GOLDEN_TEXT(AppScreen(failing_world()).gui().frame_text(), "window_failing");
  CHECK_GOLDEN_TEXT(AppScreen(running_world()).gui().frame_text(), "window_running");
  CHECK_GOLDEN_TEXT(AppScreen(long_world()).gui().frame_text(), "window_long");
  CHECK_GOLDEN_TEXT(AppScreen(busy_world(), sized(960, 600)).gui().frame_text(), "window_narrow");
}
