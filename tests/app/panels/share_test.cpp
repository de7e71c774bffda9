// Recordings that are saved, opened, imported and offered after a kill, as a person does it.

#include <catch2/catch_test_macros.hpp>

#include "emulator/base/file_text.h"
#include "emulator/codec/recordings/session_file.h"
#include "app/session_journal.h"
#include "tests/app/panels/app_screen.h"
#include "tests/support/golden.h"
#include "tests/support/temporary_folder.h"

namespace {

using namespace tests;

app::AppState state_for(const TemporaryFolder& folder) {
  app::AppState state;
  state.places.working = state.places.home = folder.path();
  return state;
}

FakeWorld busy_in(const TemporaryFolder& folder) {
  FakeWorld world = busy_world();
  world.pipeline.folder = folder.path();
  return world;
}

const std::string& last_message(const AppScreen& screen) {
  return screen.app().state().messages.all().back();
}

// Saves by the dialog that an action opens, under the proposed name.
void save_by(AppScreen& screen, std::string_view palette_words) {
  screen.gui().press(ImGuiMod_Ctrl | ImGuiKey_K);
  screen.gui().type(palette_words);
  screen.gui().press(ImGuiKey_Enter);
  screen.gui().press(ImGuiKey_Enter);  // Save…
  screen.gui().press(ImGuiKey_Enter);  // the proposed name
  screen.gui().frames(3);
}

}  // namespace

TEST_CASE("Save session writes all that is recorded, and what is open stays as it is") {
  const TemporaryFolder folder;
  const FakeWorld world = busy_in(folder);
  AppScreen screen(world, {}, state_for(folder));
  save_by(screen, "Save session");
  const auto read = emulator::read_session(folder.path() / "abalone-pipeline.hoplens-session");
  REQUIRE(read);
  CHECK(read->pipeline->pipeline.model.model_name == world.pipeline.model.model_name);
  CHECK(read->invocations.size() > 2);
  CHECK(last_message(screen).starts_with("Saved "));
  CHECK(screen.commands().empty());
}

TEST_CASE("the dialog saves the selected invocation alone, as HAR") {
  const TemporaryFolder folder;
  AppScreen screen(busy_in(folder), {}, state_for(folder));
  screen.gui().press(ImGuiMod_Ctrl | ImGuiMod_Alt | ImGuiKey_E);
  screen.gui().click("HAR");
  screen.gui().click("which:Selected");
  screen.gui().press(ImGuiKey_Enter);
  screen.gui().press(ImGuiKey_Enter);
  screen.gui().frames(3);
  CHECK(last_message(screen) == "Saved 1 invocation to abalone-pipeline.har");
  CHECK(emulator::read_file_text(folder.path() / "abalone-pipeline.har")->find("\"version\":\"1.2\"") !=
        std::string::npos);
}

TEST_CASE("an opened session takes the place of what is open, with nothing launched") {
  const TemporaryFolder folder;
  const FakeWorld world = busy_in(folder);
  const auto file = folder.path() / "x.hoplens-session";
  const emulator::SnapshotPtr now = world.snapshot();
  REQUIRE(emulator::write_session(now->pipeline.get(), emulator::source_of({world.invocations[0]}),
                                  file));
  AppScreen screen(empty_world(), {}, state_for(folder));
  screen.drop(file);
  REQUIRE(screen.commands().size() == 1);
  const auto& open = screen.last<emulator::OpenSession>();
  CHECK(open.pipeline->pipeline.model.model_name == world.pipeline.model.model_name);
  CHECK(open.invocations.size() == 1);
  CHECK(last_message(screen) == "Opened 1 invocation of x.hoplens-session");
}

TEST_CASE("a session that is malformed is refused in the banner and changes nothing") {
  const TemporaryFolder folder;
  AppScreen screen(busy_in(folder), {}, state_for(folder));
  screen.drop(folder.write("x.hoplens-session", "no session"));
  const auto& refused = screen.last<emulator::Notify>();
  CHECK(refused.error.what.starts_with("x.hoplens-session: it is no session"));
  CHECK(screen.commands().size() == 1);
}

TEST_CASE("a dropped HAR is imported beside what is recorded") {
  const TemporaryFolder folder;
  AppScreen screen(busy_in(folder), {}, state_for(folder));
  screen.drop(folder.write("x.har", R"({"log":{"version":"1.2","entries":[{"startedDateTime":
    "2026-01-31T12:00:00Z","request":{"method":"GET","url":"http://h/"}}]}})"));
  CHECK(screen.last<emulator::AddInvocations>().invocations.size() == 1);
}

TEST_CASE("Copy as… offers curl, AWS CLI and boto3") {
  const TemporaryFolder folder;
  AppScreen screen(busy_in(folder), {}, state_for(folder));
  screen.gui().press(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_C);
  screen.gui().click("Copy invocation as boto3");
  CHECK(last_message(screen).starts_with("Copied for boto3"));
  screen.gui().press(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_C);
  screen.gui().click("Copy hop as curl");
  CHECK(last_message(screen).starts_with("Copied as curl"));
}

TEST_CASE("what was recorded before a kill is offered at the next start, once") {
  const TemporaryFolder folder;
  const app::KeptFolders kept{folder.path() / "config", folder.path() / "state"};
  const FakeWorld world = busy_in(folder);
  const emulator::SnapshotPtr before = world.snapshot();
  {
    app::SessionJournal journal(kept.recovery());
    REQUIRE(journal.follow({before->pipeline, before->trace, {}}));
    // Nobody removes it: the window was killed. Its lock goes with it.
  }
  app::AppPorts ports;
  ports.folders = kept;
  AppScreen screen(empty_world(), {}, state_for(folder), std::move(ports));
  screen.gui().frames(3);
  REQUIRE(screen.gui().frame_text().find("Open what was recorded last?") != std::string::npos);
  screen.gui().press(ImGuiKey_Enter);
  screen.gui().frames(3);
  const auto& open = screen.last<emulator::OpenSession>();
  CHECK(open.pipeline->pipeline.model.model_name == world.pipeline.model.model_name);
  CHECK(open.invocations.size() > 2);
}

TEST_CASE("a journal holds what is new, forgets what was cleared, and stays within its bounds") {
  const TemporaryFolder folder;
  app::SessionJournal journal(folder.path(), 60'000);
  emulator::TraceStore trace;
  emulator::Pipeline opened;
  opened.folder = folder.path();
  const auto pipeline = std::make_shared<const emulator::Pipeline>(opened);
  const auto journaled = [&]() -> std::vector<emulator::InvocationPtr> {
    REQUIRE(journal.follow({pipeline, trace.view(), {}}));
    for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
      if (entry.path().extension() == ".hoplens-session")
        return emulator::read_session(entry.path(), {.journal = true})->invocations;
    return {};
  };
  trace.put(fake_invocation(abalone_invocation(1)));
  CHECK(journaled().size() == 1);
  trace.put(fake_invocation(abalone_invocation(2)));
  CHECK(journaled().size() == 2);
  emulator::Invocation noted = *trace.view()->find({1});
  noted.note = "later";
  trace.put(std::make_shared<const emulator::Invocation>(noted));
  CHECK(journaled()[0]->note == "later");
  trace.clear();
  trace.put(fake_invocation(abalone_invocation(3)));
  REQUIRE(journaled().size() == 1);
  CHECK(journaled()[0]->id == emulator::InvocationId{3});
  for (std::uint64_t id = 4; id < 60; ++id) {
    trace.put(fake_invocation(abalone_invocation(id)));
    journaled();
  }
  std::uintmax_t bytes = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
    bytes = std::max<std::uintmax_t>(bytes, entry.file_size());
  CHECK(bytes < 100'000);
  CHECK(journaled().back()->id == emulator::InvocationId{59});
  trace.clear();
  CHECK(journaled().empty());
}

TEST_CASE("the dialog of saving says what each choice is good for") {
  const TemporaryFolder folder;
  AppScreen screen(busy_in(folder), {}, state_for(folder));
  screen.gui().press(ImGuiMod_Ctrl | ImGuiMod_Alt | ImGuiKey_E);
  CHECK_GOLDEN_TEXT(screen.gui().frame_text(), "share");
  screen.gui().click("HAR");
  CHECK(screen.gui().frame_text().find("network panel of a browser") != std::string::npos);
  screen.gui().click("Leave in");
  CHECK(screen.gui().frame_text().find("as they were sent") != std::string::npos);
  screen.gui().press(ImGuiKey_Escape);
  CHECK_FALSE(screen.app().state().dialogs.on_screen());
}

TEST_CASE("Copy as… opens by the inspector's button and from the menu of a row") {
  const TemporaryFolder folder;
  AppScreen screen(busy_in(folder), {}, state_for(folder));
  screen.gui().click("inspector/Copy as…");
  CHECK_GOLDEN_TEXT(screen.gui().frame_text(), "copy_as");
  screen.gui().click("Copy hop as curl");
  CHECK(last_message(screen).starts_with("Copied as curl"));
  screen.gui().right_click("invocation:121");
  screen.gui().click("menu:copy-as");
  screen.gui().click("Copy invocation as AWS CLI");
  CHECK(last_message(screen).starts_with("Copied for AWS CLI"));
  CHECK(screen.app().state().selection.invocation == emulator::InvocationId{121});
}

namespace {

// Errands are kept until the test does them.
struct LaterErrands {
  std::vector<app::Errand> waiting;
  std::vector<app::AfterErrand> finished;
  std::function<void()> on_body;  // while an errand reads one

  app::AppPorts ports() {
    app::AppPorts out;
    out.start_errand = [this](app::Errand errand) { waiting.push_back(std::move(errand)); };
    out.finished_errands = [this] { return std::exchange(finished, {}); };
    out.outside.load_body = [this](const emulator::Body& body) {
      if (on_body) on_body();
      return emulator::content_in_memory(body);
    };
    return out;
  }
  void work() {
    for (app::Errand& errand : std::exchange(waiting, {})) finished.push_back(errand.work());
  }
};

app::SaveRecordingWish wish_for(const TemporaryFolder& folder) {
  return {{}, folder.path() / "x.hoplens-session"};
}

}  // namespace

TEST_CASE("how much is saved is on the screen while it is") {
  const TemporaryFolder folder;
  LaterErrands later;
  app::AppState state = state_for(folder);
  state.share.wishes.emplace_back(wish_for(folder));
  AppScreen screen(busy_in(folder), {}, std::move(state), later.ports());
  screen.gui().frames(2);
  CHECK(screen.gui().frame_text().find("Saving x.hoplens-session…") != std::string::npos);
  std::string midway;  // four of nine are written
  later.on_body = [&] {
    screen.gui().frames(1);
    if (screen.gui().frame_text().find("Saving x.hoplens-session · 44 %") != std::string::npos)
      midway = screen.gui().frame_text();
  };
  later.work();
  REQUIRE_FALSE(midway.empty());
  CHECK_GOLDEN_TEXT(midway, "share_progress");
  screen.gui().frames(2);
  CHECK(last_message(screen).starts_with("Saved "));
  CHECK(screen.gui().frame_text().find("Saving") == std::string::npos);
}

TEST_CASE("Stop of saving leaves no file and is no failure") {
  const TemporaryFolder folder;
  LaterErrands later;
  app::AppState state = state_for(folder);
  state.share.wishes.emplace_back(wish_for(folder));
  AppScreen screen(busy_in(folder), {}, std::move(state), later.ports());
  screen.gui().frames(2);
  screen.gui().click("sharing/Stop");
  CHECK(screen.gui().frame_text().find("stopping…") != std::string::npos);
  later.work();
  screen.gui().frames(2);
  CHECK(last_message(screen) == "It was stopped, and nothing was written");
  CHECK_FALSE(std::filesystem::exists(folder.path() / "x.hoplens-session"));
  CHECK(screen.commands().empty());
}
