#include "app/errands/demo_image.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "emulator/base/file_text.h"
#include "tests/support/static_program.h"
#include "tests/support/temporary_folder.h"

using namespace tests;
using Catch::Matchers::ContainsSubstring;
namespace fs = std::filesystem;

namespace {

struct Cache : TemporaryFolder {
  fs::path program(bool needs_libraries = false, const std::string& more = "") const {
    return write("bin/hoplens-demo-stage", program_file(needs_libraries) + more);
  }
  auto prepare(const fs::path& program) const {
    return app::prepare_demo_image(program, path() / "cache");
  }
};

}  // namespace

TEST_CASE("the demo's image is built from the program alone") {
  const Cache cache;
  const fs::path program = cache.program();
  const fs::path folder = cache.prepare(program).value();
  CHECK(folder == cache.path() / "cache/demo-image");
  const std::string dockerfile = emulator::read_file_text(folder / "Dockerfile").value();
  CHECK_THAT(dockerfile, ContainsSubstring("FROM scratch"));
  CHECK_THAT(dockerfile, ContainsSubstring("accept-bind-to-port=true"));
  CHECK_THAT(dockerfile, ContainsSubstring("ENTRYPOINT [\"/hoplens-demo-stage\"]"));
  CHECK(emulator::read_file_text(folder / "hoplens-demo-stage") ==
        emulator::read_file_text(program));
  const auto mode = fs::status(folder / "hoplens-demo-stage").permissions();
  CHECK((mode & fs::perms::others_exec) != fs::perms::none);
}

TEST_CASE("what is there as it should be is not written again") {
  const Cache cache;
  const fs::path copy = cache.prepare(cache.program()).value() / "hoplens-demo-stage";
  const auto before = fs::last_write_time(copy) - std::chrono::hours{1};
  fs::last_write_time(copy, before);
  REQUIRE(cache.prepare(cache.program()));
  CHECK(fs::last_write_time(copy) == before);
  REQUIRE(cache.prepare(cache.program(false, "another build")));
  CHECK(fs::last_write_time(copy) != before);
  CHECK(emulator::read_file_text(copy).value().ends_with("another build"));
  CHECK((fs::status(copy).permissions() & fs::perms::others_exec) != fs::perms::none);
}

TEST_CASE("a program that is missing or needs shared libraries is refused with the way out") {
  const Cache cache;
  const auto missing = cache.prepare(cache.path() / "nowhere");
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == emulator::ErrorCode::NotFound);
  CHECK_THAT(missing.error().next_step, ContainsSubstring("--target hoplens-demo-stage"));
  const auto shared = cache.prepare(cache.program(true));
  REQUIRE_FALSE(shared);
  CHECK(shared.error().code == emulator::ErrorCode::Unsupported);
  CHECK_THAT(shared.error().next_step, ContainsSubstring("HOPLENS_STATIC_DEMO"));
  CHECK_FALSE(cache.prepare(cache.write("script", "#!/bin/sh\n")));
  CHECK_FALSE(fs::exists(cache.path() / "cache"));
}

TEST_CASE("without a cache folder there is no image") {
  const Cache cache;
  CHECK_FALSE(app::prepare_demo_image(cache.program(), ""));
  CHECK_FALSE(app::prepare_demo_image(cache.program(), cache.write("a file", "")));
}
