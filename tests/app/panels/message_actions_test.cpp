// What can be done with a message: copied, saved, fetched from where it was moved to.

#include <fstream>
#include <iterator>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "app/app.h"
#include "tests/support/fake_snapshot.h"
#include "tests/support/gui_driver.h"
#include "tests/support/temporary_folder.h"

namespace {

using namespace tests;

// The window over the busy world, with a way to bodies that are not in memory.
struct BodyScreen {
  explicit BodyScreen(std::shared_ptr<const emulator::Bytes> on_disk = nullptr) {
    app::AppPorts ports;
    ports.outside.load_body = [on_disk](const emulator::Body& body)
        -> emulator::Result<std::shared_ptr<const emulator::Bytes>> {
      if (auto bytes = body.in_memory()) return bytes;
      if (on_disk) return on_disk;
      return emulator::fail(emulator::ErrorCode::NotFound, "The body is not kept any more");
    };
    app.emplace(app::AppState{}, std::move(ports));
    gui.frames(3);
  }

  std::string clipboard() {
    ImGui::SetCurrentContext(&gui.screen().context());
    const char* text = ImGui::GetClipboardText();
    return text == nullptr ? "" : text;
  }
  bool shows(std::string_view words) const { return gui.frame_text().find(words) != words.npos; }
  const emulator::BodyPtr& answer() const {
    return world.invocations.back()->hops.back()->response()->body;
  }

  FakeWorld world = busy_world();
  emulator::SnapshotPtr now = world.snapshot();
  std::optional<app::App> app;
  GuiDriver gui{[this](const app::Style& style) {
    if (app) app->frame(now, style);
  }};
};

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("a body is saved to the file of one's choice, byte for byte") {
  const TemporaryFolder folder;
  BodyScreen screen;
  const std::string file = (folder.path() / "answer.json").string();
  screen.gui.press(ImGuiMod_Ctrl | ImGuiKey_K);
  screen.gui.type("Save response body");
  screen.gui.press(ImGuiKey_Enter);
  REQUIRE(screen.app->state().dialogs.shows(app::Dialog::File));
  screen.gui.press(ImGuiMod_Ctrl | ImGuiKey_A);
  screen.gui.type(file);
  screen.gui.press(ImGuiKey_Enter);
  screen.gui.frames(6);
  CHECK(text_of(file) == screen.answer()->in_memory()->view());
  CHECK_FALSE(screen.app->state().dialogs.on_screen());
  REQUIRE_FALSE(screen.app->state().messages.all().empty());
  CHECK(screen.app->state().messages.all().back().starts_with("Saved"));
}

TEST_CASE("a body is copied whole") {
  BodyScreen screen;
  screen.gui.press(ImGuiMod_Ctrl | ImGuiKey_K);
  screen.gui.type("Copy response body");
  screen.gui.press(ImGuiKey_Enter);
  screen.gui.frames(4);
  CHECK(screen.clipboard() == screen.answer()->in_memory()->view());
}

TEST_CASE("a body that was moved to the disk is fetched when it is looked at") {
  BodyScreen probe;
  const std::string said(probe.answer()->in_memory()->view());
  BodyScreen screen(std::make_shared<const emulator::Bytes>(std::string_view(said)));
  screen.answer()->move_to(emulator::BodyPlace::Disk);
  screen.gui.click("invocation:127");
  screen.gui.click("invocation:128");
  screen.gui.frames(4);
  CHECK(screen.shows("is not supported"));
}

TEST_CASE("a header is copied with Ctrl+C once it is chosen") {
  BodyScreen screen;
  screen.gui.click("Response/header:Server");
  screen.gui.press(ImGuiMod_Ctrl | ImGuiKey_C);
  screen.gui.frames(3);
  CHECK(screen.clipboard() == "Server: gunicorn");
}
