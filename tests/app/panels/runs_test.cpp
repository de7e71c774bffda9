#include <catch2/catch_test_macros.hpp>

#include "tests/app/panels/app_screen.h"
#include "tests/app/panels/runs_world.h"
#include "tests/support/golden.h"

using namespace tests;
using emulator::RunExperiment;

namespace {

app::AppState at_runs() {
  app::AppState state;
  state.drawer.tab = app::DrawerTab::Runs;
  state.splits.drawer = 300;
  return state;
}

bool reads(AppScreen& screen, const std::string& text) {
  return screen.gui().frame_text().find(text) != std::string::npos;
}

std::string clipboard(AppScreen& screen) {
  ImGuiContext* before = ImGui::GetCurrentContext();
  ImGui::SetCurrentContext(&screen.gui().screen().context());
  const char* text = ImGui::GetClipboardText();
  std::string copied = text ? text : "";
  ImGui::SetCurrentContext(before);
  return copied;
}

// As many different requests.
FakeWorld with_requests(std::uint64_t count) {
  FakeWorld world = busy_world();
  world.invocations.clear();
  for (std::uint64_t id = 1; id <= count; ++id) {
    emulator::Invocation invocation = *fake_invocation(abalone_invocation(id));
    invocation.request.body = emulator::make_body("M," + std::to_string(id) + "\n");
    world.invocations.push_back(std::make_shared<const emulator::Invocation>(invocation));
  }
  return world;
}

}  // namespace

TEST_CASE("without runs the tab says what would be there and how it comes") {
  AppScreen screen(busy_world());
  screen.gui().click("drawer/Runs");
  CHECK(reads(screen, "Did an edit break anything?"));
  CHECK_GOLDEN_TEXT(screen.gui().frame_text(), "runs_empty");
}

TEST_CASE("the history is sent again: each different request once, the newest first") {
  AppScreen screen(busy_world(), {}, at_runs());
  screen.gui().click("runs/Send history again");
  const auto& experiment = screen.last<RunExperiment>().experiment;
  CHECK(experiment.inputs == std::vector{emulator::InvocationId{128}});
  CHECK(experiment.orders.empty());
}

TEST_CASE("only what the list shows, or the selected one, is sent again where that is wanted") {
  app::AppState state = at_runs();
  state.list.filter = "status:200";
  AppScreen screen(busy_world(), {}, std::move(state));
  screen.gui().click("runs/whose requests");
  screen.gui().click("whose:requests listed");
  screen.gui().press(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_H);
  CHECK(screen.last<RunExperiment>().experiment.inputs == std::vector{emulator::InvocationId{127}});
  screen.gui().click("runs/whose requests");
  screen.gui().click("whose:the selected one");
  screen.gui().click("invocation:125");
  screen.gui().click("runs/Send history again");
  CHECK(screen.last<RunExperiment>().experiment.inputs == std::vector{emulator::InvocationId{125}});
}

TEST_CASE("all orders are tried at once where they are few") {
  AppScreen screen(busy_world());
  screen.gui().press(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_T);
  CHECK(screen.app().state().drawer.tab == app::DrawerTab::Runs);
  const auto& experiment = screen.last<RunExperiment>().experiment;
  CHECK(experiment.orders.size() == 6);
  CHECK(experiment.inputs.size() == 1);
}

TEST_CASE("many runs are asked about first, and cut down") {
  AppScreen screen(with_requests(40), {}, at_runs());
  screen.gui().click("runs/Try all orders");
  CHECK(screen.commands().empty());
  CHECK(reads(screen, "6 orders × 40 requests = 240 runs. Use the newest"));
  CHECK(reads(screen, ": 198 runs"));
  CHECK_GOLDEN_TEXT(screen.gui().frame_text(), "runs_question");
  screen.gui().replace_text("most requests", "2");
  screen.gui().click("runs/Start");
  const auto& experiment = screen.last<RunExperiment>().experiment;
  CHECK(experiment.inputs == std::vector{emulator::InvocationId{40}, emulator::InvocationId{39}});
  CHECK_FALSE(screen.app().state().runs.question);
}

TEST_CASE("a question about many runs can be called off") {
  AppScreen screen(with_requests(40), {}, at_runs());
  screen.gui().click("runs/Try all orders");
  screen.gui().click("runs/Cancel");
  CHECK(screen.commands().empty());
  CHECK_FALSE(screen.app().state().runs.question);
}

TEST_CASE("this order is compared with the last other one that was run") {
  AppScreen screen(reordered_world(), {}, at_runs());
  screen.gui().click("runs/Compare with the last other order");
  const auto& orders = screen.last<RunExperiment>().experiment.orders;
  REQUIRE(orders.size() == 2);
  CHECK(orders[0] == std::vector{stage_id(1), stage_id(2), stage_id(3)});
  CHECK(orders[1] == std::vector{stage_id(2), stage_id(1), stage_id(3)});
}

TEST_CASE("without another order that was run, it says so") {
  AppScreen screen(busy_world(), {}, at_runs());
  screen.gui().click("runs/Compare with the last other order");
  CHECK(screen.commands().empty());
  CHECK(reads(screen, "No other order of these stages was run yet"));
}

TEST_CASE("while the history runs, what is done stands there, and it can be stopped") {
  AppScreen screen(history_world(), {}, at_runs());
  CHECK(reads(screen, "History again 1: 3 of 4 runs, 2 differ"));
  CHECK(reads(screen, "The body is not kept any more"));
  CHECK_GOLDEN_TEXT(screen.gui().frame_text(), "runs_busy");
  screen.gui().click("runs/Stop");
  CHECK_NOTHROW(screen.last<emulator::CancelExperiment>());
}

TEST_CASE("a row of the history opens what differs from the recorded answer") {
  AppScreen screen(history_done_world(), {}, at_runs());
  CHECK(reads(screen, "All 2 runs done, 1 differs"));
  screen.gui().click("run:127");
  const app::AppState& state = screen.app().state();
  CHECK(state.selection.invocation == emulator::InvocationId{129});
  CHECK(state.selection.marked == emulator::InvocationId{127});
  CHECK(state.inspector.tab == app::InspectorTab::Diff);
  screen.gui().click("runs/Copy");
  CHECK(clipboard(screen).find("differs at hop 2 response body: 2 of 4 values") !=
        std::string::npos);
}

TEST_CASE("the rows are sorted by a click on a column, and back") {
  AppScreen screen(history_done_world(), {}, at_runs());
  screen.gui().click("sort Time");
  CHECK(screen.app().state().runs.shown.table.history[0].input == emulator::InvocationId{126});
  screen.gui().click("sort Time");
  CHECK(screen.app().state().runs.shown.table.history[0].input == emulator::InvocationId{127});
}

TEST_CASE("orders are ranked, and the better one is put to use by one edit") {
  AppScreen screen(orders_world(), {}, at_runs());
  CHECK(reads(screen, "All 6 runs done, 4 failed"));
  CHECK_GOLDEN_TEXT(screen.gui().frame_text(), "runs_orders");
  screen.gui().click("order:1");
  CHECK(screen.app().state().selection.invocation == emulator::InvocationId{130});
  screen.gui().click("use:1");
  const auto& edit = std::get<emulator::ReorderStages>(screen.last<emulator::ApplyEdit>().edit);
  CHECK(edit.order == std::vector{stage_id(1), stage_id(3), stage_id(2)});
}

TEST_CASE("the pipeline's own order cannot be put to use again") {
  AppScreen screen(orders_world(), {}, at_runs());
  screen.gui().click("order:0");
  CHECK_FALSE(screen.gui().has("use:0"));
}
