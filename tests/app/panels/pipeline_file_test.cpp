#include <fstream>
#include <sstream>

#include <catch2/catch_test_macros.hpp>

#include "tests/app/panels/files_screen.h"

using namespace tests;
namespace fs = std::filesystem;

namespace {

constexpr ImGuiKeyChord kNew = ImGuiMod_Ctrl | ImGuiKey_N;
constexpr ImGuiKeyChord kSave = ImGuiMod_Ctrl | ImGuiKey_S;
constexpr ImGuiKeyChord kSaveAs = ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_S;
constexpr ImGuiKeyChord kQuit = ImGuiMod_Ctrl | ImGuiKey_Q;

std::string content(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

bool asks(const FilesScreen& screen) {
  return screen.state().leave.step == app::LeaveState::Step::Asking;
}

}  // namespace

TEST_CASE("a new pipeline is not saved and has no file") {
  const TemporaryFolder folder;
  FilesScreen screen(state_in(folder.path()));
  screen.gui().press(kNew);
  screen.gui().frames(2);
  CHECK(screen.model_name() == "my-pipeline");
  CHECK(screen.document().unsaved());
  CHECK(screen.document().pipeline()->file.empty());
  CHECK(screen.shows("not saved"));

  SECTION("Save asks where, with a name that fits") {
    screen.gui().press(kSave);
    CHECK(screen.state().file_dialog.typed == "my-pipeline.pipeline.json");
    screen.gui().press(ImGuiKey_Enter);
    screen.gui().frames(3);
    CHECK_FALSE(screen.document().unsaved());
    CHECK(fs::exists(folder.path() / "my-pipeline.pipeline.json"));
    CHECK(screen.state().recent.front().file == folder.path() / "my-pipeline.pipeline.json");
  }
  SECTION("a name of one's own gets the ending") {
    screen.gui().press(kSave);
    screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_A);
    screen.gui().type("flowers");
    CHECK(screen.shows("flowers.pipeline.json"));
    screen.gui().click("Files/Save");
    screen.gui().frames(3);
    CHECK(fs::exists(folder.path() / "flowers.pipeline.json"));
  }
  SECTION("closing asks, and saving asks where first") {
    screen.gui().press(kQuit);
    REQUIRE(asks(screen));
    screen.gui().press(ImGuiKey_Enter);
    screen.gui().frames(2);
    REQUIRE(screen.state().dialogs.shows(app::Dialog::File));
    SECTION("then it closes") {
      screen.gui().press(ImGuiKey_Enter);
      screen.gui().frames(4);
      CHECK(screen.app().wants_to_close());
      CHECK(fs::exists(folder.path() / "my-pipeline.pipeline.json"));
    }
    SECTION("Esc comes back to the question") {
      screen.gui().press(ImGuiKey_Escape);
      screen.gui().frames(2);
      CHECK(screen.gui().has("Discard"));
      CHECK_FALSE(screen.app().wants_to_close());
      screen.gui().click("Discard");
      CHECK(screen.app().wants_to_close());
    }
  }
}

TEST_CASE("Save as moves the pipeline to another file, whose paths lead where they led") {
  const TemporaryFolder folder;
  fs::create_directory(folder.path() / "copies");
  FilesScreen screen(state_in(folder.path()));
  screen.open(folder.write("wine.pipeline.json", R"({
  "CreateModel": { "ModelName": "wine",
                   "Containers": [ { "ContainerHostname": "a", "Image": "a:1" } ] },
  "Local": { "Stages": { "a": { "Runtime": "process", "Command": ["python3", "serve.py"],
                                "ModelData": "model" } } },
  "Requests": [ { "Name": "x", "BodyFile": "x.csv" } ]
}
)"));
  screen.gui().press(kSaveAs);
  CHECK(screen.state().file_dialog.typed == "wine.pipeline.json");
  screen.gui().type("copies/wine.pipeline.json");
  screen.gui().press(ImGuiKey_Enter);
  screen.gui().frames(3);
  const fs::path copy = folder.path() / "copies" / "wine.pipeline.json";
  REQUIRE(fs::exists(copy));
  CHECK(screen.document().pipeline()->file == copy);
  CHECK(screen.document().pipeline()->folder == folder.path() / "copies");
  const emulator::Pipeline read = emulator::read_pipeline_file(copy)->pipeline;
  CHECK(read.stages[0].launch->working_directory == "..");
  CHECK(read.stages[0].launch->model_data == "../model");
  CHECK(read.requests[0].body_file == "../x.csv");
}

TEST_CASE("a file that is there is replaced only after an answer") {
  const TemporaryFolder folder;
  FilesScreen screen(state_in(folder.path()));
  screen.open(folder.write("wine.pipeline.json", pipeline_text("wine")));
  const fs::path other = folder.write("iris.pipeline.json", pipeline_text("iris"));
  screen.gui().press(kSaveAs);
  screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_A);
  screen.gui().type("iris");
  screen.gui().press(ImGuiKey_Enter);
  screen.gui().frames(2);
  CHECK(screen.shows("iris.pipeline.json is there already"));
  CHECK(content(other).find("iris") != std::string::npos);
  SECTION("Esc goes back to the name") {
    screen.gui().press(ImGuiKey_Escape);
    CHECK(screen.gui().has("Save"));
    CHECK(content(other).find("iris") != std::string::npos);
  }
  SECTION("Replace replaces it") {
    screen.gui().click("Replace");
    screen.gui().frames(3);
    CHECK(content(other).find("wine") != std::string::npos);
  }
}

TEST_CASE("a pipeline that was open before is found under Open recent") {
  const TemporaryFolder folder;
  const fs::path wine = folder.write("wine.pipeline.json", pipeline_text("wine"));
  const fs::path iris = folder.write("iris.pipeline.json", pipeline_text("iris"));
  FilesScreen screen(state_in(folder.path()));
  screen.open(wine);
  screen.open(iris);
  REQUIRE(screen.state().recent.size() == 2);
  fs::remove(wine);
  screen.gui().press(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_O);
  CHECK(screen.shows("not there any more"));
  screen.gui().type("iris.pipeline");
  CHECK_FALSE(screen.gui().has("recent:wine.pipeline.json"));
  screen.gui().press(ImGuiKey_Enter);
  screen.gui().frames(3);
  CHECK(screen.document().openings() == 3);
  CHECK(screen.model_name() == "iris");
}

TEST_CASE("the first screen offers what can be done") {
  const TemporaryFolder folder;
  const fs::path wine = folder.write("wine.pipeline.json", pipeline_text("wine"));
  app::AppState state = state_in(folder.path());
  state.recent = {{wine, false}, {folder.path() / "gone.pipeline.json", true}};
  state.places.demo = folder.write("demo.pipeline.json", pipeline_text("demo"));
  FilesScreen screen(std::move(state));
  CHECK(screen.shows("Build a pipeline, send it a request, see every hop"));
  SECTION("the demo") {
    screen.gui().click("Open the demo pipeline");
    screen.gui().frames(3);
    CHECK(screen.model_name() == "demo");
  }
  SECTION("a new pipeline") {
    screen.gui().click("New pipeline");
    screen.gui().frames(3);
    CHECK(screen.model_name() == "my-pipeline");
  }
  SECTION("a file dialog") {
    screen.gui().click("Open…");
    CHECK(screen.state().dialogs.shows(app::Dialog::File));
  }
  SECTION("a recent one") {
    CHECK(screen.gui().item("recent:gone.pipeline.json").disabled);
    screen.gui().click("recent:wine.pipeline.json");
    screen.gui().frames(3);
    CHECK(screen.model_name() == "wine");
  }
}

TEST_CASE("what is dropped is opened, or becomes the next request's body") {
  const TemporaryFolder folder;
  FilesScreen screen(state_in(folder.path()));
  const auto drop = [&](const fs::path& file) {
    screen.app().drop({file});
    screen.gui().frames(3);
  };
  drop(folder.write("wine.pipeline.json", pipeline_text("wine")));
  CHECK(screen.model_name() == "wine");
  drop(folder.write("model.json", pipeline_text("iris")));
  CHECK(screen.model_name() == "iris");
  drop(folder.write("row.json", "{ \"instances\": [1, 2] }"));
  CHECK(screen.model_name() == "iris");
  CHECK((screen.state().composer.fixed_body || !screen.state().composer.body.empty()));
}

TEST_CASE("a file that another program changed is offered once") {
  const TemporaryFolder folder;
  const fs::path wine = folder.write("wine.pipeline.json", pipeline_text("wine"));
  FilesScreen screen(state_in(folder.path()));
  screen.open(wine);
  folder.write("wine.pipeline.json", pipeline_text("red-wine"));
  screen.wait(std::chrono::milliseconds(1100));
  REQUIRE(screen.shows("wine.pipeline.json was changed by another program"));

  SECTION("to be read again") {
    screen.gui().click("Reload");
    screen.gui().frames(3);
    CHECK(screen.model_name() == "red-wine");
    CHECK_FALSE(screen.shows("changed by another program"));
  }
  SECTION("or to be left alone") {
    screen.gui().click("Keep mine");
    screen.wait(std::chrono::milliseconds(1100));
    CHECK_FALSE(screen.shows("changed by another program"));
    CHECK(screen.model_name() == "wine");
    SECTION("saving then needs no further answer") {
      screen.edit();
      screen.gui().press(kSave);
      screen.gui().frames(3);
      CHECK_FALSE(screen.document().unsaved());
      CHECK(content(wine).find("\"wine\"") != std::string::npos);
    }
    SECTION("the next change is another question") {
      folder.write("wine.pipeline.json", pipeline_text("white-wine"));
      screen.wait(std::chrono::milliseconds(1100));
      CHECK(screen.shows("changed by another program"));
    }
  }
}

TEST_CASE("our own saving is nobody else's change") {
  const TemporaryFolder folder;
  FilesScreen screen(state_in(folder.path()));
  screen.open(folder.write("wine.pipeline.json", pipeline_text("wine")));
  screen.edit();
  screen.gui().press(kSave);
  screen.gui().frames(3);
  CHECK_FALSE(screen.document().unsaved());
  screen.wait(std::chrono::milliseconds(1100));
  CHECK_FALSE(screen.shows("changed by another program"));
}

TEST_CASE("saving over somebody else's change asks first") {
  const TemporaryFolder folder;
  const fs::path wine = folder.write("wine.pipeline.json", pipeline_text("wine"));
  FilesScreen screen(state_in(folder.path()));
  screen.open(wine);
  screen.edit();
  folder.write("wine.pipeline.json", pipeline_text("red-wine"));
  screen.gui().press(kSave);
  screen.gui().frames(2);
  REQUIRE(screen.shows("Replace wine.pipeline.json?"));
  CHECK(content(wine).find("red-wine") != std::string::npos);
  SECTION("Cancel leaves both") {
    screen.gui().press(ImGuiKey_Escape);
    CHECK(content(wine).find("red-wine") != std::string::npos);
    CHECK(screen.document().unsaved());
  }
  SECTION("Replace saves") {
    screen.gui().click("Replace");
    screen.gui().frames(3);
    CHECK(content(wine).find("red-wine") == std::string::npos);
    CHECK_FALSE(screen.document().unsaved());
  }
  SECTION("Reload takes theirs") {
    screen.gui().click("Changed on disk/Reload");
    screen.gui().frames(3);
    CHECK(screen.model_name() == "red-wine");
  }
}
