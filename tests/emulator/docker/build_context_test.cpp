#include "emulator/docker/build_context.h"

#include <map>
#include <memory>

#include <archive.h>
#include <archive_entry.h>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <sys/stat.h>

#include "emulator/docker/ignore_rules.h"
#include "tests/support/ordinary_user.h"
#include "tests/support/temporary_folder.h"

using namespace emulator;
using Catch::Matchers::ContainsSubstring;
using tests::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

using Names = std::vector<std::string>;

Names names_in(const fs::path& folder) {
  const auto context = BuildContext::look_at(folder);
  if (!context) FAIL(context.error().what);
  return context->names();
}

std::string fingerprint_of(const fs::path& folder) {
  const auto context = BuildContext::look_at(folder);
  if (!context) FAIL(context.error().what);
  return context->fingerprint().value();
}

std::string whole_tar(const BuildContext& context) {
  const auto next = context.tar();
  std::string tar;
  for (;;) {
    const auto piece = next();
    if (!piece) FAIL(piece.error().what);
    if (piece->empty()) return tar;
    tar += *piece;
  }
}

struct Packed {
  mode_t mode = 0;
  std::string content;
  std::string link;
  la_int64_t owner = -1;
};

std::map<std::string, Packed> unpacked(const std::string& tar) {
  const std::unique_ptr<archive, decltype(&archive_read_free)> reader(archive_read_new(),
                                                                      archive_read_free);
  archive_read_support_format_tar(reader.get());
  REQUIRE(archive_read_open_memory(reader.get(), tar.data(), tar.size()) == ARCHIVE_OK);
  std::map<std::string, Packed> out;
  archive_entry* entry = nullptr;
  while (archive_read_next_header(reader.get(), &entry) != ARCHIVE_EOF) {
    Packed& packed = out[archive_entry_pathname(entry)];
    packed.mode = archive_entry_mode(entry);
    packed.owner = archive_entry_uid(entry);
    if (const char* link = archive_entry_symlink(entry)) packed.link = link;
    packed.content.resize(static_cast<std::size_t>(archive_entry_size(entry)));
    archive_read_data(reader.get(), packed.content.data(), packed.content.size());
  }
  return out;
}

}  // namespace

TEST_CASE("patterns of a .dockerignore match as Docker's do") {
  struct Case {
    std::string_view pattern, path;
    bool matches;
  };
  const std::vector<Case> cases{
      {"a", "a", true},
      {"a", "b", false},
      {"*.md", "README.md", true},
      {"*.md", "d/README.md", false},
      {"*/temp*", "d/temporary", true},
      {"*/temp*", "d/e/temp", false},
      {"temp?", "tempa", true},
      {"temp?", "temp", false},
      {"temp?", "temp/", false},
      {"**", "a/b/c", true},
      {"**/foo", "foo", true},
      {"**/foo", "a/b/foo", true},
      {"**/foo", "afoo", false},
      {"foo/**", "foo/a/b", true},
      {"foo/**", "foo", false},
      {"a/**/b", "a/b", true},
      {"a/**/b", "a/x/y/b", true},
      {"a/**/b", "a/xb", false},
      {"**/*.go", "a/b.go", true},
      {"[a-c]x", "bx", true},
      {"[a-c]x", "dx", false},
      {"[^a-c]x", "dx", true},
      {"[^a-c]x", "ax", false},
      {"\\*", "*", true},
      {"\\*", "a", false},
      {"[", "[", true},
      {"a.b", "axb", false},
      {"", "", true},
      {"*", "", true},
      {"模*", "模型", true},
  };
  for (const Case& one : cases) {
    CAPTURE(one.pattern, one.path);
    CHECK(matches_ignore_pattern(one.pattern, one.path) == one.matches);
  }
  const std::string stars = "**a**a**a**a**a**a**a**a**b";
  CHECK_FALSE(matches_ignore_pattern(stars, std::string(2000, 'a')));
}

TEST_CASE("the last pattern counts that matches a path or a folder that it lies in") {
  const IgnoreRules rules(
      "# a comment\n"
      "  /data/  \r\n"
      "*.log\n"
      "!keep.log\n"
      "./docs/../docs\n"
      "!docs/README.md\n"
      "docs/README.md.bak\n"
      "\n"
      "!\n"
      " # no comment: a name\n");
  for (const char* ignored :
       {"data", "data/a/b", "x.log", "docs", "docs/a.md", "# no comment: a name"})
    CHECK(rules.ignores(ignored));
  for (const char* wanted : {"keep.log", "docs/README.md", "d/x.log", "database", "a comment"})
    CHECK_FALSE(rules.ignores(wanted));
  CHECK(rules.may_want_below("docs"));
  CHECK_FALSE(rules.may_want_below("data"));
  CHECK(IgnoreRules("a\n!**/b").may_want_below("a"));
  CHECK(IgnoreRules("*\n!src\n").ignores("a"));
  CHECK_FALSE(IgnoreRules("*\n!src\n").ignores("src/a/b"));
}

TEST_CASE("a pattern without measure matches nothing, and the others count") {
  const IgnoreRules rules(std::string(2'000'000, '*') + "\nb");
  CHECK_FALSE(rules.ignores("a"));
  CHECK(rules.ignores("b"));
}

TEST_CASE("a folder is sent without what .dockerignore leaves out, the Dockerfile in any case") {
  const TemporaryFolder folder;
  folder.write("Dockerfile", "FROM scratch\n");
  folder.write(".dockerignore", "*\n!src\n!docs/README.md\nsrc/**/*.pyc\n");
  folder.write("secret.env", "x");
  folder.write("src/serve.py", "x");
  folder.write("src/deep/serve.pyc", "x");
  folder.write("docs/README.md", "x");
  folder.write("docs/other.md", "x");
  CHECK(names_in(folder.path()) ==
        Names{".dockerignore", "Dockerfile", "docs/README.md", "src", "src/deep", "src/serve.py"});
}

TEST_CASE("Dockerfile.dockerignore beats .dockerignore") {
  const TemporaryFolder folder;
  folder.write("Dockerfile", "FROM scratch\n");
  folder.write(".dockerignore", "a\n");
  folder.write("Dockerfile.dockerignore", "b\nDockerfile*\n");
  folder.write("a", "");
  folder.write("b", "");
  CHECK(names_in(folder.path()) == Names{".dockerignore", "Dockerfile", "a"});
}

TEST_CASE("the tar holds files, folders and links as they are, and nothing else") {
  const TemporaryFolder folder;
  folder.write("Dockerfile", "FROM scratch\n");
  folder.write("empty", "");
  const std::string large(1'000'001, 'x');
  folder.write("d/large.bin", large);
  folder.write("d/Grüße 模型.txt", "x");
  const std::string long_name(200, 'n');
  folder.write("d/" + long_name, "long");
  folder.write("run.sh", "#!/bin/sh\n");
  fs::permissions(folder.path() / "run.sh", fs::perms(0755));
  fs::create_symlink("/etc/passwd", folder.path() / "outside");
  fs::create_directory_symlink("/etc", folder.path() / "folder");
  REQUIRE(::mkfifo((folder.path() / "pipe").c_str(), 0600) == 0);

  const auto context = BuildContext::look_at(folder.path());
  REQUIRE(context);
  const auto tar = unpacked(whole_tar(*context));
  CHECK(tar.size() == 9);
  CHECK(tar.at("Dockerfile").content == "FROM scratch\n");
  CHECK(tar.at("empty").content.empty());
  CHECK(tar.at("d/large.bin").content == large);
  CHECK(tar.at("d/Grüße 模型.txt").content == "x");
  CHECK(tar.at("d/" + long_name).content == "long");
  CHECK((tar.at("run.sh").mode & 0777) == 0755);
  CHECK(S_ISDIR(tar.at("d/").mode));
  CHECK(tar.at("outside").link == "/etc/passwd");
  CHECK(tar.at("folder").link == "/etc");
  CHECK(tar.at("run.sh").owner == 0);
  CHECK_FALSE(tar.contains("pipe"));
}

TEST_CASE("what is missing is said, with the key to correct") {
  const TemporaryFolder folder;
  const auto nowhere = BuildContext::look_at(folder.path() / "nowhere");
  REQUIRE_FALSE(nowhere);
  CHECK_THAT(nowhere.error().what, ContainsSubstring("no folder to build an image from"));
  const auto empty = BuildContext::look_at(folder.path());
  REQUIRE_FALSE(empty);
  CHECK(empty.error().code == ErrorCode::NotFound);
  CHECK_THAT(empty.error().what, ContainsSubstring("There is no Dockerfile in "));
}

TEST_CASE("a file that may not be read is named") {
  const TemporaryFolder folder;
  folder.write("Dockerfile", "FROM scratch\n");
  folder.write("secret", "x");
  fs::permissions(folder.path() / "secret", fs::perms::none);
  fs::permissions(folder.path(), fs::perms(0755));
  const tests::OrdinaryUser ordinary;
  const auto context = BuildContext::look_at(folder.path());
  REQUIRE(context);
  const auto fingerprint = context->fingerprint();
  REQUIRE_FALSE(fingerprint);
  CHECK(fingerprint.error().code == ErrorCode::PermissionDenied);
  CHECK_THAT(fingerprint.error().what, ContainsSubstring("secret"));
  CHECK_FALSE(context->tar()());
}

TEST_CASE("a file that shrinks while it is sent is an error") {
  const TemporaryFolder folder;
  folder.write("Dockerfile", "FROM scratch\n");
  folder.write("growing", "twelve bytes");
  const auto context = BuildContext::look_at(folder.path());
  REQUIRE(context);
  folder.write("growing", "less");
  const auto piece = context->tar()();
  REQUIRE_FALSE(piece);
  CHECK_THAT(piece.error().what, ContainsSubstring("changed while it was sent"));
}

TEST_CASE("the fingerprint changes with what is sent, and with nothing else") {
  const TemporaryFolder folder;
  folder.write("Dockerfile", "FROM scratch\n");
  folder.write(".dockerignore", "ignored\n");
  folder.write("a", "one");
  folder.write("ignored", "x");
  const std::string first = fingerprint_of(folder.path());
  CHECK(first.size() == 64);

  folder.write("ignored", "y");
  folder.write("a", "one");  // with a new time
  CHECK(fingerprint_of(folder.path()) == first);

  folder.write("a", "two");
  const std::string second = fingerprint_of(folder.path());
  CHECK(second != first);
  fs::permissions(folder.path() / "a", fs::perms(0755));
  const std::string third = fingerprint_of(folder.path());
  CHECK(third != second);
  fs::rename(folder.path() / "a", folder.path() / "b");
  CHECK(fingerprint_of(folder.path()) != third);
}
