#include <filesystem>
#include <fstream>

#include <catch2/catch_test_macros.hpp>

#include "emulator/export/exporter.h"
#include "tests/emulator/trace/temporary_folder.h"
#include "tests/support/engine_watch.h"

using namespace emulator;
namespace fs = std::filesystem;

namespace {

std::string content(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string exported_text(const EngineSnapshot& now) {
  return find_exporter("createmodel")->render(*now.pipeline)->text;
}

// An engine with a pipeline open, and what the last export came to.
struct World {
  World() {
    ReadPipeline read;
    for (const char* name : {"first", "second"}) {
      Stage stage;
      stage.id = new_stage_id();
      stage.container.container_hostname = name;
      stage.container.image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/letters:1";
      read.pipeline.stages.push_back(stage);
    }
    read.pipeline.model.model_name = "letters";
    engine.submit(OpenPipeline{std::move(read)});
  }
  SnapshotPtr exporting(ExportTo wanted) {
    const auto before = engine.snapshot()->exported;
    engine.submit(std::move(wanted));
    return watch.until([&](const auto& now) { return now.open && now.exported != before; });
  }
  SnapshotPtr after(Command command, std::uint64_t revision) {
    engine.submit(std::move(command));
    return watch.until([&](const auto& now) { return now.revision == revision; });
  }

  TemporaryFolder folder;
  Engine engine{{}};
  test::EngineWatch watch{engine};
};

}  // namespace

TEST_CASE("exporting writes the definition in the order on screen and says where") {
  World world;
  const fs::path file = world.folder / "letters.json";
  REQUIRE(world.after(ApplyEdit{MoveStage{1, 0}}, 2));
  const auto now = world.exporting({"createmodel", file});
  REQUIRE(now);
  CHECK_FALSE(now->exported->error);
  CHECK_FALSE(now->exported->file_exists);
  CHECK(now->exported->file == file);
  CHECK(now->exported->revision == 2);
  CHECK(content(file) == exported_text(*now));
  CHECK(content(file).find("second") < content(file).find("first"));
}

TEST_CASE("a file that is there is exported over only when that is wanted") {
  World world;
  const fs::path file = world.folder / "mine.json";
  std::ofstream(file) << "mine";
  const auto asked = world.exporting({"createmodel", file});
  REQUIRE(asked);
  CHECK(asked->exported->file_exists);
  CHECK(content(file) == "mine");
  CHECK_FALSE(asked->export_outdated);
  const auto done = world.exporting({"createmodel", file, true});
  REQUIRE(done);
  CHECK_FALSE(done->exported->file_exists);
  CHECK(content(file) == exported_text(*done));
}

TEST_CASE("an export that cannot be written says why and leaves no notice behind") {
  World world;
  const auto nowhere = world.exporting({"createmodel", world.folder / "no/such.json"});
  REQUIRE(nowhere);
  REQUIRE(nowhere->exported->error);
  CHECK(nowhere->exported->error->what.find("such.json") != std::string::npos);
  CHECK_FALSE(nowhere->notice);
  const auto folder = world.exporting({"createmodel", world.folder / ""});
  REQUIRE(folder);
  CHECK(folder->exported->error);
  CHECK_FALSE(folder->exported->file_exists);
  const auto format = world.exporting({"carrier-pigeon", world.folder / "x"});
  REQUIRE(format);
  CHECK(format->exported->error->what == "There is no export format carrier-pigeon");
}

TEST_CASE("an export is out of date from an edit until the edit is undone") {
  World world;
  CHECK_FALSE(world.after(ApplyEdit{MoveStage{1, 0}}, 2)->export_outdated);
  REQUIRE_FALSE(world.exporting({"createmodel", world.folder / "x.json"})->export_outdated);
  CHECK(world.after(ApplyEdit{MoveStage{1, 0}}, 3)->export_outdated);
  CHECK_FALSE(world.after(Undo{}, 4)->export_outdated);
  // What is only local is not in the text.
  CHECK_FALSE(world.after(ApplyEdit{BypassStage{0, true}}, 5)->export_outdated);
  // A failed attempt does not count as an export.
  CHECK(world.after(ApplyEdit{MoveStage{1, 0}}, 6)->export_outdated);
  CHECK(world.exporting({"createmodel", world.folder / ""})->export_outdated);
}

TEST_CASE("opening another pipeline forgets what was exported") {
  World world;
  REQUIRE(world.exporting({"createmodel", world.folder / "x.json"}));
  world.engine.submit(OpenPipeline{});
  CHECK(world.watch.until([](const auto& now) { return !now.exported; }));
}
