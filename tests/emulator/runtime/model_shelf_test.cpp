#include "emulator/runtime/model_shelf.h"

#include <fstream>

#include <catch2/catch_test_macros.hpp>

#include "emulator/base/run_program.h"
#include "tests/emulator/runtime/world.h"

using namespace emulator;
using namespace emulator::test;
namespace fs = std::filesystem;

namespace {

void write(const fs::path& file, const std::string& text) {
  fs::create_directories(file.parent_path());
  std::ofstream(file) << text;
}

std::string read(const fs::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

// A stage whose models lie in a local folder: a.tar.gz and the folder b.
struct World {
  World() {
    fs::create_directory(root);
    write(folder.path() / "a" / "weights.txt", "of a");
    const auto packed = run_program({.program = "tar",
                                     .arguments = {"-C", (folder.path() / "a").string(), "-czf",
                                                   (folder.path() / "a.tar.gz").string(), "."}});
    REQUIRE(packed);
    REQUIRE(packed->well());
    write(folder.path() / "b" / "weights.txt", "of b");
    StageLaunchPlan plan;
    plan.container_name = "many";
    plan.container.mode = "MultiModel";
    plan.launch.model_data = folder.path().string();
    plan.folder = folder.path();
    shelf = make_model_shelf(plan, {.root = root, .seen_as = "/opt/ml/models", .fetching = {}});
  }
  Result<std::string> place(const std::string& target, const std::string& name) {
    return shelf->place(target, name, {});
  }

  TestFolder folder;
  fs::path root = folder.path() / "shelf";
  std::shared_ptr<ModelPlaces> shelf;
};

}  // namespace

TEST_CASE("a model is unpacked where its container looks for it, once") {
  World world;
  CHECK(world.place("a.tar.gz", "0a") == "/opt/ml/models/0a/model");
  CHECK(read(world.root / "0a" / "model" / "weights.txt") == "of a");
  fs::remove(world.folder.path() / "a.tar.gz");
  CHECK(world.place("a.tar.gz", "0a") == "/opt/ml/models/0a/model");
}

TEST_CASE("a folder stands for an archive") {
  World world;
  CHECK(world.place("/b", "0b") == "/opt/ml/models/0b/model");
  CHECK(read(world.root / "0b" / "model" / "weights.txt") == "of b");
}

TEST_CASE("a model that is not there is told by its name, and leaves nothing") {
  World world;
  const auto placed = world.place("c.tar.gz", "0c");
  REQUIRE_FALSE(placed);
  CHECK(placed.error().code == ErrorCode::NotFound);
  CHECK(placed.error().what.find("c.tar.gz") != std::string::npos);
  CHECK(fs::is_empty(world.root));
}

TEST_CASE("no target model leads out of the prefix") {
  World world;
  write(world.folder.path().parent_path() / "outside.txt", "x");
  for (const char* target : {"../outside.txt", "b/../../outside.txt", ""})
    CHECK_FALSE(world.place(target, "0d"));
  fs::remove(world.folder.path().parent_path() / "outside.txt");
}

TEST_CASE("a broken archive leaves no half model") {
  World world;
  write(world.folder.path() / "broken.tar.gz", "this is no archive");
  CHECK_FALSE(world.place("broken.tar.gz", "0e"));
  CHECK(fs::is_empty(world.root));
}

TEST_CASE("where the stage is gone, its shelf is not made again") {
  World world;
  fs::remove_all(world.root);
  CHECK_FALSE(world.place("a.tar.gz", "0a"));
  CHECK_FALSE(fs::exists(world.root));
}
