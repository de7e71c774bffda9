#include <catch2/catch_test_macros.hpp>
#include <sys/stat.h>

#include "tests/app/panels/files_screen.h"
#include "tests/support/ordinary_user.h"

using namespace tests;
namespace fs = std::filesystem;

namespace {

constexpr ImGuiKeyChord kOpen = ImGuiMod_Ctrl | ImGuiKey_O;

// Two pipelines, something else, a folder with one more.
struct Models : TemporaryFolder {
  Models() {
    write("wine.pipeline.json", pipeline_text("wine"));
    write("iris.pipeline.json", pipeline_text("iris"));
    write("notes.txt", "nothing");
    write(".hidden.json", "{}");
    write("deep/sea.pipeline.json", pipeline_text("sea"));
  }
};

}  // namespace

TEST_CASE("Ctrl+O lists folders first, then what can be opened") {
  const Models models;
  FilesScreen screen(state_in(models.path()));
  screen.gui().press(kOpen);
  CHECK(screen.gui().has("file:deep"));
  CHECK(screen.gui().has("file:wine.pipeline.json"));
  CHECK_FALSE(screen.gui().has("file:notes.txt"));
  CHECK_FALSE(screen.gui().has("file:.hidden.json"));
  CHECK(screen.gui().item("file:deep").min.y < screen.gui().item("file:iris.pipeline.json").min.y);

  SECTION("all files, by a click") {
    screen.gui().click("all files");
    CHECK(screen.gui().has("file:notes.txt"));
  }
  SECTION("hidden ones, by a click or Ctrl+H") {
    screen.gui().click("hidden files");
    CHECK(screen.gui().has("file:.hidden.json"));
    screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_H);
    CHECK_FALSE(screen.gui().has("file:.hidden.json"));
  }
}

TEST_CASE("a pipeline is opened by a double click") {
  const Models models;
  FilesScreen screen(state_in(models.path()));
  screen.gui().press(kOpen);
  screen.gui().double_click("file:wine.pipeline.json");
  screen.gui().frames(3);
  CHECK(screen.model_name() == "wine");
  CHECK(screen.document().pipeline()->file == models.path() / "wine.pipeline.json");
  CHECK_FALSE(screen.state().dialogs.on_screen());
}

TEST_CASE("a few letters and Enter open a pipeline") {
  const Models models;
  FilesScreen screen(state_in(models.path()));
  screen.gui().press(kOpen);
  screen.gui().type("wi");
  CHECK_FALSE(screen.gui().has("file:iris.pipeline.json"));
  screen.gui().press(ImGuiKey_Enter);
  screen.gui().frames(3);
  CHECK(screen.model_name() == "wine");
}

TEST_CASE("a whole path may be typed") {
  const Models models;
  FilesScreen screen(state_in("/"));
  screen.gui().press(kOpen);
  screen.gui().type((models.path() / "deep" / "sea.pipeline.json").string());
  screen.gui().press(ImGuiKey_Enter);
  screen.gui().frames(3);
  CHECK(screen.model_name() == "sea");
}

TEST_CASE("Tab completes, folders are entered and left by key") {
  const Models models;
  FilesScreen screen(state_in(models.path()));
  screen.gui().press(kOpen);
  screen.gui().type("de");
  screen.gui().press(ImGuiKey_Tab);
  CHECK(screen.state().file_dialog.folder == models.path() / "deep");
  CHECK(screen.gui().has("file:sea.pipeline.json"));
  CHECK(screen.state().file_dialog.typed.empty());

  SECTION("Backspace") { screen.gui().press(ImGuiKey_Backspace); }
  SECTION("Alt and up") { screen.gui().press(ImGuiMod_Alt | ImGuiKey_UpArrow); }
  SECTION("..") { screen.gui().type("../"); }
  SECTION("the way above the list") { screen.gui().click("crumb:~"); }
  CHECK(screen.state().file_dialog.folder == models.path());
  CHECK(screen.gui().has("file:deep"));
}

TEST_CASE("Tab goes as far as the names agree") {
  const Models models;
  models.write("wine-2.pipeline.json", pipeline_text("wine-2"));
  FilesScreen screen(state_in(models.path()));
  screen.gui().press(kOpen);
  screen.gui().type("w");
  screen.gui().press(ImGuiKey_Tab);
  CHECK(screen.state().file_dialog.typed == "wine");
  screen.gui().type("-");
  screen.gui().press(ImGuiKey_Enter);
  screen.gui().frames(3);
  CHECK(screen.model_name() == "wine-2");
}

TEST_CASE("arrows move through the list and Enter goes into a folder") {
  const Models models;
  FilesScreen screen(state_in(models.path()));
  screen.gui().press(kOpen);
  screen.gui().press(ImGuiKey_DownArrow);
  CHECK(screen.state().file_dialog.chosen == 1);
  screen.gui().press(ImGuiKey_UpArrow);
  screen.gui().press(ImGuiKey_Enter);
  CHECK(screen.state().file_dialog.folder == models.path() / "deep");
}

TEST_CASE("Esc leaves without an answer") {
  const Models models;
  FilesScreen screen(state_in(models.path()));
  screen.gui().press(kOpen);
  screen.gui().press(ImGuiKey_Escape);
  CHECK_FALSE(screen.state().dialogs.on_screen());
  CHECK_FALSE(screen.document().is_open());
  // And comes back.
  screen.gui().press(kOpen);
  CHECK(screen.gui().has("file:deep"));
}

TEST_CASE("a folder that cannot be listed says so, with a way on") {
  const Models models;
  FilesScreen screen(state_in(models.path()));
  screen.gui().press(kOpen);
  SECTION("it is not there") {
    screen.gui().type("nowhere/");
    CHECK(screen.shows("There is no folder"));
    CHECK(screen.shows("Go up, or choose another place"));
  }
  SECTION("it is a file") {
    screen.gui().type("notes.txt/");
    CHECK(screen.shows("is not a folder"));
  }
  SECTION("nobody may look into it") {
    fs::create_directory(models.path() / "closed");
    ::chmod(models.path().c_str(), 0755);
    ::chmod((models.path() / "closed").c_str(), 0);
    const OrdinaryUser user;
    screen.gui().type("closed/");
    CHECK(screen.shows("You may not look into"));
  }
  SECTION("it is empty") {
    fs::create_directory(models.path() / "empty");
    screen.gui().type("empty/");
    CHECK(screen.shows("This folder is empty"));
  }
  screen.gui().press(ImGuiKey_Backspace);
  CHECK(screen.gui().has("file:deep"));
}

TEST_CASE("a folder that hangs blocks nothing and can be left") {
  const Models models;
  std::vector<app::Errand> asked;
  std::vector<app::AfterErrand> done;
  app::AppPorts ports;
  ports.start_errand = [&](app::Errand errand) { asked.push_back(std::move(errand)); };
  ports.finished_errands = [&] { return std::exchange(done, {}); };
  FilesScreen screen(state_in(models.path()), std::move(ports));
  screen.gui().press(kOpen);
  CHECK(screen.shows("Reading…"));
  const app::Errand hanging = asked.back();
  screen.gui().press(ImGuiMod_Alt | ImGuiKey_UpArrow);
  CHECK(screen.state().file_dialog.folder == models.path().parent_path());

  SECTION("its late answer is not wanted any more") {
    done.push_back(hanging.work());
    screen.gui().frames(2);
    CHECK(screen.shows("Reading…"));
    CHECK_FALSE(screen.gui().has("file:deep"));
  }
  SECTION("the other folder's is") {
    done.push_back(asked.back().work());
    screen.gui().frames(2);
    CHECK_FALSE(screen.shows("Reading…"));
    CHECK(screen.state().file_dialog.listing->folder == models.path().parent_path());
  }
}

TEST_CASE("a long folder draws only the rows in sight") {
  const TemporaryFolder folder;
  for (int i = 0; i < 3000; ++i) folder.write("row-" + std::to_string(i) + ".json", "");
  FilesScreen screen(state_in(folder.path()));
  screen.gui().press(kOpen);
  CHECK(screen.gui().has("file:row-0.json"));
  CHECK(screen.gui().registry().items().size() < 120);
  screen.gui().type("row-2999");
  CHECK(screen.gui().has("file:row-2999.json"));
}

TEST_CASE("the list can be ordered by size") {
  const TemporaryFolder folder;
  folder.write("a.json", "1");
  folder.write("b.json", "22222");
  FilesScreen screen(state_in(folder.path()));
  screen.gui().press(kOpen);
  screen.gui().click("order:Size");
  CHECK(screen.gui().item("file:b.json").min.y < screen.gui().item("file:a.json").min.y);
  screen.gui().click("order:Size");
  CHECK(screen.gui().item("file:b.json").min.y > screen.gui().item("file:a.json").min.y);
}

TEST_CASE("a file that is no pipeline says what is wrong with it") {
  const TemporaryFolder folder;
  FilesScreen screen(state_in(folder.path()));
  const auto open = [&](const std::string& name) {
    screen.gui().press(kOpen);
    screen.gui().type(name);
    screen.gui().press(ImGuiKey_Enter);
    screen.gui().frames(3);
    CHECK_FALSE(screen.document().is_open());
  };
  SECTION("broken JSON, with its line") {
    folder.write("broken.json", "{\n  \"CreateModel\": [\n");
    open("broken.json");
    CHECK(screen.shows("broken.json, line 2"));
  }
  SECTION("an unknown key, with the nearest one") {
    folder.write("typo.json", "{ \"CreateModle\": {} }");
    open("typo.json");
    CHECK(screen.shows("CreateModel"));
  }
  SECTION("nothing in it") {
    folder.write("empty.json", "");
    open("empty.json");
    CHECK(screen.shows("is empty"));
    CHECK(screen.shows("Ctrl+N"));
  }
  SECTION("no text") {
    folder.write("binary.json", std::string("\x7f"
                                            "ELF\0\0",
                                            6));
    open("binary.json");
    CHECK(screen.shows("is not a text file"));
  }
  SECTION("not readable") {
    const fs::path file = folder.write("closed.json", "{}");
    ::chmod(folder.path().c_str(), 0755);
    ::chmod(file.c_str(), 0);
    const OrdinaryUser user;
    open("closed.json");
    CHECK(screen.shows("Change the permissions"));
  }
}

TEST_CASE("a name that is not there is said in the dialog") {
  const Models models;
  FilesScreen screen(state_in(models.path()));
  screen.gui().press(kOpen);
  screen.gui().type("nothing.json");
  screen.gui().press(ImGuiKey_Enter);
  CHECK(screen.shows("There is no file nothing.json"));
  CHECK(screen.state().dialogs.shows(app::Dialog::File));
}

TEST_CASE("the places on the left lead to folders") {
  const Models models;
  app::AppState state = state_in(models.path());
  state.places.working = models.path() / "deep";
  FilesScreen screen(std::move(state));
  screen.gui().press(kOpen);
  CHECK(screen.state().file_dialog.folder == models.path() / "deep");
  screen.gui().click("place:Home");
  CHECK(screen.state().file_dialog.folder == models.path());
}
