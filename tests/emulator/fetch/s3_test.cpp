#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <sys/stat.h>

#include "tests/emulator/fetch/fake_s3.h"
#include "tests/emulator/fetch/world.h"

using namespace emulator;
using namespace emulator::test;
using Catch::Matchers::ContainsSubstring;
namespace fs = std::filesystem;

namespace {

using Lines = std::vector<std::string>;

// A user who has credentials for the service.
struct S3World : World {
  S3World() {
    environment = {{"AWS_ACCESS_KEY_ID", FakeS3::kKeyId},
                   {"AWS_SECRET_ACCESS_KEY", FakeS3::kSecret},
                   {"AWS_ENDPOINT_URL_S3", s3.endpoint()}};
  }
  fs::path path_of(const std::string& url, bool prefix = false) {
    const auto fetched = fetch(url, prefix);
    if (!fetched) FAIL(fetched.error().what);
    return fetched->path;
  }
  Error error_of(const std::string& url, bool prefix = false) {
    const auto fetched = fetch(url, prefix);
    REQUIRE_FALSE(fetched);
    // A secret is nobody's business.
    for (const std::string& text : {fetched.error().what, fetched.error().next_step})
      CHECK_THAT(text, !ContainsSubstring(FakeS3::kSecret));
    return fetched.error();
  }
  FakeS3 s3;
};

}  // namespace

TEST_CASE("an object of S3 is fetched with the user's credentials") {
  S3World world;
  world.s3.put("wine/model.tar.gz", std::string(300'000, 'm'));
  const fs::path file = world.path_of("s3://models/wine/model.tar.gz");
  CHECK(file.filename() == "model.tar.gz");
  CHECK(read_text(file) == std::string(300'000, 'm'));
  CHECK(world.told.back().done == 300'000);
  CHECK(world.told.back().total == 300'000);
}

TEST_CASE("names with blanks, signs and letters of any script are signed as S3 does") {
  S3World world;
  const std::string key =
      GENERATE("a b/c.tar.gz", "plus+and&and=.gz", "Grüße/模型.tar.gz", "100%/~x_y-z.gz",
               "what?/#here", "(a)'b'*c!", "a//b.gz", "a/./b.gz", "x:y@z,w;v$u");
  world.s3.put(key, key);
  CHECK(read_text(world.path_of("s3://models/" + key)) == key);
}

TEST_CASE("a session token is sent and signed") {
  S3World world;
  world.s3.session_token = "FwoGZXIvYXdzE+/token==";
  world.s3.put("model.tar.gz", "data");
  CHECK_THAT(world.error_of("s3://models/model.tar.gz").what, ContainsSubstring("have expired"));
  world.environment["AWS_SESSION_TOKEN"] = world.s3.session_token;
  CHECK(read_text(world.path_of("s3://models/model.tar.gz")) == "data");
}

TEST_CASE("a second fetch of the same object transfers nothing") {
  S3World world;
  world.s3.put("model.tar.gz", "data");
  const fs::path first = world.path_of("s3://models/model.tar.gz");
  world.s3.forget_requests();
  CHECK(world.path_of("s3://models/model.tar.gz") == first);
  CHECK(world.s3.requests() == Lines{"GET 304 /models/model.tar.gz"});
  CHECK(world.told.empty());
}

TEST_CASE("an object that changed is fetched anew, and what is used meanwhile stays as it was") {
  S3World world;
  world.s3.put("model.tar.gz", "old");
  auto old = world.fetch("s3://models/model.tar.gz");
  REQUIRE(old);
  world.s3.put("model.tar.gz", "new");
  CHECK(read_text(world.path_of("s3://models/model.tar.gz")) == "new");
  CHECK(read_text(old->path) == "old");
  old->hold.reset();
  CHECK(read_text(world.path_of("s3://models/model.tar.gz")) == "new");
  CHECK_FALSE(fs::exists(old->path));
  CHECK(world.versions() == 1);
}

TEST_CASE("all objects below a prefix become a folder, however many pages their list has") {
  S3World world;
  world.s3.page = 2;
  for (const std::string name : {"config.json", "code/inference.py", "code/a b+c.py", "zü/w.bin"})
    world.s3.put("wine/" + name, "content of " + name);
  world.s3.put("wine-other/model.bin", "not wanted");
  const fs::path folder = world.path_of("s3://models/wine/", true);
  REQUIRE(fs::is_directory(folder));
  for (const std::string name : {"config.json", "code/inference.py", "code/a b+c.py", "zü/w.bin"})
    CHECK(read_text(folder / name) == "content of " + name);
  CHECK(std::distance(fs::recursive_directory_iterator(folder), {}) == 6);
  CHECK(world.told.back().done == world.told.back().total);
}

TEST_CASE("a folder of many files is fetched whole, or not at all") {
  S3World world;
  std::uint64_t total = 0;
  for (int i = 0; i < 200; ++i) {
    const std::string content(static_cast<std::size_t>(i + 1) * 100, 'x');
    total += content.size();
    world.s3.put("many/" + std::to_string(i), content);
  }
  SECTION("whole") {
    world.s3.breaks = 3;
    const fs::path folder = world.path_of("s3://models/many/", true);
    CHECK(std::distance(fs::directory_iterator(folder), {}) == 200);
    CHECK(fs::file_size(folder / "199") == 20'000);
    CHECK(world.told.back().done == total);
    CHECK(world.told.back().total == total);
  }
  SECTION("not at all, because one is gone meanwhile") {
    world.s3.breaks = 1;
    world.s3.on_break = [&] {
      for (int i = 150; i < 200; ++i) world.s3.remove("many/" + std::to_string(i));
    };
    CHECK_THAT(world.error_of("s3://models/many/", true).what,
               ContainsSubstring("There is no object"));
    CHECK(world.versions() == 0);
  }
  SECTION("not at all, because the user gives up") {
    world.s3.breaks = 1;
    world.s3.on_break = [&] { world.stop.request_stop(); };
    CHECK(world.error_of("s3://models/many/", true).code == ErrorCode::Cancelled);
    CHECK(world.versions() == 0);
  }
}

TEST_CASE("of a folder that changed only what changed is transferred") {
  S3World world;
  world.s3.put("wine/a", "same");
  world.s3.put("wine/b", "before");
  const auto before = world.fetch("s3://models/wine/", true);
  REQUIRE(before);
  world.s3.forget_requests();
  CHECK(world.path_of("s3://models/wine/", true) == before->path);
  CHECK(world.s3.requests().size() == 1);  // the list

  world.s3.put("wine/b", "after!");
  world.s3.forget_requests();
  const fs::path after = world.path_of("s3://models/wine/", true);
  CHECK(world.s3.requests().back() == "GET 200 /models/wine/b");
  CHECK(world.s3.requests().size() == 2);
  CHECK(read_text(after / "a") == "same");
  CHECK(read_text(after / "b") == "after!");
  CHECK(read_text(before->path / "b") == "before");
}

TEST_CASE("names that SageMaker refuses are refused") {
  S3World world;
  SECTION("a folder's mark of the console") {
    world.s3.put("wine/", "");
    world.s3.put("wine/a", "x");
    CHECK_THAT(world.error_of("s3://models/wine/", true).what, ContainsSubstring("folder's mark"));
  }
  SECTION("a way out of the folder") {
    world.s3.put("wine/../../evil", "x");
    CHECK_THAT(world.error_of("s3://models/wine/", true).what, ContainsSubstring("'..'"));
  }
  SECTION("a prefix that does not end in a slash") {
    CHECK_THAT(world.error_of("s3://models/wine", true).next_step,
               ContainsSubstring("Write s3://models/wine/"));
  }
  CHECK(world.versions() == 0);
}

TEST_CASE("a bucket in another region is asked there") {
  S3World world;
  world.environment["AWS_REGION"] = "us-west-2";
  world.s3.region = "eu-central-1";
  world.s3.put("wine/model.tar.gz", "data");
  CHECK(read_text(world.path_of("s3://models/wine/model.tar.gz")) == "data");
  CHECK(read_text(world.path_of("s3://models/wine/", true) / "model.tar.gz") == "data");
}

TEST_CASE("a service that is busy is asked again") {
  S3World world;
  world.s3.put("model.tar.gz", "data");
  world.s3.busy_answers = 2;
  CHECK(read_text(world.path_of("s3://models/model.tar.gz")) == "data");
  world.s3.busy_answers = 3;
  world.s3.put("other.tar.gz", "data");
  CHECK_THAT(world.error_of("s3://models/other.tar.gz").what,
             ContainsSubstring("503 SlowDown: Please reduce your request rate."));
  world.s3.busy_answers = 0;
}

TEST_CASE("an object that breaks off goes on where it was, if it is the same still") {
  S3World world;
  world.s3.put("model.tar.gz", std::string(400'000, 'a') + std::string(400'000, 'b'));
  world.s3.breaks = 1;
  SECTION("it is the same") {
    CHECK(read_text(world.path_of("s3://models/model.tar.gz")) ==
          std::string(400'000, 'a') + std::string(400'000, 'b'));
    CHECK(world.s3.requests().back() == "GET 206 /models/model.tar.gz");
  }
  SECTION("it changed") {
    world.s3.on_break = [&] { world.s3.put("model.tar.gz", std::string(500'000, 'c')); };
    CHECK(read_text(world.path_of("s3://models/model.tar.gz")) == std::string(500'000, 'c'));
    CHECK(world.s3.requests().back() == "GET 200 /models/model.tar.gz");
  }
}

TEST_CASE("what S3 refuses is told in words, with the way out") {
  S3World world;
  world.s3.put("wine/model.tar.gz", "data");
  SECTION("an object that is not there") {
    const Error error = world.error_of("s3://models/none.tar.gz");
    CHECK(error.code == ErrorCode::NotFound);
    CHECK_THAT(error.what, ContainsSubstring("There is no object s3://models/none.tar.gz"));
    CHECK_THAT(error.next_step, ContainsSubstring("set Local.Stages.model.ModelData"));
    CHECK_THAT(error.next_step, ContainsSubstring("aws s3 cp s3://models/none.tar.gz ."));
  }
  SECTION("a bucket that is not there") {
    CHECK_THAT(world.error_of("s3://nowhere/x/", true).what, ContainsSubstring("no such bucket"));
  }
  SECTION("nothing below a prefix") {
    CHECK_THAT(world.error_of("s3://models/beer/", true).what,
               ContainsSubstring("Nothing lies below s3://models/beer/"));
  }
  SECTION("a wrong secret") {
    world.environment["AWS_SECRET_ACCESS_KEY"] = "not-the-secret";
    const Error error = world.error_of("s3://models/wine/model.tar.gz");
    CHECK(error.code == ErrorCode::PermissionDenied);
    CHECK_THAT(error.what, ContainsSubstring("secret access key does not belong"));
    CHECK_THAT(error.what, ContainsSubstring("credentials of the environment"));
    CHECK_THAT(error.what, !ContainsSubstring("not-the-secret"));
  }
  SECTION("an unknown access key") {
    world.environment["AWS_ACCESS_KEY_ID"] = "AKIDNOBODY";
    CHECK_THAT(world.error_of("s3://models/wine/model.tar.gz").what,
               ContainsSubstring("does not know the access key"));
  }
  SECTION("no credentials at all") {
    world.environment.erase("AWS_ACCESS_KEY_ID");
    world.environment.erase("AWS_SECRET_ACCESS_KEY");
    const Error error = world.error_of("s3://models/wine/model.tar.gz");
    CHECK_THAT(error.what, ContainsSubstring("There are no AWS credentials"));
    CHECK_THAT(error.next_step, ContainsSubstring("Run aws configure"));
    CHECK_THAT(error.next_step, ContainsSubstring("Local.Stages.model.ModelData"));
    CHECK(world.s3.requests().empty());
  }
  SECTION("an address that is no object") {
    CHECK_THAT(world.error_of("s3://models/").what, ContainsSubstring("names no object"));
    CHECK_THAT(world.error_of("s3:///x").what, ContainsSubstring("names no bucket"));
  }
  CHECK(world.versions() == 0);
}

TEST_CASE("no secret gets into the cache, and only its owner gets in at all") {
  S3World world;
  world.environment["AWS_SESSION_TOKEN"] = world.s3.session_token = "sessiontoken";
  world.s3.put("wine/model.tar.gz", "data");
  world.path_of("s3://models/wine/model.tar.gz");
  world.path_of("s3://models/wine/", true);
  const std::string all = world.all_that_is_kept();
  for (const char* secret : {FakeS3::kSecret, FakeS3::kKeyId, "sessiontoken"})
    CHECK_THAT(all, !ContainsSubstring(secret));
  struct stat status {};
  REQUIRE(::stat(world.around.cache.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0700);
}

TEST_CASE("without a network what was fetched before is used, and it is said") {
  World world;
  {
    FakeS3 s3;
    s3.put("wine/model.tar.gz", "data");
    world.environment = {{"AWS_ACCESS_KEY_ID", FakeS3::kKeyId},
                         {"AWS_SECRET_ACCESS_KEY", FakeS3::kSecret},
                         {"AWS_ENDPOINT_URL_S3", s3.endpoint()}};
    REQUIRE(world.fetch("s3://models/wine/model.tar.gz"));
    REQUIRE(world.fetch("s3://models/wine/", true));
  }
  const auto file = world.fetch("s3://models/wine/model.tar.gz");
  REQUIRE(file);
  CHECK(read_text(file->path) == "data");
  CHECK_THAT(file->note, ContainsSubstring("may be out of date"));
  const auto folder = world.fetch("s3://models/wine/", true);
  REQUIRE(folder);
  CHECK(read_text(folder->path / "model.tar.gz") == "data");
  CHECK_THAT(folder->note, ContainsSubstring("cannot be connected to"));
  CHECK_FALSE(world.fetch("s3://models/wine/other.tar.gz"));
}

TEST_CASE("what was damaged in the cache is fetched anew") {
  S3World world;
  world.s3.put("wine/a", "data");
  const fs::path file = world.path_of("s3://models/wine/a");
  const fs::path folder = world.path_of("s3://models/wine/", true);
  fs::remove(file);
  fs::remove(folder / "a");
  CHECK(read_text(world.path_of("s3://models/wine/a")) == "data");
  CHECK(read_text(world.path_of("s3://models/wine/", true) / "a") == "data");
  fs::remove_all(world.around.cache);
  CHECK(read_text(world.path_of("s3://models/wine/a")) == "data");
}
