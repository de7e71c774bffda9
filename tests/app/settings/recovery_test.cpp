#include "app/settings/recovery.h"

#include <csignal>

#include <catch2/catch_test_macros.hpp>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/temporary_folder.h"

using namespace app;
using tests::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

const UnsavedPipeline kWine{"wine", "/home/ada/wine.pipeline.json", "/home/ada", "{}\n"};
const emulator::WallTime kTime{std::chrono::milliseconds(1'700'000'000'123)};

}  // namespace

TEST_CASE("edits are not offered while their window lives, and are when it is gone") {
  const TemporaryFolder folder;
  {
    RecoveryFile window(folder.path());
    REQUIRE(window.write(kWine, kTime));
    CHECK(find_lost_edits(folder.path()).empty());
  }
  const auto found = find_lost_edits(folder.path());
  REQUIRE(found.size() == 1);
  CHECK(found[0]->unsaved.model_name == "wine");
  CHECK(found[0]->unsaved.file == kWine.file);
  CHECK(found[0]->unsaved.folder == kWine.folder);
  CHECK(found[0]->unsaved.text == kWine.text);
  CHECK(found[0]->written == kTime);
  // Nobody else offers what is being asked about.
  CHECK(find_lost_edits(folder.path()).empty());
  found[0]->remove();
  CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("edits of a killed process are offered") {
  const TemporaryFolder folder;
  int ready[2];
  REQUIRE(pipe(ready) == 0);
  const pid_t child = fork();
  if (child == 0) {
    RecoveryFile window(folder.path());
    const char answer = window.write(kWine, kTime) ? '1' : '0';
    if (write(ready[1], &answer, 1) != 1) _exit(1);
    for (;;) pause();
  }
  char answer = 0;
  REQUIRE(read(ready[0], &answer, 1) == 1);
  CHECK(answer == '1');
  CHECK(find_lost_edits(folder.path()).empty());
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  CHECK(find_lost_edits(folder.path()).size() == 1);
}

TEST_CASE("saving leaves nothing behind, and later edits are kept again") {
  const TemporaryFolder folder;
  {
    RecoveryFile window(folder.path());
    REQUIRE(window.write(kWine, kTime));
    window.remove();
    CHECK(fs::is_empty(folder.path()));
    REQUIRE(window.write(kWine, kTime));
  }
  CHECK(find_lost_edits(folder.path()).size() == 1);
}

TEST_CASE("only the owner may look at unsaved edits") {
  const TemporaryFolder folder;
  const fs::path place = folder.path() / "state" / "recovery";
  RecoveryFile window(place);
  REQUIRE(window.write(kWine, kTime));
  CHECK(fs::status(place).permissions() == fs::perms::owner_all);
}

TEST_CASE("files that make no sense are left alone") {
  const TemporaryFolder folder;
  folder.write("a.json", "{");
  folder.write("b.json", "{ \"Pipeline\": 3 }");
  folder.write("c.txt", "");
  folder.write("d.json", R"({ "Pipeline": "{}", "WrittenMilliseconds": 1e300 })");
  folder.write("e.json", R"({ "Pipeline": "{}", "WrittenMilliseconds": 9223372036854775807 })");
  CHECK(find_lost_edits(folder.path()).empty());
  CHECK(find_lost_edits(folder.path() / "nowhere").empty());
  CHECK(fs::exists(folder.path() / "a.json"));
}
