#include <catch2/catch_test_macros.hpp>

#include "emulator/export/exporter.h"
#include "tests/app/panels/app_screen.h"
#include "tests/support/golden.h"

using namespace tests;
using emulator::ExportAttempt;
using emulator::ExportTo;

namespace {

FakeWorld exportable_world() {
  FakeWorld world = busy_world();
  world.pipeline.folder = "/home/ada/abalone";
  return world;
}

app::OffscreenOptions sized(int width, int height) {
  app::OffscreenOptions options;
  options.width = width;
  options.height = height;
  return options;
}

AppScreen& opened(AppScreen& screen) {
  screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_E);
  return screen;
}

// The form with the path, and what the engine answers to it.
struct Saving {
  explicit Saving(FakeWorld shown = exportable_world()) : world(std::move(shown)), screen(world) {
    opened(screen).gui().press(ImGuiKey_Enter);
  }
  void answer(ExportAttempt attempt) {
    world.exported = std::make_shared<const ExportAttempt>(std::move(attempt));
    screen.show(world);
  }

  FakeWorld world;
  AppScreen screen;
};

bool shows(AppScreen& screen, std::string_view text) {
  return screen.gui().frame_text().find(text) != std::string::npos;
}

std::string clipboard(AppScreen& screen) {
  ImGuiContext* before = ImGui::GetCurrentContext();
  ImGui::SetCurrentContext(&screen.gui().screen().context());
  const std::string text = ImGui::GetClipboardText();
  ImGui::SetCurrentContext(before);
  return text;
}

constexpr const char* kDefaultFile = "/home/ada/abalone/abalone-pipeline.createmodel.json";

}  // namespace

TEST_CASE("the export dialog opens by key and by button, and Esc closes it") {
  AppScreen screen(exportable_world());
  CHECK(screen.app().state().dialogs.shows(app::Dialog::Export) == false);
  opened(screen);
  CHECK(shows(screen, "\"ModelName\": \"abalone-pipeline\""));
  screen.gui().press(ImGuiKey_Escape);
  CHECK_FALSE(screen.gui().has("Export/Copy"));
  screen.gui().click("Export…");
  CHECK(screen.gui().has("Export/Copy"));
  screen.gui().click("Export/Close");
  CHECK_FALSE(screen.app().state().dialogs.shows(app::Dialog::Export));
  CHECK(screen.commands().empty());
}

TEST_CASE("nothing can be exported while nothing is open") {
  AppScreen screen(empty_world());
  CHECK_FALSE(screen.gui().has("Export…"));
  opened(screen);
  CHECK_FALSE(screen.app().state().dialogs.shows(app::Dialog::Export));
}

TEST_CASE("the export shows the order on screen and what is still to be filled in") {
  FakeWorld world = exportable_world();
  std::swap(world.pipeline.stages[0], world.pipeline.stages[2]);
  world.pipeline.model.execution_role_arn.reset();
  world.pipeline.stages[0].launch->bypassed = true;
  AppScreen screen(world);
  const std::string text = opened(screen).gui().frame_text();
  const std::size_t model = text.rfind("\"model\"");
  CHECK(text.rfind("\"postprocess\"") < model);
  CHECK(model < text.rfind("\"preprocess\""));
  CHECK(shows(screen, "postprocess is bypassed here, but exported"));
  CHECK(shows(screen, "2 to look at before it goes to AWS"));
}

TEST_CASE("what is exported goes to the clipboard by button and by key") {
  const FakeWorld world = exportable_world();
  const std::string text = emulator::find_exporter("createmodel")->render(world.pipeline)->text;
  AppScreen by_button(world);
  opened(by_button).gui().click("Export/Copy");
  CHECK(clipboard(by_button) == text);
  CHECK(shows(by_button, "Copied"));
  AppScreen by_key(world);
  opened(by_key).gui().press(ImGuiMod_Ctrl | ImGuiKey_C);
  CHECK(clipboard(by_key) == text);
}

TEST_CASE("saving proposes a file beside the pipeline's and asks the engine to write it") {
  Saving saving;
  CHECK(saving.screen.app().state().exporting.saving->path == kDefaultFile);
  saving.screen.gui().click("Export/Save");
  const ExportTo& wanted = saving.screen.last<ExportTo>();
  CHECK(wanted.format == "createmodel");
  CHECK(wanted.file == kDefaultFile);
  CHECK_FALSE(wanted.replace);
  CHECK(shows(saving.screen, "Saving"));
  saving.answer({"createmodel", wanted.file, 4});
  CHECK(shows(saving.screen, std::string("Saved revision 4 to ") + kDefaultFile));
  CHECK(saving.screen.gui().has("Export/Copy"));
  CHECK(saving.screen.commands().size() == 1);
}

TEST_CASE("a typed name without a folder goes beside the pipeline's file") {
  Saving saving;
  saving.screen.gui().replace_text("Export/path", "out.json");
  saving.screen.gui().press(ImGuiKey_Enter);
  CHECK(saving.screen.last<ExportTo>().file == "/home/ada/abalone/out.json");
  CHECK(saving.screen.commands().size() == 1);
}

TEST_CASE("an existing file is replaced only after the question") {
  Saving saving;
  saving.screen.gui().press(ImGuiKey_Enter);
  REQUIRE(saving.screen.commands().size() == 1);
  saving.answer({"createmodel", kDefaultFile, 4, {}, true});
  CHECK(shows(saving.screen, "is there already"));
  saving.screen.gui().press(ImGuiKey_Escape);  // no: back to the name
  CHECK_FALSE(shows(saving.screen, "is there already"));
  saving.screen.gui().click("Export/Save");
  CHECK_FALSE(saving.screen.last<ExportTo>().replace);
  saving.answer({"createmodel", kDefaultFile, 4, {}, true});
  saving.screen.gui().click("Export/Replace");
  CHECK(saving.screen.last<ExportTo>().replace);
  CHECK(saving.screen.last<ExportTo>().file == kDefaultFile);
}

TEST_CASE("another name takes the question back") {
  Saving saving;
  saving.screen.gui().press(ImGuiKey_Enter);
  saving.answer({"createmodel", kDefaultFile, 4, {}, true});
  saving.screen.gui().replace_text("Export/path", "other.json");
  saving.screen.gui().press(ImGuiKey_Enter);
  CHECK_FALSE(saving.screen.last<ExportTo>().replace);
}

TEST_CASE("what went wrong with the file stands in the dialog, with the name still there") {
  Saving saving;
  saving.screen.gui().press(ImGuiKey_Enter);
  saving.answer({"createmodel", kDefaultFile, 4,
                 emulator::Error{emulator::ErrorCode::IoFailed, "No room on the disk",
                                 "Choose another folder"}});
  CHECK(shows(saving.screen, "No room on the disk"));
  CHECK(shows(saving.screen, "Choose another folder"));
  CHECK(saving.screen.app().state().exporting.saving->path == kDefaultFile);
  saving.screen.gui().press(ImGuiKey_Enter);
  CHECK(saving.screen.commands().size() == 2);
}

TEST_CASE("Esc leaves the form first, then the dialog") {
  Saving saving;
  saving.screen.gui().press(ImGuiKey_Escape);
  CHECK_FALSE(saving.screen.app().state().exporting.saving);
  CHECK(saving.screen.app().state().dialogs.shows(app::Dialog::Export));
  saving.screen.gui().press(ImGuiKey_Escape);
  CHECK_FALSE(saving.screen.app().state().dialogs.shows(app::Dialog::Export));
}

TEST_CASE("keys do not reach the window behind the export dialog") {
  AppScreen screen(exportable_world());
  opened(screen);
  for (const ImGuiKeyChord chord :
       {ImGuiMod_Ctrl | ImGuiKey_Enter, ImGuiKeyChord{ImGuiKey_F5}, ImGuiKeyChord{ImGuiKey_R},
        ImGuiKeyChord{ImGuiKey_DownArrow}, ImGuiMod_Ctrl | ImGuiKey_K, ImGuiMod_Ctrl | ImGuiKey_J})
    screen.gui().press(chord);
  CHECK(screen.commands().empty());
  CHECK(screen.app().state().selection.invocation.value == 128);
  CHECK_FALSE(screen.app().state().dialogs.shows(app::Dialog::Palette));
  CHECK(screen.app().state().drawer_shown);
  CHECK_THROWS(screen.gui().click("invocation:126"));
}

TEST_CASE("the question about unsaved edits goes before the export dialog, which comes back") {
  AppScreen screen(failing_world());
  opened(screen);
  screen.drop(HOPLENS_SOURCE_DIR "/assets/demo/demo.pipeline.json");
  CHECK(screen.gui().has("Unsaved changes/Discard"));
  CHECK_FALSE(screen.gui().has("Export/Copy"));
  screen.gui().press(ImGuiKey_Escape);
  CHECK_FALSE(screen.gui().has("Unsaved changes/Discard"));
  CHECK(screen.gui().has("Export/Copy"));
  CHECK(screen.commands().empty());
}

TEST_CASE("another pipeline takes back the name that was proposed for the first") {
  Saving saving;
  saving.world.pipeline.file = "/home/ada/wine/wine.pipeline.json";
  saving.screen.show(saving.world);
  CHECK_FALSE(saving.screen.app().state().exporting.saving);
}

TEST_CASE("an edit since the last export is told beside the name, and leads to the dialog") {
  FakeWorld world = exportable_world();
  AppScreen screen(world);
  CHECK_FALSE(screen.gui().has("not exported"));
  world.exported = std::make_shared<const ExportAttempt>(ExportAttempt{"createmodel", "x", 4});
  world.export_outdated = true;
  world.revision = 5;
  screen.show(world);
  CHECK(shows(screen, "rev 5 · not exported"));
  screen.gui().click("not exported");
  CHECK(shows(screen, "Changed since revision 4 was saved to x"));
}

TEST_CASE("the export dialog reads the same as ever") {
  FakeWorld world = exportable_world();
  world.pipeline.stages[1].container.image = "xgb-serve:1.7";
  AppScreen wide(world);
  CHECK_GOLDEN_TEXT(opened(wide).gui().frame_text(), "export_dialog");
  AppScreen narrow(world, sized(960, 600));
  opened(narrow).gui().press(ImGuiKey_Enter);
  CHECK_GOLDEN_TEXT(narrow.gui().frame_text(), "export_dialog_narrow");
}
