#include <catch2/catch_test_macros.hpp>

#include "tests/app/panels/app_screen.h"
#include "tests/support/golden.h"

using namespace tests;
using emulator::ApplyEdit;
using emulator::ChangeModel;
using emulator::ChangeStage;
using emulator::InsertStage;
using emulator::Stage;

namespace {

constexpr ImGuiKeyChord kApply = ImGuiMod_Ctrl | ImGuiKey_Enter;

app::OffscreenOptions sized(int width, int height) {
  app::OffscreenOptions options;
  options.width = width;
  options.height = height;
  return options;
}

// The editor of the second stage, "model".
struct Editor : AppScreen {
  explicit Editor(const FakeWorld& world = busy_world(), const app::OffscreenOptions& options = {})
      : AppScreen(world, options) {
    gui().click("stage:model");
    gui().press(ImGuiKey_F2);
  }
  bool is_open() const { return app().state().dialogs.shows(app::Dialog::Editor); }
  bool reads(const std::string& text) { return gui().frame_text().find(text) != std::string::npos; }
  Stage applied() {
    gui().press(kApply);
    return std::get<ChangeStage>(last<ApplyEdit>().edit).stage;
  }
};

Stage model_of(const FakeWorld& world) { return world.pipeline.stages[1]; }

}  // namespace

TEST_CASE("F2, Enter and a double click open the editor of the selected stage") {
  CHECK(Editor().is_open());
  AppScreen entered(busy_world());
  entered.gui().click("stage:model");
  entered.gui().press(ImGuiKey_Enter);
  CHECK(entered.app().state().editor.draft.stage.id == stage_id(2));
  AppScreen clicked(busy_world());
  clicked.gui().double_click("stage:postprocess");
  CHECK(clicked.app().state().editor.draft.stage.id == stage_id(3));
  CHECK(clicked.app().state().dialogs.shows(app::Dialog::Editor));
}

TEST_CASE("a text that is typed becomes one edit, and nothing else changes") {
  Editor editor;
  editor.gui().replace_text("fields/ModelDataUrl", "s3://bucket/model.tar.gz");
  Stage expected = model_of(busy_world());
  expected.container.model_data_url = "s3://bucket/model.tar.gz";
  CHECK(editor.applied() == expected);
  CHECK(editor.commands().size() == 1);
  CHECK_FALSE(editor.is_open());
}

TEST_CASE("applying without a change asks the engine for nothing") {
  Editor editor;
  editor.gui().press(kApply);
  CHECK(editor.commands().empty());
  CHECK_FALSE(editor.is_open());
}

TEST_CASE("a value is chosen among those AWS knows") {
  Editor editor;
  editor.gui().click("fields/Mode");
  editor.gui().click("MultiModel");
  CHECK(editor.applied().container.mode == "MultiModel");
}

TEST_CASE("variables are added, renamed and removed") {
  FakeWorld world = busy_world();
  world.pipeline.stages[1].container.environment = emulator::EnvironmentMap{{"A", "1"}, {"B", "2"}};
  Editor editor(world);
  editor.gui().click("Add row");
  editor.gui().replace_text("fields/Environment 3 name", "C");
  editor.gui().replace_text("fields/Environment 3 value", "3");
  editor.gui().click("Environment 1 remove");
  CHECK(editor.applied().container.environment == emulator::EnvironmentMap{{"B", "2"}, {"C", "3"}});
}

TEST_CASE("a value whose name looks secret is masked until it is shown") {
  FakeWorld world = busy_world();
  world.pipeline.stages[1].container.environment =
      emulator::EnvironmentMap{{"API_TOKEN", "hunter2hunter2"}};
  Editor editor(world);
  CHECK_FALSE(editor.reads("hunter2"));
  editor.gui().click("Environment 1 value show");
  CHECK(editor.reads("hunter2"));
  editor.gui().click("Environment 1 value hide");
  CHECK_FALSE(editor.reads("hunter2"));
}

TEST_CASE("how a stage runs here is edited on its own page") {
  Editor editor;
  editor.gui().click("Here (local)");
  editor.gui().replace_text("fields/WorkingDirectory", "serving");
  editor.gui().replace_text("fields/Command", "python3\nserve.py\nserve");
  const Stage stage = editor.applied();
  CHECK(stage.launch->working_directory == "serving");
  CHECK(stage.launch->command == std::vector<std::string>{"python3", "serve.py", "serve"});
}

TEST_CASE("what a stage's runtime does not use stands last") {
  FakeWorld world = busy_world();
  Editor editor(world, sized(1440, 2000));
  editor.gui().click("Here (local)");
  CHECK(editor.gui().item("fields/Url").min.y > editor.gui().item("fields/Port").min.y);
  editor.gui().click("fields/Runtime");
  editor.gui().click("url");
  CHECK(editor.gui().item("fields/Url").min.y < editor.gui().item("fields/Port").min.y);
}

TEST_CASE("what is no number is said at once and cannot be applied") {
  const FakeWorld world = busy_world();
  app::AppState state;
  app::edit_stage(world.pipeline, 1, {app::FieldPage::Local, "Port"}, state.editor, state.dialogs);
  AppScreen screen(world, {}, state);
  screen.gui().replace_text("fields/Port", "80a");
  CHECK(screen.gui().frame_text().find("Not a whole number") != std::string::npos);
  screen.gui().press(kApply);
  CHECK(screen.commands().empty());
  CHECK(screen.app().state().dialogs.shows(app::Dialog::Editor));
  screen.gui().replace_text("fields/Port", "9000");
  screen.gui().press(kApply);
  CHECK(std::get<ChangeStage>(screen.last<ApplyEdit>().edit).stage.launch->port == 9000);
}

TEST_CASE("what the rules find is said under the field, and can be applied all the same") {
  Editor editor;
  editor.gui().replace_text("fields/ContainerHostname", "my model");
  CHECK(editor.reads("1 validation error detected: Value"));
  CHECK(editor.reads("1 error"));
  CHECK(editor.applied().container.container_hostname == "my model");
}

TEST_CASE("Esc closes at once where nothing changed, and asks where something did") {
  Editor untouched;
  untouched.gui().press(ImGuiKey_Escape);
  CHECK_FALSE(untouched.is_open());
  Editor changed;
  changed.gui().replace_text("fields/Image", "other:1");
  changed.gui().click("Cancel");
  CHECK(changed.is_open());
  changed.gui().click("Keep editing");
  changed.gui().click("Cancel");
  changed.gui().click("Discard");
  CHECK_FALSE(changed.is_open());
  CHECK(changed.commands().empty());
}

TEST_CASE("a new stage begins as a template, and cancelling leaves everything as it was") {
  AppScreen screen(busy_world());
  screen.gui().click("add stage");
  CHECK(screen.gui().frame_text().find("New stage") != std::string::npos);
  screen.gui().click("Cancel");
  CHECK(screen.commands().empty());
  screen.gui().click("add stage");
  screen.gui().replace_text("fields/ContainerHostname", "labels");
  screen.gui().click("Editor/Add");
  const auto& insert = std::get<InsertStage>(screen.last<ApplyEdit>().edit);
  CHECK(insert.at == 3);
  CHECK(insert.stage.container.container_hostname == "labels");
  CHECK(insert.stage.id.value != 0);
}

TEST_CASE("a plus between two cards adds a stage there") {
  AppScreen screen(busy_world());
  screen.gui().click("insert stage 2");
  screen.gui().press(kApply);
  CHECK(std::get<InsertStage>(screen.last<ApplyEdit>().edit).at == 1);
}

TEST_CASE("a stage that was added is selected once it is there") {
  FakeWorld world = busy_world();
  AppScreen screen(world);
  screen.gui().click("stage:model");
  screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_D);
  const Stage copy = std::get<InsertStage>(screen.last<ApplyEdit>().edit).stage;
  world.pipeline.stages.insert(world.pipeline.stages.begin() + 2, copy);
  screen.show(world);
  CHECK(screen.app().state().selection.stage == copy.id);
}

TEST_CASE("the model's own members are edited behind its name") {
  AppScreen screen(busy_world());
  screen.gui().click("model name");
  screen.gui().replace_text("fields/ExecutionRoleArn", "arn:aws:iam::123456789012:role/Serving");
  screen.gui().click("fields/InferenceExecutionConfig/Mode");
  screen.gui().click("Direct");
  screen.gui().press(kApply);
  const emulator::ModelMembers model = std::get<ChangeModel>(screen.last<ApplyEdit>().edit).model;
  CHECK(model.execution_role_arn == "arn:aws:iam::123456789012:role/Serving");
  CHECK(model.inference_execution_config->mode == "Direct");
  CHECK_FALSE(model.vpc_config);
  CHECK_FALSE(model.tags);
}

TEST_CASE("a path is looked for in the file dialog") {
  Editor editor;
  editor.gui().click("Here (local)");
  editor.gui().click("browse WorkingDirectory");
  CHECK(editor.app().state().dialogs.shows(app::Dialog::File));
  CHECK(editor.app().state().file_dialog.question.mode == app::FileMode::Folder);
}

TEST_CASE("the editor reads the same as ever") {
  FakeWorld world = busy_world();
  world.pipeline.stages[1].container.environment =
      emulator::EnvironmentMap{{"API_TOKEN", "hunter2"}, {"THREADS", "4"}};
  CHECK_GOLDEN_TEXT(Editor(world).gui().frame_text(), "stage_editor");
  CHECK_GOLDEN_TEXT(Editor(world, sized(960, 600)).gui().frame_text(), "stage_editor_narrow");
  Editor local(world);
  local.gui().click("Here (local)");
  CHECK_GOLDEN_TEXT(local.gui().frame_text(), "stage_editor_local");
  AppScreen model(world);
  model.gui().click("model name");
  CHECK_GOLDEN_TEXT(model.gui().frame_text(), "model_editor");
}
