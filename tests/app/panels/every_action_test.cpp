#include <map>
#include <optional>
#include <set>
#include <utility>

#include <catch2/catch_test_macros.hpp>

#include "app/app.h"
#include "tests/support/fake_snapshot.h"
#include "tests/support/gui_driver.h"

using namespace tests;

namespace {

struct World {
  const char* name;
  FakeWorld (*make)();
};
constexpr World kWorlds[] = {
    {"empty", empty_world},
    {"stopped", stopped_world},
    {"busy", busy_world},
    {"starting", starting_world},
    {"failing", failing_world},
    {"running", running_world},
    {"long", long_world},
    {"hosting", hosting_world},
    {"nothing open", nothing_open_world},
    {"address taken", address_taken_world},
};

// With everything selected that can be.
app::AppState looking_at(const emulator::EngineSnapshot& now) {
  app::AppState state;
  if (now.trace->size() > 0) state.selection.invocation = (*now.trace)[now.trace->size() - 1]->id;
  if (!now.pipeline->stages.empty()) state.selection.stage = now.pipeline->stages.front().id;
  state.drawer.tab = app::DrawerTab::Findings;
  return state;
}

// Does it and what comes of it; false when it cannot be done.
bool done(const app::Action& action, const emulator::EngineSnapshot& now, app::AppState& state) {
  if (!action.enabled(now, state)) return false;
  std::vector<emulator::Command> commands;
  std::vector<app::Errand> errands;
  const app::ActionContext context{now, state, commands, errands};
  app::run_action(action.id, context);
  for (app::Errand& errand : std::exchange(errands, {})) errand.work()(context);
  return true;
}

}  // namespace

TEST_CASE("every action that can be done can be done and looked at, in every world") {
  for (const World& world : kWorlds) {
    const emulator::SnapshotPtr now = world.make().snapshot();
    std::optional<app::App> app(std::in_place, looking_at(*now));
    GuiDriver gui([&](const app::Style& style) { app->frame(now, style); });
    for (const app::Action& action : app::actions()) {
      INFO(world.name << ": " << action.name);
      app::AppState state = looking_at(*now);
      ImGuiContext* before = ImGui::GetCurrentContext();
      ImGui::SetCurrentContext(&gui.screen().context());
      const bool ran = done(action, *now, state);
      ImGui::SetCurrentContext(before);
      if (!ran) continue;
      app.emplace(std::move(state));
      gui.frames(2);
      CHECK_FALSE(gui.frame_text().empty());
    }
  }
}

TEST_CASE("no two actions share a key") {
  std::map<ImGuiKeyChord, std::string_view> taken;
  for (const app::Action& action : app::actions())
    for (const ImGuiKeyChord chord : {action.chord, action.other_chord}) {
      if (chord == 0) continue;
      INFO(action.name << " and " << taken[chord]);
      CHECK(taken[chord].empty());
      taken[chord] = action.name;
    }
}

TEST_CASE("names and labels tell actions apart") {
  std::set<std::string_view> names;
  std::set<std::string_view> labels;
  for (const app::Action& action : app::actions()) {
    INFO(action.name);
    CHECK(names.insert(action.name).second);
    CHECK(labels.insert(action.label).second);
  }
}
