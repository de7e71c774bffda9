#include <catch2/catch_test_macros.hpp>
#include <imgui_internal.h>

#include "tests/app/panels/app_screen.h"

using namespace tests;
using emulator::ApplyEdit;
using emulator::InsertStage;

namespace {

bool reads(AppScreen& screen, const std::string& text) {
  return screen.gui().frame_text().find(text) != std::string::npos;
}

std::string clipboard(AppScreen& screen) {
  ImGui::SetCurrentContext(&screen.gui().screen().context());
  const std::string text = ImGui::GetClipboardText();
  ImGui::SetCurrentContext(nullptr);
  return text;
}

}  // namespace

TEST_CASE("neighbours slide while a card is dragged, and only then") {
  AppScreen screen(busy_world());
  CHECK_FALSE(screen.app().is_moving());
  screen.gui().drag_and_hold("stage:postprocess", "stage:preprocess");
  screen.gui().frames(30);
  CHECK_FALSE(screen.app().is_moving());
  CHECK(screen.app().state().strip.shifts.at(0) > 200);
  CHECK(screen.app().state().strip.shifts.at(1) > 200);
  screen.gui().press(ImGuiKey_Escape);
  CHECK(screen.app().is_moving());
  screen.gui().frames(30);
  CHECK(screen.app().state().strip.shifts.at(0) == 0);
  screen.gui().release();
}

TEST_CASE("with reduced motion cards make room at once") {
  app::OffscreenOptions options;
  options.reduced_motion = true;
  AppScreen screen(busy_world(), options);
  screen.gui().drag_and_hold("stage:postprocess", "stage:preprocess");
  CHECK_FALSE(screen.app().is_moving());
  CHECK(screen.app().state().strip.shifts.at(0) > 200);
  screen.gui().release();
}

TEST_CASE("stages are selected by key, and brought into view") {
  AppScreen screen(long_world());
  for (int i = 0; i < 15; ++i) screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_RightArrow);
  CHECK(screen.app().state().selection.stage == stage_id(15));
  CHECK(screen.gui().has("stage:feature-normalisation-step-number-15"));
  for (int i = 0; i < 20; ++i) screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_LeftArrow);
  CHECK(screen.app().state().selection.stage == stage_id(1));
  CHECK(screen.gui().has("stage:feature-normalisation-step-number-1"));
}

TEST_CASE("a duplicate has a name and an id of its own") {
  AppScreen screen(busy_world());
  screen.gui().click("stage:model");
  screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_D);
  const auto& insert = std::get<InsertStage>(screen.last<ApplyEdit>().edit);
  CHECK(insert.at == 2);
  CHECK(insert.stage.container.container_hostname == "model-2");
  CHECK(insert.stage.id != stage_id(2));
}

TEST_CASE("Del removes a stage, Ctrl+R starts it again") {
  AppScreen screen(failing_world());
  screen.gui().click("stage:model");
  screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_R);
  CHECK(screen.last<emulator::RestartStage>().stage == stage_id(2));
  screen.gui().press(ImGuiKey_Delete);
  CHECK(screen.last<ApplyEdit>().edit == emulator::Edit{emulator::RemoveStage{1}});
}

TEST_CASE("an ill stage tells its last lines and how to go on") {
  AppScreen screen(busy_world());
  screen.gui().click("trouble:postprocess");
  CHECK(reads(screen, "Failing, /ping 503 ×4"));
  CHECK(reads(screen, "KeyError: 'labels'"));
  screen.gui().click("Restart");
  CHECK(screen.last<emulator::RestartStage>().stage == stage_id(3));
  screen.gui().click("trouble:postprocess");
  screen.gui().click("Show log");
  CHECK(screen.app().state().drawer.query == "stage:postprocess");
}

TEST_CASE("what undo and redo would do is said where they are offered") {
  AppScreen screen(failing_world());
  screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_K);
  screen.gui().type("undo");
  CHECK(reads(screen, "Undo Move model to position 1"));
}

TEST_CASE("a stage whose definition changed under it says so, and can be started anew") {
  FakeWorld world = busy_world();
  world.stages[2] = world.stages[1];
  world.stages[2].stage = stage_id(3);
  world.stages[1].outdated = true;
  AppScreen screen(world);
  CHECK(reads(screen, "changed, redeploy to apply"));
  screen.gui().click("Redeploy 1 of 3 stages");
  CHECK(std::holds_alternative<emulator::Deploy>(screen.commands().back()));
}

TEST_CASE("docker run is copied without secret values") {
  FakeWorld world = busy_world();
  world.pipeline.stages[1].container.environment =
      emulator::EnvironmentMap{{"API_TOKEN", "hunter2"}, {"MODE", "a b"}};
  AppScreen screen(world);
  screen.gui().right_click("stage:model");
  screen.gui().click("Copy docker run");
  CHECK(clipboard(screen) ==
        "docker run --rm --name model --hostname model --security-opt no-new-privileges "
        "-p 127.0.0.1:8080:8080 -e SAGEMAKER_BIND_TO_PORT=8080 "
        "-e SAGEMAKER_SAFE_PORT_RANGE=10001-11000 -e API_TOKEN -e 'MODE=a b' 123456789012.dkr.ecr.us-east-1.amazonaws.com/model:1 serve\n");
  screen.gui().right_click("stage:model");
  screen.gui().click("Copy container definition");
  const std::string json = clipboard(screen);
  CHECK(json.find("\"ContainerHostname\": \"model\"") != std::string::npos);
  CHECK(json.find("hunter2") == std::string::npos);
}

TEST_CASE("a press counts in the very frame in which the pointer comes") {
  AppScreen screen(busy_world());
  const app::Item card = screen.gui().item("stage:preprocess");
  ImGuiIO& io = screen.gui().screen().context().IO;
  io.AddMousePosEvent((card.min.x + card.max.x) / 2, (card.min.y + card.max.y) / 2);
  io.AddMouseButtonEvent(ImGuiMouseButton_Left, true);
  screen.gui().frames(1);
  io.AddMouseButtonEvent(ImGuiMouseButton_Left, false);
  screen.gui().frames(2);
  CHECK(screen.app().state().selection.stage == stage_id(1));
}
