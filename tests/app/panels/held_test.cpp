#include <filesystem>

#include <catch2/catch_test_macros.hpp>

#include "emulator/model/fault_presets.h"
#include "tests/app/panels/app_screen.h"
#include "tests/app/panels/picture_options.h"
#include "tests/support/golden.h"

using namespace tests;
using emulator::HoldMoment;
using emulator::Resume;

namespace {

emulator::HttpRequest held_request() {
  emulator::HttpRequest request;
  request.headers.add("Content-Type", "application/json");
  request.headers.add("Accept", "*/*");
  request.headers.add("User-Agent", "AHC/2.0");
  request.body = emulator::make_body(R"({"instances": [[0.455, 0.365, 0.095]]})");
  return request;
}

// Invocation 128 waits before the model.
FakeWorld paused_world() {
  FakeWorld world = running_world();
  const auto& invocation = world.invocations.back();
  emulator::HeldHop held;
  held.invocation = invocation->id;
  held.hop = 2;
  held.stage = world.pipeline.stages[1].id;
  held.container_hostname = "model";
  held.reason = "step";
  held.request = held_request();
  held.since = emulator::SteadyTime{} - std::chrono::milliseconds(12'300);
  world.debug.held.push_back(held);
  return world;
}

bool shows(AppScreen& screen, std::string_view words) {
  return screen.gui().frame_text().find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("a held hop stands in the inspector's place with all that can be done") {
  AppScreen screen(paused_world());
  for (const char* words :
       {"Paused before hop 2", "preprocess's answer", "12.3 s", "1 paused", "0.455"}) {
    INFO(words);
    CHECK(shows(screen, words));
  }
  CHECK(screen.gui().has("Edit request…"));
  CHECK(screen.gui().has("Answer by hand…"));
  CHECK(screen.gui().has("Stop invocation"));
  CHECK_GOLDEN_TEXT(screen.gui().frame_text(), "held");
}

TEST_CASE("where an invocation is held is said in its row, in its header and at its hop") {
  FakeWorld world = paused_world();
  AppScreen screen(world);
  CHECK(shows(screen, "paused"));
  CHECK_FALSE(shows(screen, "running"));
  CHECK_FALSE(shows(screen, "waiting"));
  CHECK(shows(screen, "held by you"));
  screen.show(running_world());
  CHECK(shows(screen, "running"));
  CHECK(shows(screen, "waiting"));
}

TEST_CASE("a condition that cannot be read is told while it is typed and not added") {
  AppScreen screen(busy_world());
  screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_F9);
  screen.gui().replace_text("condition", "status:>=400");
  CHECK(shows(screen, "The condition cannot be read"));
  CHECK_THROWS(screen.gui().click("Add"));
  screen.gui().click("moment");
  screen.gui().click("after its answer");
  CHECK_FALSE(shows(screen, "The condition cannot be read"));
  screen.gui().click("Add");
  CHECK(screen.last<emulator::SetBreakpoints>().breakpoints[0].moment == HoldMoment::AfterResponse);
}

TEST_CASE("F10 goes to the next hop, F8 goes on, and without a hold F10 sends with a step") {
  AppScreen screen(paused_world());
  screen.gui().press(ImGuiKey_F10);
  CHECK(screen.last<Resume>().how == Resume::How::NextHop);
  screen.gui().press(ImGuiKey_F8);
  CHECK(screen.last<Resume>().how == Resume::How::Continue);
  screen.gui().click("Stop invocation");
  CHECK(screen.last<Resume>().how == Resume::How::Stop);
  screen.show(busy_world());
  screen.gui().press(ImGuiKey_F10);
  CHECK(screen.last<emulator::Invoke>().step);
  screen.gui().press(ImGuiKey_F8);
  CHECK(screen.last<emulator::Invoke>().step);  // nothing goes on
}

TEST_CASE("an edit is kept on the screen until it goes on, and can be undone") {
  AppScreen screen(paused_world());
  screen.gui().click("Edit request…");
  CHECK(shows(screen, "Edit the request"));
  screen.gui().replace_text("message body", "{\"instances\": []}");
  CHECK(shows(screen, "edited: body"));
  screen.gui().click("Use this");
  CHECK(shows(screen, "edited: body"));
  screen.gui().click("Undo the edit");
  CHECK_FALSE(shows(screen, "edited: body"));
  screen.gui().click("Edit request…");
  screen.gui().replace_text("message body", "{}");
  screen.gui().click("Use this");
  screen.gui().press(ImGuiKey_F8);
  const Resume& order = screen.last<Resume>();
  REQUIRE(order.request);
  CHECK(order.request->body->in_memory()->view() == "{}");
  CHECK(order.request->headers.get("Content-Type") == "application/json");
}

TEST_CASE("an answer by hand is written, refused while it is none, and taken") {
  AppScreen screen(paused_world());
  screen.gui().click("Answer by hand…");
  CHECK(shows(screen, "200"));  // what it answered last when it did well
  CHECK_FALSE(shows(screen, "is not supported"));
  screen.gui().replace_text("status", "abc");
  CHECK(shows(screen, "A status is a number"));
  screen.gui().replace_text("status", "503");
  screen.gui().replace_text("message body", "busy");
  screen.gui().click("Answer with this");
  const Resume& order = screen.last<Resume>();
  REQUIRE(order.response);
  CHECK(order.response->status == 503);
  CHECK(order.response->body->in_memory()->view() == "busy");
}

TEST_CASE("a hold elsewhere raises a badge and nothing else; a click shows it") {
  FakeWorld world = paused_world();
  AppScreen screen(world);
  screen.gui().click("invocation:127");
  CHECK_FALSE(shows(screen, "Paused before hop 2"));
  CHECK(shows(screen, "1 paused"));
  screen.gui().click("paused");
  CHECK(shows(screen, "Paused before hop 2"));
}

TEST_CASE("a client that gave up is told") {
  FakeWorld world = paused_world();
  world.debug.held[0].client = "127.0.0.1:51002 Boto3/1.37.9";
  AppScreen screen(world);
  CHECK(shows(screen, "60 s by default"));
  world.debug.held[0].client_gone = true;
  screen.show(world);
  CHECK(shows(screen, "gave up"));
}

TEST_CASE("a breakpoint is set by key, by the dot, and in the dialog with a condition") {
  FakeWorld world = busy_world();
  AppScreen screen(world);
  screen.gui().click("breakpoint:model");
  auto set = screen.last<emulator::SetBreakpoints>().breakpoints;
  REQUIRE(set.size() == 1);
  CHECK(set[0].stage == world.pipeline.stages[1].id);
  world.debug.breakpoints = set;
  screen.show(world);
  screen.gui().press(ImGuiKey_F9);  // the dot selected its stage
  CHECK(screen.last<emulator::SetBreakpoints>().breakpoints.empty());
  screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_F9);
  screen.gui().replace_text("condition", "size:>1MB");
  screen.gui().click("Add");
  set = screen.last<emulator::SetBreakpoints>().breakpoints;
  REQUIRE(set.size() == 2);
  CHECK(set[1].condition == "size:>1MB");
  world.debug.breakpoints = set;
  screen.show(world);
  CHECK(shows(screen, "before its request, size:>1MB"));
  screen.gui().click("turn breakpoint 1");
  CHECK_FALSE(screen.last<emulator::SetBreakpoints>().breakpoints[0].enabled);
  CHECK_GOLDEN_TEXT(screen.gui().frame_text(), "breakpoints");
}

TEST_CASE("a stage is faulted from its menu, is marked, and is real again") {
  FakeWorld world = busy_world();
  AppScreen screen(world);
  screen.gui().right_click("stage:model");
  screen.gui().click("Fault…");
  screen.gui().click("fault:out-of-memory");
  const auto& order = screen.last<emulator::SetRehearsal>();
  CHECK(order.stage == world.pipeline.stages[1].id);
  CHECK(order.rehearsal.fault.kind == emulator::FaultKind::Dropped);
  world.debug.rehearsals[order.stage] =
      std::make_shared<const emulator::Rehearsal>(order.rehearsal);
  screen.show(world);
  CHECK(shows(screen, "FAULT"));
  CHECK_GOLDEN_TEXT(screen.gui().frame_text(), "faulted");
  screen.gui().right_click("stage:model");
  screen.gui().click("Back to the real stage");
  CHECK(screen.last<emulator::SetRehearsal>().rehearsal.is_real());
}

TEST_CASE("a stage is mocked from recordings or with a canned answer") {
  FakeWorld world = busy_world();
  AppScreen screen(world);
  screen.gui().right_click("stage:preprocess");
  screen.gui().click("Mock from recordings");
  CHECK(screen.last<emulator::MockFromTrace>().stage == world.pipeline.stages[0].id);
  screen.gui().right_click("stage:preprocess");
  screen.gui().click("Canned answer…");
  screen.gui().replace_text("message body", "canned");
  screen.gui().click("Answer with this");
  const auto& stand_in = screen.last<emulator::SetRehearsal>().rehearsal.stand_in;
  CHECK(std::get<emulator::CannedAnswer>(stand_in).response.body->in_memory()->view() == "canned");
}

TEST_CASE("an invocation is run again from a hop, as it was or edited, and a stage alone") {
  AppScreen screen(busy_world());
  screen.gui().click("invocation:127");
  screen.gui().click("hop:model");
  screen.gui().press(ImGuiMod_Shift | ImGuiKey_R);
  CHECK(screen.last<emulator::ReplayFrom>().hop == 2);
  CHECK(screen.last<emulator::ReplayFrom>().invocation.value == 127);
  screen.gui().right_click("hop:model");
  screen.gui().click("Edit and re-run from this hop…");
  screen.gui().replace_text("message body", "edited");
  screen.gui().click("Re-run");
  const auto& edited = screen.last<emulator::ReplayFrom>();
  REQUIRE(edited.edited);
  CHECK(edited.edited->body->in_memory()->view() == "edited");
  screen.gui().right_click("hop:model");
  screen.gui().click("Run this stage alone…");
  screen.gui().click("Run");
  CHECK(screen.last<emulator::InvokeStage>().replay_of.value == 127);
  screen.gui().press(ImGuiKey_R);
  CHECK(screen.last<emulator::Invoke>().replay_of.value == 127);
}

TEST_CASE("a recorded request is edited in the composer before it is sent") {
  AppScreen screen(busy_world());
  screen.gui().click("invocation:127");
  screen.gui().right_click("hop:model");
  screen.gui().click("Edit and send");
  screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_Enter);
  CHECK(screen.last<emulator::Invoke>().request.body != nullptr);
}

namespace {

void edit(AppScreen& screen) {
  screen.gui().press(ImGuiMod_Shift | ImGuiKey_F10);
  screen.gui().replace_text("message body", "{\"instances\": []}");
}
void nothing(AppScreen& /*screen*/) {}
void breakpoints(AppScreen& screen) { screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_F9); }
void faults(AppScreen& screen) {
  screen.gui().right_click("stage:model");
  screen.gui().click("Fault…");
}

void answer(AppScreen& screen) { screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_F10); }
void condition(AppScreen& screen) {
  breakpoints(screen);
  screen.gui().replace_text("condition", "size:>1MB weight:>3");
}

struct Shot {
  const char* name;
  void (*act)(AppScreen&);
  bool dark;
  int width = 1440, height = 900;
  float scale = 1;
};
constexpr Shot kShots[] = {{"held-dark", nothing, true},
                           {"held-light", nothing, false},
                           {"held-narrow", nothing, true, 960, 600},
                           {"held-edit", edit, true},
                           {"held-edit-narrow", edit, false, 960, 600},
                           {"held-answer", answer, false},
                           {"held-answer-narrow", answer, true, 960, 600},
                           {"held-breakpoints", breakpoints, true},
                           {"held-breakpoints-narrow", breakpoints, false, 960, 600},
                           {"held-condition", condition, false},
                           {"held-faults", faults, false},
                           {"held-faults-narrow", faults, true, 960, 600}};

}  // namespace

TEST_CASE("a held hop, its editor, breakpoints and faults can be photographed", "[pictures]") {
  const std::filesystem::path folder = std::filesystem::path(HOPLENS_PICTURES_DIR);
  std::filesystem::create_directories(folder);
  for (const Shot& shot : kShots) {
    INFO(shot.name);
    FakeWorld world = paused_world();
    world.debug.breakpoints = {{.stage = world.pipeline.stages[1].id},
                               {.stage = world.pipeline.stages[2].id,
                                .moment = HoldMoment::AfterResponse,
                                .enabled = false,
                                .condition = "status:>=400"}};
    world.debug.rehearsals[world.pipeline.stages[2].id] =
        std::make_shared<const emulator::Rehearsal>(
            emulator::Rehearsal{.stand_in = emulator::CannedAnswer{{.status = 200}},
                                .fault = emulator::fault_preset("slow-5s")->fault});
    AppScreen screen(world, picture_options(shot));
    shot.act(screen);
    const std::string file = (folder / (std::string(shot.name) + ".png")).string();
    screen.gui().save_picture(file);
    CHECK(std::filesystem::file_size(file) > 10'000);
  }
}
