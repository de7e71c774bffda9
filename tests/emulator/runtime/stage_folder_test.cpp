#include "emulator/runtime/stage_folder.h"

#include <catch2/catch_test_macros.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/emulator/runtime/world.h"

using namespace emulator;
using namespace emulator::test;
namespace fs = std::filesystem;

TEST_CASE("stage folders are private and go with their owner") {
  const TestFolder parent;
  fs::path all;
  fs::path one;
  {
    auto folders = StageFolders::create(parent.path());
    REQUIRE(folders);
    auto folder = StageFolder::create(*folders);
    REQUIRE(folder);
    all = (*folders)->path();
    one = (*folder)->path();
    CHECK(fs::status(all).permissions() == fs::perms::owner_all);
    CHECK(fs::status(one).permissions() == fs::perms::owner_all);
  }
  CHECK_FALSE(fs::exists(one));
  CHECK_FALSE(fs::exists(all));
}

TEST_CASE("a link in a stage folder is removed, what it points to stays") {
  const TestFolder parent;
  parent.write("model/weights", "1");
  {
    auto folders = StageFolders::create(parent.path());
    REQUIRE(folders);
    auto folder = StageFolder::create(*folders);
    REQUIRE(folder);
    fs::create_directory_symlink(parent.path() / "model", (*folder)->path() / "model");
  }
  CHECK(read_text(parent.path() / "model/weights") == "1");
}

TEST_CASE("folders of the dead are removed, those of the living stay") {
  const TestFolder parent;
  const pid_t child = fork();
  if (child == 0) {
    // Dies without a destructor, as after kill -9.
    auto folders = StageFolders::create(parent.path());
    _exit(folders ? 0 : 1);
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  REQUIRE(status == 0);
  REQUIRE_FALSE(fs::is_empty(parent.path()));
  const fs::path dead = fs::directory_iterator(parent.path())->path();
  fs::create_directory(parent.path() / "hoplens-someone-else");

  auto living = StageFolders::create(parent.path());
  REQUIRE(living);
  CHECK_FALSE(fs::exists(dead));
  auto second = StageFolders::create(parent.path());
  REQUIRE(second);
  CHECK(fs::exists((*living)->path()));
  CHECK(fs::exists(parent.path() / "hoplens-someone-else"));
}
