#include "emulator/runtime/model_archive.h"

#include <string>
#include <vector>

#include <archive.h>
#include <archive_entry.h>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <sys/stat.h>

#include "tests/emulator/runtime/world.h"

using namespace emulator;
using namespace emulator::test;
using Catch::Matchers::ContainsSubstring;
namespace fs = std::filesystem;

namespace {

struct Entry {
  std::string name;
  std::string content;
  mode_t type = AE_IFREG;
  std::string symlink;
  std::string hardlink;
  mode_t permissions = 0644;
};

// Writes archives that no honest tool would write.
fs::path make_archive(const TestFolder& folder, const std::vector<Entry>& entries,
                      bool compressed = true) {
  const fs::path file = folder.path() / "model.tar.gz";
  archive* const writer = archive_write_new();
  if (compressed) archive_write_add_filter_gzip(writer);
  archive_write_set_format_pax_restricted(writer);
  REQUIRE(archive_write_open_filename(writer, file.c_str()) == ARCHIVE_OK);
  for (const Entry& from : entries) {
    archive_entry* const entry = archive_entry_new();
    archive_entry_set_pathname(entry, from.name.c_str());
    archive_entry_set_filetype(entry, from.type);
    archive_entry_set_perm(entry, from.permissions);
    archive_entry_set_size(entry, static_cast<la_int64_t>(from.content.size()));
    if (!from.symlink.empty()) archive_entry_set_symlink(entry, from.symlink.c_str());
    if (!from.hardlink.empty()) archive_entry_set_hardlink(entry, from.hardlink.c_str());
    archive_write_header(writer, entry);
    archive_write_data(writer, from.content.data(), from.content.size());
    archive_entry_free(entry);
  }
  archive_write_close(writer);
  archive_write_free(writer);
  return file;
}

struct World {
  World() { fs::create_directory(into); }
  TestFolder folder;
  fs::path into = folder.path() / "into";

  Error refusal(const std::vector<Entry>& entries) const {
    const auto done = unpack_model_archive(make_archive(folder, entries), into);
    REQUIRE_FALSE(done);
    return done.error();
  }
};

}  // namespace

TEST_CASE("an archive is unpacked as it was packed") {
  const World world;
  const auto file = make_archive(world.folder, {{"./", "", AE_IFDIR},
                                                {"./model.bin", std::string(300'000, 'm')},
                                                {"code/inference.py", "print()", AE_IFREG},
                                                {"empty/", "", AE_IFDIR},
                                                {"modèle.txt", "ü"}});
  REQUIRE(unpack_model_archive(file, world.into));
  CHECK(read_text(world.into / "model.bin") == std::string(300'000, 'm'));
  CHECK(read_text(world.into / "code/inference.py") == "print()");
  CHECK(fs::is_directory(world.into / "empty"));
  CHECK(read_text(world.into / "modèle.txt") == "ü");
}

TEST_CASE("the archive's permissions are made harmless") {
  const World world;
  const auto file = make_archive(world.folder, {{"run", "#!", AE_IFREG, "", "", 06777},
                                                {"locked/", "", AE_IFDIR, "", "", 0},
                                                {"locked/secret", "s", AE_IFREG, "", "", 0}});
  REQUIRE(unpack_model_archive(file, world.into));
  struct stat facts {};
  REQUIRE(stat((world.into / "run").c_str(), &facts) == 0);
  CHECK((facts.st_mode & 07022) == 0);
  CHECK((facts.st_mode & 0700) == 0700);
  CHECK(read_text(world.into / "locked/secret") == "s");
}

TEST_CASE("an archive that reaches out of its folder is refused and leaves nothing") {
  const World world;
  SECTION("..") {
    CHECK_THAT(world.refusal({{"good", "1"}, {"../evil", "x"}}).what,
               ContainsSubstring("leads out of it: ../evil"));
  }
  SECTION(".. in the middle") {
    CHECK_THAT(world.refusal({{"good", "1"}, {"a/../../evil", "x"}}).what,
               ContainsSubstring("leads out"));
  }
  SECTION("an absolute path") {
    const std::string evil = (world.folder.path() / "evil").string();
    CHECK_THAT(world.refusal({{"good", "1"}, {evil, "x"}}).what,
               ContainsSubstring("absolute path"));
  }
  SECTION("a symbolic link, and a file through it") {
    CHECK_THAT(world
                   .refusal({{"good", "1"},
                             {"out", "", AE_IFLNK, world.folder.path().string()},
                             {"out/evil", "x"}})
                   .what,
               ContainsSubstring("a link"));
  }
  SECTION("a hard link") {
    CHECK_THAT(world.refusal({{"good", "1"}, {"evil", "", AE_IFREG, "", "../into"}}).what,
               ContainsSubstring("a link"));
  }
  SECTION("a device") {
    CHECK_THAT(world.refusal({{"good", "1"}, {"evil", "", AE_IFCHR}}).what,
               ContainsSubstring("neither a file nor a folder"));
  }
  SECTION("a fifo") {
    CHECK_THAT(world.refusal({{"good", "1"}, {"evil", "", AE_IFIFO}}).what,
               ContainsSubstring("neither a file nor a folder"));
  }
  CHECK(fs::is_empty(world.into));
  CHECK_FALSE(fs::exists(world.folder.path() / "evil"));
}

TEST_CASE("an archive beyond the limits is refused and leaves nothing") {
  const World world;
  const auto bomb =
      make_archive(world.folder, {{"a", std::string(900, '0')}, {"b", std::string(900, '0')}});
  const auto too_big = unpack_model_archive(bomb, world.into, {.total_bytes = 1000, .entries = 9});
  REQUIRE_FALSE(too_big);
  CHECK_THAT(too_big.error().what, ContainsSubstring("1.00 KB"));
  CHECK(fs::is_empty(world.into));
  CHECK_FALSE(unpack_model_archive(bomb, world.into, {.total_bytes = 9999, .entries = 1}));
  CHECK(fs::is_empty(world.into));
  CHECK(unpack_model_archive(bomb, world.into, {.total_bytes = 1800, .entries = 2}));
}

TEST_CASE("what is no gzip tar is refused") {
  const World world;
  SECTION("a plain tar") {
    const auto file = make_archive(world.folder, {{"a", "1"}}, false);
    CHECK_THAT(unpack_model_archive(file, world.into).error().what, ContainsSubstring("gzip"));
  }
  SECTION("an empty file") {
    const auto file = world.folder.write("model.tar.gz", "");
    CHECK(unpack_model_archive(file, world.into).error().code == ErrorCode::InvalidInput);
  }
  SECTION("noise") {
    const auto file = world.folder.write("model.tar.gz", std::string(5000, 'z'));
    CHECK(unpack_model_archive(file, world.into).error().code == ErrorCode::InvalidInput);
  }
  SECTION("an archive cut short") {
    const auto file = make_archive(world.folder, {{"a", std::string(100'000, 'a')}});
    fs::resize_file(file, fs::file_size(file) / 2);
    CHECK(unpack_model_archive(file, world.into).error().code == ErrorCode::InvalidInput);
  }
  SECTION("a file that is not there") {
    const auto file = world.folder.path() / "none";
    CHECK(unpack_model_archive(file, world.into).error().code == ErrorCode::NotFound);
  }
  CHECK(fs::is_empty(world.into));
}

TEST_CASE("unpacking can be given up") {
  const World world;
  const auto file = make_archive(world.folder, {{"a", "1"}});
  std::stop_source cancel;
  cancel.request_stop();
  const auto done = unpack_model_archive(file, world.into, {}, cancel.get_token());
  REQUIRE_FALSE(done);
  CHECK(done.error().code == ErrorCode::Cancelled);
  CHECK(fs::is_empty(world.into));
}

TEST_CASE("what was in the folder before stays when unpacking fails") {
  const World world;
  world.folder.write("into/mine", "1");
  CHECK_THAT(world.refusal({{"yours", "1"}, {"../evil", "x"}}).what,
             ContainsSubstring("leads out"));
  CHECK(read_text(world.into / "mine") == "1");
  CHECK_FALSE(fs::exists(world.into / "yours"));
}
