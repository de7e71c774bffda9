#include <catch2/catch_test_macros.hpp>

#include "tests/app/panels/app_screen.h"
#include "tests/app/panels/files_screen.h"
#include "tests/support/golden.h"

using namespace tests;

namespace {

bool reads(AppScreen& screen, std::string_view words) {
  return screen.gui().frame_text().find(words) != std::string::npos;
}

std::string clipboard(AppScreen& screen) {
  ImGuiContext* before = ImGui::GetCurrentContext();
  ImGui::SetCurrentContext(&screen.gui().screen().context());
  std::string text = ImGui::GetClipboardText();
  ImGui::SetCurrentContext(before);
  return text;
}

app::OffscreenOptions narrow() {
  app::OffscreenOptions options;
  options.width = 960;
  options.height = 600;
  return options;
}

app::AppState at_endpoints(std::string chosen = "") {
  app::AppState state;
  state.drawer.tab = app::DrawerTab::Endpoints;
  state.endpoints.chosen.name = std::move(chosen);
  return state;
}

// The whole page, however much of it the drawer would show.
app::AppState enlarged(std::string chosen = "") {
  app::AppState state = at_endpoints(std::move(chosen));
  state.region.zoomed = app::Region::Drawer;
  return state;
}

constexpr ImGuiKeyChord kCtrlShift = ImGuiMod_Ctrl | ImGuiMod_Shift;

}  // namespace

TEST_CASE("a click on the address copies it, and so do its button and its key") {
  AppScreen screen(address_world());
  const std::string url = "http://127.0.0.1:8089/endpoints/abalone-pipeline/invocations";
  CHECK(screen.gui().has("address"));
  screen.gui().click("top bar/address");
  CHECK(clipboard(screen) == url);
  CHECK(reads(screen, "Copied the address"));
  AppScreen by_button(address_world());
  by_button.gui().click("copy address");
  CHECK(clipboard(by_button) == url);
  AppScreen by_key(address_world());
  by_key.gui().press(kCtrlShift | ImGuiKey_A);
  CHECK(clipboard(by_key) == url);
}

TEST_CASE("the list beside the address copies what each client needs") {
  struct Row {
    const char* label;
    const char* words;
  };
  constexpr Row kRows[] = {{"Copy for a POSIX shell", "export AWS_ENDPOINT_URL_SAGEMAKER="},
                           {"Copy for fish", "set -gx AWS_ENDPOINT_URL_SAGEMAKER "},
                           {"Copy for PowerShell", "$env:AWS_ENDPOINT_URL_SAGEMAKER = "},
                           {"Copy boto3 snippet", "EndpointName=\"abalone-pipeline\""},
                           {"Copy AWS CLI call", "--endpoint-name 'abalone-pipeline'"},
                           {"Copy curl call", "--data-binary 'M,0.455"}};
  for (const Row& row : kRows) {
    INFO(row.label);
    AppScreen screen(address_world());
    screen.gui().click("address menu");
    screen.gui().click(row.label);
    CHECK(clipboard(screen).find(row.words) != std::string::npos);
  }
}

TEST_CASE("a taken port is told in a banner with the ways out, and in the chip") {
  AppScreen screen(address_taken_world());
  CHECK_GOLDEN_TEXT(screen.gui().frame_text(), "window_address_taken");
  screen.gui().click("Use 8090");
  CHECK(screen.last<emulator::OpenAddress>().options.port == 8090);
  screen.gui().click("Any free port");
  CHECK(screen.last<emulator::OpenAddress>().options.port == 0);
  screen.gui().click("banner/Dismiss");
  CHECK_FALSE(screen.gui().has("Use 8090"));
  CHECK(reads(screen, "Port 8089 is taken"));
  screen.gui().click("top bar/address");
  CHECK(screen.app().state().dialogs.shows(app::Dialog::Settings));
}

TEST_CASE("another error of the address comes back although the one before was sent away") {
  FakeWorld world = address_taken_world();
  AppScreen screen(world);
  screen.gui().click("banner/Dismiss");
  world.address->error->what = "Port 8090 is taken by another program";
  world.address->options.port = 8090;
  screen.show(world);
  CHECK(screen.gui().has("Use 8091"));
}

TEST_CASE("the window with an address as text, wide and narrow") {
  CHECK_GOLDEN_TEXT(AppScreen(address_world()).gui().frame_text(), "window_address");
  CHECK_GOLDEN_TEXT(AppScreen(address_world(), narrow()).gui().frame_text(),
                    "window_address_narrow");
  CHECK_GOLDEN_TEXT(AppScreen(hosting_world()).gui().frame_text(), "window_hosting");
  CHECK_GOLDEN_TEXT(AppScreen(nothing_open_world()).gui().frame_text(), "window_nothing_open");
}

TEST_CASE("the endpoints page as text in each of its states") {
  CHECK_GOLDEN_TEXT(AppScreen(hosting_world(), {}, enlarged()).gui().frame_text(),
                    "endpoints_updating");
  CHECK_GOLDEN_TEXT(AppScreen(hosting_world(), {}, enlarged("wine-quality")).gui().frame_text(),
                    "endpoints_failed");
  CHECK_GOLDEN_TEXT(AppScreen(hosting_world(), narrow(), at_endpoints()).gui().frame_text(),
                    "endpoints_narrow");
  FakeWorld none = address_world();
  none.address->endpoints.clear();
  none.address->models.clear();
  CHECK_GOLDEN_TEXT(AppScreen(none, {}, at_endpoints()).gui().frame_text(), "endpoints_empty");
  CHECK(reads(
      *std::make_unique<AppScreen>(address_taken_world(), app::OffscreenOptions{}, at_endpoints()),
      "Use another port, or stop that program"));
}

TEST_CASE("an empty endpoints page has the lines to paste") {
  FakeWorld none = address_world();
  none.address->endpoints.clear();
  none.address->models.clear();
  AppScreen screen(none, {}, at_endpoints());
  screen.gui().click("copy lines");
  CHECK(clipboard(screen).starts_with("export AWS_ENDPOINT_URL_SAGEMAKER='http://127.0.0.1:8089'"));
}

TEST_CASE("the endpoints are gone to by tab, by key and from row to row") {
  AppScreen screen(hosting_world());
  screen.gui().click("drawer/Endpoints");
  CHECK(screen.app().state().drawer.tab == app::DrawerTab::Endpoints);
  screen.gui().click("endpoint:wine-quality");
  CHECK(reads(screen, "did not pass the ping health check"));
  screen.gui().press(ImGuiMod_Shift | ImGuiKey_F7);
  CHECK(screen.app().state().endpoints.chosen.name == "abalone-with-canary");
  for (int i = 0; i < 9; ++i) screen.gui().press(ImGuiKey_F7);
  CHECK(screen.app().state().endpoints.chosen ==
        app::HostedKey{app::HostedRow::Kind::Model, "abalone-pipeline"});
  AppScreen by_key(hosting_world());
  by_key.gui().press(kCtrlShift | ImGuiKey_E);
  CHECK(by_key.app().state().drawer.tab == app::DrawerTab::Endpoints);
}

TEST_CASE("an endpoint is deleted after one question, by button and by key") {
  AppScreen screen(hosting_world(), {}, at_endpoints());
  screen.gui().click("Delete…");
  CHECK(reads(screen, "Delete endpoint abalone-with-canary?"));
  CHECK(screen.commands().empty());
  screen.gui().click("Delete/Cancel");
  CHECK(screen.commands().empty());
  CHECK_FALSE(screen.app().state().dialogs.on_screen());
  screen.gui().press(ImGuiMod_Shift | ImGuiKey_Delete);
  screen.gui().click("Delete/Delete");
  CHECK(screen.last<emulator::CallControlPlane>().operation == "DeleteEndpoint");
  CHECK(screen.last<emulator::CallControlPlane>().json ==
        R"({"EndpointName":"abalone-with-canary"})");
  screen.gui().click("model:wine-model");
  screen.gui().press(ImGuiMod_Shift | ImGuiKey_Delete);
  screen.gui().press(ImGuiKey_Enter);
  CHECK(screen.last<emulator::CallControlPlane>().operation == "DeleteModel");
}

TEST_CASE("what is open in this window is not deleted there") {
  AppScreen screen(hosting_world(), {}, at_endpoints("abalone-pipeline"));
  CHECK_FALSE(screen.gui().has("Delete…"));
  CHECK_FALSE(screen.gui().has("Open model"));
  screen.gui().press(ImGuiMod_Shift | ImGuiKey_Delete);
  CHECK_FALSE(screen.app().state().dialogs.on_screen());
}

TEST_CASE("a model that arrived is opened in the window, unsaved, with stages of its own") {
  while (emulator::new_stage_id().value < 40) {
  }  // the world's stages have made up ids below
  AppScreen screen(hosting_world(), {}, at_endpoints());
  screen.gui().click("Open model");
  REQUIRE(screen.commands().size() == 2);
  const auto& open = std::get<emulator::OpenPipeline>(screen.commands().front());
  CHECK(open.unsaved);
  CHECK(open.pipeline.pipeline.model.model_name == "abalone-model");
  CHECK(open.pipeline.pipeline.file.empty());
  CHECK(open.pipeline.pipeline.stages.front().id != stage_id(1));
}

TEST_CASE("unsaved edits are asked about before a model takes their place") {
  FakeWorld world = hosting_world();
  world.unsaved = true;
  AppScreen screen(world, {}, at_endpoints());
  screen.gui().press(kCtrlShift | ImGuiKey_M);
  CHECK(screen.commands().empty());
  screen.gui().click("Discard");
  CHECK(std::holds_alternative<emulator::OpenPipeline>(screen.commands().front()));
}

TEST_CASE("ARN, URL, CreateModel and log names are copied from an endpoint's page") {
  AppScreen screen(hosting_world(), {}, enlarged());
  screen.gui().click("copy menu");
  screen.gui().click("Copy ARN");
  CHECK(clipboard(screen) ==
        "arn:aws:sagemaker:us-east-1:000000000000:endpoint/abalone-with-canary");
  screen.gui().press(kCtrlShift | ImGuiKey_L);
  CHECK(clipboard(screen) == "http://127.0.0.1:8089/endpoints/abalone-with-canary/invocations");
  screen.gui().click("copy menu");
  screen.gui().click("Copy CreateModel JSON");
  CHECK(clipboard(screen).find("\"ModelName\": \"abalone-model\"") != std::string::npos);
  screen.gui().click("copy menu");
  screen.gui().click("Copy for boto3");
  CHECK(clipboard(screen).find("EndpointName=\"abalone-with-canary\"") != std::string::npos);
  screen.gui().click("copy stable/i-local0000000000000/model");
  CHECK(clipboard(screen) == "stable/i-local0000000000000/model");
}

TEST_CASE("rows say who called once something came through the address") {
  AppScreen screen(hosting_world());
  CHECK(reads(screen, "aws-cli/2.9.19"));
  CHECK(reads(screen, "three abalones"));
  CHECK(screen.app().state().list.tall);
  screen.gui().right_click("invocation:130");
  screen.gui().click("Show only endpoint abalone-with-canary");
  CHECK(screen.app().state().list.filter == "endpoint:abalone-with-canary");
  CHECK_FALSE(screen.gui().has("invocation:129"));
  screen.gui().replace_text("invocations/filter", "client:BOTO3");
  CHECK(screen.gui().has("invocation:131"));
  CHECK_FALSE(screen.gui().has("invocation:129"));
  CHECK_FALSE(AppScreen(busy_world()).app().state().list.tall);
}

TEST_CASE("a refused request says why, and what its client sent and got") {
  AppScreen screen(hosting_world());
  screen.gui().click("invocation:131");
  CHECK(reads(screen, "Refused before any container was called: 400 ValidationError"));
  CHECK(reads(screen, "Endpoint Abalone of account 000000000000 not found."));
  CHECK(reads(screen, "Names match by case"));
  CHECK(reads(screen, "x-amzn-ErrorType"));
  screen.gui().click("Timing");
  CHECK(reads(screen, "OverheadLatency"));
}

TEST_CASE("log lines of endpoints have names, to filter by, too") {
  AppScreen screen(hosting_world());
  CHECK(reads(screen, "wine-quality"));
  CHECK_FALSE(reads(screen, "removed"));
  screen.gui().click("log stage");
  screen.gui().click("log stage:wine-quality/AllTraffic/container-2");
  CHECK(screen.app().state().drawer.query == "stage:wine-quality/AllTraffic/container-2");
  CHECK(reads(screen, "GET /ping 500"));
  CHECK_FALSE(reads(screen, "KeyError"));
}

TEST_CASE("calls are looked at while no pipeline is open, and a model is opened from there") {
  AppScreen screen(nothing_open_world());
  CHECK(reads(screen, "No pipeline is open"));
  screen.gui().click("invocation:130");
  CHECK(screen.gui().has("hop:model"));
  screen.gui().click("drawer/Endpoints");
  screen.gui().click("Open model in this window");
  CHECK(std::holds_alternative<emulator::OpenPipeline>(screen.commands().front()));
}

TEST_CASE("images that run here are written row by row and become one edit") {
  AppScreen screen(address_world());
  screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_I);
  CHECK_GOLDEN_TEXT(screen.gui().frame_text(), "images_empty");
  screen.gui().click("Add image");
  CHECK(reads(screen, "Write an image's name"));
  screen.gui().replace_text("image 1", "*/xgb:*");
  screen.gui().click("Add image");
  screen.gui().replace_text("image 2", "*");
  screen.gui().click("runtime 2");
  screen.gui().click("process");
  CHECK(reads(screen, "A process needs a command"));
  screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_Enter);
  CHECK(screen.app().state().dialogs.shows(app::Dialog::Images));
  screen.gui().replace_text("target 2", "python3 serve.py");
  screen.gui().replace_text("model data 2", "model");
  screen.gui().click("Add folder");
  screen.gui().replace_text("s3 location 1", "bucket/models");
  screen.gui().replace_text("s3 folder 1", "models");
  screen.gui().replace_text("tested image", "1.dkr.ecr/xgb:3");
  CHECK(reads(screen, "Row 1 runs it: docker the image itself"));
  CHECK_GOLDEN_TEXT(screen.gui().frame_text(), "images_filled");
  screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_Enter);
  REQUIRE_FALSE(screen.app().state().dialogs.on_screen());
  const auto edit = std::get<emulator::ChangeImages>(screen.last<emulator::ApplyEdit>().edit);
  REQUIRE(edit.images->size() == 2);
  CHECK(edit.images->at(1).launch.command == std::vector<std::string>{"python3", "serve.py"});
  CHECK(edit.images->at(1).launch.model_data == "model");
  CHECK(edit.s3 == emulator::EnvironmentMap{{"bucket/models", "models"}});
}

TEST_CASE("rows of images change places and go") {
  FakeWorld world = address_world();
  world.pipeline.local.images.emplace();
  for (const char* pattern : {"a", "b", "c"}) world.pipeline.local.images->push_back({pattern, {}});
  AppScreen screen(world);
  screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_I);
  screen.gui().click("down 1");
  screen.gui().click("remove 3");
  screen.gui().click("Apply");
  const auto edit = std::get<emulator::ChangeImages>(screen.last<emulator::ApplyEdit>().edit);
  REQUIRE(edit.images->size() == 2);
  CHECK(edit.images->at(0).pattern == "b");
  CHECK(edit.images->at(1).pattern == "a");
}

TEST_CASE("changed images are not thrown away unasked") {
  AppScreen screen(address_world());
  screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_I);
  screen.gui().press(ImGuiKey_Escape);
  CHECK_FALSE(screen.app().state().dialogs.on_screen());
  screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_I);
  screen.gui().click("Add image");
  screen.gui().press(ImGuiKey_Escape);
  CHECK(reads(screen, "Throw the changes away?"));
  screen.gui().click("Keep editing");
  screen.gui().press(ImGuiKey_Escape);
  screen.gui().click("Discard");
  CHECK_FALSE(screen.app().state().dialogs.on_screen());
  CHECK(screen.commands().empty());
}

TEST_CASE("images fit a narrow window") {
  AppScreen screen(address_world(), narrow());
  screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_I);
  screen.gui().click("Add image");
  CHECK_GOLDEN_TEXT(screen.gui().frame_text(), "images_narrow");
}

TEST_CASE("port and host of the address are settings that open it anew") {
  AppScreen screen(address_world());
  screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_Comma);
  screen.gui().replace_text("address port", "8090\n");
  CHECK(screen.last<emulator::OpenAddress>().options.port == 8090);
  CHECK(screen.app().state().settings.address_port == 8090);
  screen.gui().replace_text("address port", "99999\n");
  CHECK(screen.app().state().settings.address_port == 8090);
  CHECK(screen.commands().size() == 1);
  screen.gui().replace_text("address host", "0.0.0.0\n");
  CHECK(screen.last<emulator::OpenAddress>().options.host == "0.0.0.0");
  CHECK(reads(screen, "Others in the network can reach it"));
}

TEST_CASE("an idle window with endpoints wants no frames, one with a starting container does") {
  FakeWorld world = hosting_world();
  AppScreen screen(world, {}, at_endpoints());
  CHECK_FALSE(screen.app().wants_frames());
  world.address->endpoints.front().variants.front().report.containers.front().status.state =
      emulator::StageState::Starting;
  screen.show(world);
  CHECK(screen.app().wants_frames());
}
