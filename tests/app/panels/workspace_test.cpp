#include "app/workspace.h"

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "app/raster/offscreen.h"
#include "tests/app/panels/picture_options.h"
#include "tests/support/fake_snapshot.h"
#include "tests/support/golden.h"
#include "tests/support/gui_driver.h"

// Several pipelines in one window.
namespace {

using app::Tab;
using app::Workspace;
using tests::FakeWorld;

// What the tests see of the tabs that were made.
struct Trail {
  int made = 0;
  std::vector<std::string> left;  // names, in order
  bool stages_gone = true;        // of tabs that were left
};

class FakeTab final : public Tab {
 public:
  FakeTab(const FakeWorld& world, Trail& trail) : now_(world.snapshot()), trail_(trail) {
    ++trail.made;
  }
  app::App& app() override { return app_; }
  const app::App& app() const override { return app_; }
  emulator::SnapshotPtr snapshot() const override { return now_; }
  void submit(emulator::Command) override {}
  std::uint64_t generation() const override { return now_->generation; }
  void leave() override { trail_.left.push_back(now_->pipeline->model.model_name); }
  bool has_left() const override { return trail_.stages_gone; }

 private:
  emulator::SnapshotPtr now_;
  Trail& trail_;
  app::App app_{app::AppState{}};
};

FakeWorld named(std::string name, bool unsaved = false) {
  FakeWorld world = tests::stopped_world();
  world.pipeline.model.model_name = std::move(name);
  world.unsaved = unsaved;
  return world;
}

class Window {
 public:
  explicit Window(const FakeWorld& first = named("wine"), const app::OffscreenOptions& options = {})
      : workspace(std::make_unique<FakeTab>(first, trail),
                  [this]() -> emulator::Result<std::unique_ptr<Tab>> {
                    return std::make_unique<FakeTab>(next, trail);
                  }),
        gui([this](const app::Style& style) { workspace.frame(style); }, options) {
    gui.frames(2);
  }

  void add(const FakeWorld& world) {
    next = world;
    gui.press(ImGuiMod_Ctrl | ImGuiKey_T);
    gui.frames(2);
  }
  std::string shown() { return workspace.active().snapshot()->pipeline->model.model_name; }
  bool shows(std::string_view words) { return gui.frame_text().find(words) != std::string::npos; }

  Trail trail;
  FakeWorld next = tests::empty_world();
  Workspace workspace;
  tests::GuiDriver gui;
};

constexpr ImGuiKeyChord kCloseTab = ImGuiMod_Ctrl | ImGuiKey_W;

}  // namespace

TEST_CASE("a window with one pipeline has no tab bar, and its tab cannot be closed") {
  Window window;
  CHECK_FALSE(window.gui.has("new tab"));
  window.gui.press(kCloseTab);
  CHECK(window.workspace.size() == 1);
}

TEST_CASE("a new tab is beside the first one and shows what can be opened") {
  Window window;
  window.add(tests::empty_world());
  CHECK(window.workspace.size() == 2);
  CHECK(window.gui.has("new tab"));
  CHECK(window.shows("New tab"));
  CHECK(window.shows("New pipeline"));
}

TEST_CASE("tabs are gone through by key and by click") {
  Window window;
  window.add(named("iris"));
  CHECK(window.shown() == "iris");
  window.gui.press(ImGuiMod_Ctrl | ImGuiKey_PageDown);
  CHECK(window.shown() == "wine");
  window.gui.press(ImGuiMod_Ctrl | ImGuiKey_PageUp);
  CHECK(window.shown() == "iris");
  window.gui.click("tab:1");
  CHECK(window.shown() == "wine");
  CHECK_GOLDEN_TEXT(window.gui.frame_text(), "tabs");
}

TEST_CASE("settings and sizes go along to the tab that is shown") {
  Window window;
  window.add(named("iris"));
  const float before = window.workspace.active().app().state().settings.zoom;
  window.gui.press(ImGuiMod_Ctrl | ImGuiKey_Equal);
  const float zoomed = window.workspace.active().app().state().settings.zoom;
  REQUIRE(zoomed > before);
  window.gui.press(ImGuiMod_Ctrl | ImGuiKey_PageDown);
  CHECK(window.workspace.active().app().state().settings.zoom == zoomed);
}

TEST_CASE("a closed tab is kept until its stages are gone") {
  Window window;
  window.add(named("iris"));
  window.trail.stages_gone = false;
  window.gui.press(kCloseTab);
  CHECK(window.workspace.size() == 1);
  CHECK(window.trail.left == std::vector<std::string>{"iris"});
  int there = 0;
  window.workspace.each([&](Tab&) { ++there; });
  CHECK(there == 2);
  window.trail.stages_gone = true;
  window.gui.frames(1);
  there = 0;
  window.workspace.each([&](Tab&) { ++there; });
  CHECK(there == 1);
}

TEST_CASE("a tab with unsaved edits asks before it closes") {
  Window window;
  window.add(named("iris", true));
  window.gui.press(kCloseTab);
  REQUIRE(window.shows("Save the changes?"));
  SECTION("and stays") {
    window.gui.press(ImGuiKey_Escape);
    CHECK(window.workspace.size() == 2);
    CHECK_FALSE(window.workspace.wants_to_close());
  }
  SECTION("or goes") {
    window.gui.click("Discard");
    CHECK(window.workspace.size() == 1);
    CHECK(window.shown() == "wine");
  }
}

TEST_CASE("closing the window asks for one unsaved pipeline after the other") {
  Window window(named("wine", true));
  window.add(named("iris", true));
  window.add(named("saved"));
  window.workspace.close();
  window.gui.frames(2);
  REQUIRE(window.shows("Save the changes?"));
  window.gui.click("Discard");
  CHECK(window.shows("Save the changes?"));
  CHECK_FALSE(window.workspace.wants_to_close());
  SECTION("until all are answered") {
    window.gui.click("Discard");
    CHECK(window.workspace.wants_to_close());
  }
  SECTION("or one answer keeps the window") {
    window.gui.press(ImGuiKey_Escape);
    window.gui.frames(2);
    CHECK_FALSE(window.workspace.wants_to_close());
    CHECK(window.workspace.size() == 1);
  }
}

TEST_CASE("a second engine that cannot be had is told in the tab that is there") {
  Trail trail;
  FakeWorld world = named("wine");
  Workspace workspace(std::make_unique<FakeTab>(world, trail),
                      []() -> emulator::Result<std::unique_ptr<Tab>> {
                        return emulator::fail(emulator::ErrorCode::LaunchFailed, "No more", "");
                      });
  tests::GuiDriver gui([&](const app::Style& style) { workspace.frame(style); });
  gui.frames(2);
  gui.press(ImGuiMod_Ctrl | ImGuiKey_T);
  CHECK(workspace.size() == 1);
}

TEST_CASE("pictures of tabs") {
  struct Shot {
    const char* name;
    int width, height;
    float scale;
    bool dark;
  };
  const std::filesystem::path folder = std::filesystem::path(HOPLENS_PICTURES_DIR);
  std::filesystem::create_directories(folder);
  for (const Shot& shot :
       {Shot{"tabs-dark", 1440, 900, 1, true}, Shot{"tabs-light-narrow", 960, 600, 1, false}}) {
    Window window(tests::busy_world(), tests::picture_options(shot));
    FakeWorld failing = tests::failing_world();
    failing.pipeline.model.model_name = "churn-with-a-rather-long-name-pipeline";
    window.add(failing);
    window.add(named("wine", true));
    window.gui.click("tab:1");
    const auto file = folder / (std::string(shot.name) + ".png");
    window.gui.save_picture(file.string());
    CHECK(std::filesystem::file_size(file) > 0);
  }
}
