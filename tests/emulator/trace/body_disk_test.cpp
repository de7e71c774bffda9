#include "emulator/trace/body_disk.h"

#include <fstream>

#include <catch2/catch_test_macros.hpp>
#include <fcntl.h>
#include <sys/stat.h>

#include "tests/emulator/trace/temporary_folder.h"

using namespace emulator;
namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kOneSegment = 1'000'000;

unsigned mode_of(const fs::path& path) {
  return static_cast<unsigned>(fs::status(path).permissions());
}

}  // namespace

TEST_CASE("what is written to disk is read back") {
  const TemporaryFolder folder;
  BodyDisk disk(folder / "bodies");
  const auto first = disk.write("first body", kOneSegment);
  const auto second = disk.write(std::string_view("second\0body", 11), kOneSegment);
  REQUIRE(first);
  REQUIRE(second);
  CHECK(first->segment == second->segment);
  CHECK((*first->segment->read(first->offset, 10))->view() == "first body");
  CHECK((*second->segment->read(second->offset, 11))->view() ==
        std::string_view("second\0body", 11));
}

TEST_CASE("a new segment is begun when the current one is full enough") {
  const TemporaryFolder folder;
  BodyDisk disk(folder / "bodies");
  const auto first = disk.write("0123456789", 15);
  const auto second = disk.write("0123456789", 15);
  const auto third = disk.write("0123456789", 15);
  REQUIRE(third);
  CHECK(first->segment == second->segment);
  CHECK(third->segment != second->segment);
  CHECK(third->offset == 0);
  CHECK(folder.open_files().size() == 2);
}

TEST_CASE("a segment's file goes with its last body") {
  const TemporaryFolder folder;
  BodyDisk disk(folder / "bodies");
  auto first = disk.write("first", kOneSegment);
  auto second = disk.write("second", kOneSegment);
  CHECK(folder.open_files().size() == 1);
  first = fail(ErrorCode::NotFound, "");
  CHECK(folder.open_files().size() == 1);
  second = fail(ErrorCode::NotFound, "");
  CHECK(folder.open_files().empty());
}

TEST_CASE("only the user can get at bodies on disk") {
  const TemporaryFolder folder;
  BodyDisk disk(folder.path() / "cache" / "hoplens" / "bodies");
  const auto spot = disk.write("private", kOneSegment);
  REQUIRE(spot);
  CHECK(mode_of(folder.path() / "cache") == 0700);
  CHECK(mode_of(folder.path() / "cache" / "hoplens" / "bodies") == 0700);
  CHECK(fs::is_empty(folder.path() / "cache" / "hoplens" / "bodies"));  // the file has no name
  const auto files = folder.open_files();
  REQUIRE(files.size() == 1);
  struct stat facts {};
  REQUIRE(::fstat(files[0], &facts) == 0);
  CHECK((facts.st_mode & 0777) == 0600);
  CHECK(facts.st_nlink == 0);
  CHECK((::fcntl(files[0], F_GETFD) & FD_CLOEXEC) != 0);
}

TEST_CASE("a file that lost its end is noticed") {
  const TemporaryFolder folder;
  BodyDisk disk(folder / "bodies");
  const auto spot = disk.write("0123456789", kOneSegment);
  REQUIRE(spot);
  REQUIRE(::ftruncate(folder.open_files().at(0), 4) == 0);
  const auto read = spot->segment->read(spot->offset, 10);
  REQUIRE_FALSE(read);
  CHECK(read.error().code == ErrorCode::IoFailed);
}

TEST_CASE("the folder is removed by the one who made it") {
  const TemporaryFolder folder;
  {
    BodyDisk disk(folder / "bodies");
    CHECK_FALSE(fs::exists(folder / "bodies"));
    CHECK(disk.write("body", kOneSegment));
    CHECK(fs::exists(folder / "bodies"));
  }
  CHECK_FALSE(fs::exists(folder / "bodies"));

  fs::create_directory(folder / "bodies");
  fs::permissions(folder / "bodies", fs::perms::owner_all);
  { CHECK(BodyDisk(folder / "bodies").write("body", kOneSegment)); }
  CHECK(fs::exists(folder / "bodies"));
}

TEST_CASE("a folder that was removed meanwhile is made again") {
  const TemporaryFolder folder;
  BodyDisk disk(folder / "bodies");
  const auto first = disk.write("first", 1);
  fs::remove(folder / "bodies");
  const auto second = disk.write("second", 1);
  REQUIRE(second);
  CHECK((*first->segment->read(first->offset, 5))->view() == "first");
  CHECK((*second->segment->read(second->offset, 6))->view() == "second");
}

TEST_CASE("a folder that cannot be used is an error that says why") {
  const TemporaryFolder folder;
  std::ofstream(folder / "file") << "not a folder";
  fs::create_directory(folder / "open");
  fs::permissions(folder / "open", fs::perms(0755));
  fs::create_directory(folder / "target");
  fs::permissions(folder / "target", fs::perms::owner_all);
  fs::create_directory_symlink(folder / "target", folder / "link");

  const auto problem = [](const fs::path& path) {
    const auto spot = BodyDisk(path).write("body", kOneSegment);
    return spot ? "" : spot.error().what;
  };
  CHECK(problem(folder / "file").ends_with("is not a folder that is open to you alone"));
  CHECK(problem(folder / "file" / "bodies").ends_with("Not a directory"));
  CHECK(problem(folder / "open").ends_with("is not a folder that is open to you alone"));
  CHECK(problem(folder / "link").ends_with("is not a folder that is open to you alone"));
  CHECK(problem({}) == "There is no cache folder to keep bodies in");
}
