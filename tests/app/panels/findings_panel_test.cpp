#include <catch2/catch_test_macros.hpp>

#include "emulator/validate/validate.h"
#include "tests/app/panels/app_screen.h"
#include "tests/support/golden.h"

using namespace tests;
using emulator::ApplyEdit;

namespace {

// The findings that the definition itself gives reason to.
FakeWorld validated_world() {
  FakeWorld world = busy_world();
  world.pipeline.stages[2].launch->port = 70000;
  world.pipeline.stages[1].container.container_hostname = "my model";
  world.findings = emulator::validate(world.pipeline);
  return world;
}

bool reads(AppScreen& screen, const std::string& text) {
  return screen.gui().frame_text().find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("a definition without findings says how much was checked") {
  FakeWorld world = busy_world();
  world.findings.clear();
  AppScreen screen(world);
  screen.gui().click("Findings");
  CHECK(reads(screen, std::to_string(emulator::definition_rules().size()) + " rules checked"));
}

TEST_CASE("Go to opens the editor at the member that a finding is about") {
  AppScreen screen(validated_world());
  screen.gui().click("findings");
  screen.gui().double_click("finding:port-range");
  CHECK(screen.app().state().dialogs.shows(app::Dialog::Editor));
  CHECK(screen.app().state().editor.page == app::FieldPage::Local);
  CHECK(screen.app().state().selection.stage == stage_id(3));
  CHECK(screen.gui().has("fields/Port"));
  screen.gui().type("9000");
  screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_Enter);
  const auto& change = std::get<emulator::ChangeStage>(screen.last<ApplyEdit>().edit);
  CHECK(change.stage.launch->port == 9000);
}

TEST_CASE("a finding about the model leads into the model's editor") {
  AppScreen screen(validated_world());
  screen.gui().click("findings");
  screen.gui().double_click("finding:no-execution-role");
  CHECK(screen.app().state().editor.page == app::FieldPage::Model);
}

TEST_CASE("Fix does what the finding says") {
  AppScreen screen(validated_world());
  screen.gui().click("findings");
  screen.gui().click("finding:port-range");
  screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_Period);
  const auto& change = std::get<emulator::ChangeStage>(screen.last<ApplyEdit>().edit);
  CHECK(change.at == 2);
  CHECK_FALSE(change.stage.launch->port);
}

TEST_CASE("findings are walked by key") {
  AppScreen screen(validated_world());
  screen.gui().press(ImGuiKey_F4);
  CHECK(screen.app().state().drawer.tab == app::DrawerTab::Findings);
  screen.gui().press(ImGuiKey_F4);
  CHECK(screen.app().state().findings.chosen == 1);
  screen.gui().press(ImGuiMod_Shift | ImGuiKey_F4);
  CHECK(screen.app().state().findings.chosen == 0);
  screen.gui().press(ImGuiKey_F12);
  CHECK(screen.app().state().dialogs.shows(app::Dialog::Editor));
}

TEST_CASE("a finding about an answer leads to its hop") {
  FakeWorld world = busy_world();
  world.findings.clear();
  auto odd = std::make_shared<emulator::Invocation>(*world.invocations.back());
  odd->findings = {{"D12", emulator::Severity::Error, "preprocess", stage_id(1), "took too long",
                    "Cut the slow hop", "", 0}};
  world.invocations.back() = odd;
  AppScreen screen(world);
  screen.gui().click("findings");
  screen.gui().click("Go to");
  CHECK(screen.app().state().selection.hop == 1);
}

TEST_CASE("the findings read the same as ever") {
  AppScreen screen(validated_world());
  screen.gui().click("findings");
  CHECK_GOLDEN_TEXT(screen.gui().frame_text(), "findings");
}
