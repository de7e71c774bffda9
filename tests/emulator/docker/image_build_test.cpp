#include "emulator/docker/image_build.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <latch>
#include <mutex>
#include <thread>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <unistd.h>

#include "emulator/docker/docker_api.h"
#include "emulator/docker/docker_host.h"
#include "emulator/docker/dockerfile_text.h"
#include "tests/support/temporary_folder.h"

using namespace emulator;
using Catch::Matchers::ContainsSubstring;
using tests::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

std::string need_of(std::string_view dockerfile) {
  const auto need = find_buildkit_need(dockerfile);
  return need ? std::to_string(need->line) + ": " + need->what : "";
}

// A program in the docker program's place; what it is asked stands in `asked`.
std::string docker_script(const TemporaryFolder& folder, const std::string& text) {
  const fs::path file = folder.write("bin/docker", "#!/bin/sh\n" + text + "\n");
  fs::permissions(file, fs::perms(0755));
  return file.string();
}

std::string read_text(const fs::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

// A real engine, a folder to build from, and names of images that nobody else uses.
struct Engine {
  Engine() {
    const char* const address = std::getenv("HOPLENS_TEST_DOCKER");
    if (address == nullptr)
      SKIP("HOPLENS_TEST_DOCKER names no Docker Engine; tests/run.sh starts one");
    const auto endpoint = parse_docker_host(address, "HOPLENS_TEST_DOCKER");
    if (!endpoint) FAIL(endpoint.error().what);
    auto connected = DockerClient::connect(*endpoint);
    if (!connected) FAIL(connected.error().what);
    client = *connected;
    build.folder = folder.path() / "Wine Model";
    build.tag_prefix = "hoplens-test-" + std::to_string(::getpid());
    build.docker_program = "/nowhere/docker";  // so the engine's own builder is used
  }
  ~Engine() {
    for (const std::string& name : made) (void)remove_image(*client, name);
  }
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  void write(const std::string& name, std::string_view text) const {
    folder.write("Wine Model/" + name, text);
  }
  Result<std::string> run(std::stop_token cancel = {}) {
    const auto built = build_stage_image(
        *client, build,
        [this](std::string line) {
          if (heard) heard(line);
          const std::lock_guard lock(mutex);
          lines.push_back(std::move(line));
        },
        cancel);
    const std::lock_guard lock(mutex);
    if (built) made.push_back(*built);
    return built;
  }
  std::string image() {
    const auto built = run();
    if (!built) FAIL(built.error().what);
    return *built;
  }
  bool said(const std::string& text) const {
    return std::ranges::any_of(lines,
                               [&](const auto& line) { return line.find(text) != line.npos; });
  }

  TemporaryFolder folder;
  std::shared_ptr<DockerClient> client;
  StageImageBuild build;
  std::function<void(const std::string&)> heard;
  std::mutex mutex;
  std::vector<std::string> lines;
  std::vector<std::string> made;
};

// The one program that an image needs to run a shell.
void give_shell(const Engine& engine) {
  if (!fs::exists("/bin/busybox")) SKIP("/bin/busybox is not there (busybox-static)");
  fs::create_directories(engine.build.folder / "bin");
  fs::copy_file("/bin/busybox", engine.build.folder / "bin/sh");
}

}  // namespace

TEST_CASE("what only BuildKit can do is found, with its line") {
  CHECK(need_of("FROM scratch\nCOPY a /a\nRUN echo hi\n") == "");
  CHECK(need_of("FROM a\n# RUN --mount=x\nRUN --mount=type=cache,target=/x make\n") ==
        "3: RUN --mount");
  CHECK(need_of("FROM a\nrun \\\n  # why\n  --network=none \\\n  make\n") == "2: RUN --network");
  CHECK(need_of("FROM a\nCOPY --from=b --link a /\n") == "2: COPY --link");
  CHECK(need_of("FROM a\nCOPY --chown=1 --chmod=755 a /\r\n") == "2: COPY --chmod");
  CHECK(need_of("FROM a\nADD --checksum=sha256:1 http://x /\n") == "2: ADD --checksum");
  CHECK(need_of("FROM a\nRUN <<EOF\necho\nEOF\n") == "2: a heredoc (RUN <<…)");
  CHECK(need_of("FROM a\nCOPY <<-\"END\" /x\nEND\n") == "2: a heredoc (COPY <<…)");
  CHECK(need_of("FROM a\nRUN echo $((1<<2)) && cat <<<word && make --mount\n") == "");
  CHECK(need_of("FROM a\nENV X=--mount\nLABEL a=<<EOF\n") == "");
}

TEST_CASE("the usual syntax line is a comment, another front end is not") {
  CHECK(need_of("# syntax=docker/dockerfile:1\nFROM a\n") == "");
  CHECK(need_of("#syntax = docker.io/docker/dockerfile:1.7-labs\nFROM a\n") == "");
  CHECK(need_of("# syntax=example/frontend\nFROM a\n") == "1: # syntax=example/frontend");
  CHECK(need_of("# escape=`\nFROM a\nRUN `\n --mount=x make\n") == "3: RUN --mount");
  CHECK(need_of("# nothing\n# syntax=example/frontend\nFROM a\n") == "");
}

TEST_CASE("the images that a Dockerfile begins with or copies from are found") {
  using Names = std::vector<std::string>;
  CHECK(base_images("FROM scratch\nCOPY a /\n").empty());
  CHECK(
      base_images(
          "ARG TAG=3.11\nARG BASE=\"python:${TAG}-slim\"\nfrom --platform=linux/amd64 $BASE as b\n"
          "FROM B\nCOPY --from=b /x /\nCOPY --from=0 /x /\nCOPY --from=busybox:1 /x /\n"
          "FROM python:3.11-slim\n") == Names{"python:3.11-slim", "busybox:1"});
  CHECK(base_images("ARG X\nFROM $X\nFROM ${Y:-z}\nFROM r.io/a@sha256:0\n") ==
        Names{"r.io/a@sha256:0"});
}

TEST_CASE("a folder's name becomes an image's") {
  CHECK(image_name_of("Wine Model") == "wine-model");
  CHECK(image_name_of("--a__b..C--") == "a-b-c");
  CHECK(image_name_of("模型") == "stage");
}

TEST_CASE("an image is built from a folder, and built again only when the folder changed") {
  Engine engine;
  engine.write("Dockerfile", "FROM scratch\nLABEL a=b\nCOPY file /\n");
  engine.write("file", "one");
  const std::string first = engine.image();
  CHECK_THAT(first, ContainsSubstring(engine.build.tag_prefix + "/wine-model:"));
  CHECK(engine.said("Step 1/"));
  const auto facts = inspect_image(*engine.client, first);
  REQUIRE(facts);
  CHECK(facts->labels.at("a") == "b");
  CHECK(facts->labels.at("hoplens.context").starts_with(first.substr(first.rfind(':') + 1)));

  engine.lines.clear();
  CHECK(engine.image() == first);
  CHECK(engine.lines.empty());

  engine.write("file", "two");
  CHECK(engine.image() != first);
  CHECK(engine.said("Step 1/"));
}

TEST_CASE("a step's output is told as it comes, and a failing one's is in the error") {
  Engine engine;
  give_shell(engine);
  engine.write(
      "Dockerfile",
      "FROM scratch\nCOPY bin /bin\nRUN echo all is well\nRUN echo no such wheel; exit 3\n");
  const auto built = engine.run();
  REQUIRE_FALSE(built);
  CHECK(engine.said("all is well"));
  CHECK(built.error().code == ErrorCode::LaunchFailed);
  CHECK_THAT(built.error().what, ContainsSubstring("returned a non-zero code: 3"));
  CHECK_THAT(built.error().what, ContainsSubstring("\nno such wheel"));
  CHECK_THAT(built.error().next_step, ContainsSubstring("Correct "));
}

TEST_CASE("a Dockerfile that the engine cannot read is an error of its own") {
  Engine engine;
  engine.write("Dockerfile", "FROM scratch\nCPOY a b\n");
  const auto built = engine.run();
  REQUIRE_FALSE(built);
  CHECK_THAT(built.error().what, ContainsSubstring("unknown instruction: CPOY"));
}

TEST_CASE("what the classic builder cannot do is refused before anything is sent") {
  Engine engine;
  engine.write("Dockerfile", "FROM scratch\nRUN --mount=type=secret,id=x cat /run/secrets/x\n");
  const auto built = engine.run();
  REQUIRE_FALSE(built);
  CHECK(built.error().code == ErrorCode::Unsupported);
  CHECK_THAT(built.error().what, ContainsSubstring("line 2: RUN --mount needs BuildKit"));
  CHECK_THAT(built.error().next_step, ContainsSubstring("Install docker buildx"));
  CHECK(engine.lines.empty());
}

TEST_CASE("an image that the Dockerfile begins with is asked for where it is not here") {
  Engine engine;
  engine.write("Dockerfile", "FROM scratch\nLABEL x=y\n");
  const std::string base = engine.image();
  engine.write("Dockerfile", "FROM " + base + "\nCOPY --from=registry.invalid/none:1 /x /\n");
  std::vector<std::string> asked;
  engine.build.pull = [&](const std::string& image) -> Result<void> {
    asked.push_back(image);
    return fail(ErrorCode::NotFound, "no login for " + image);
  };
  const auto built = engine.run();
  REQUIRE_FALSE(built);
  CHECK(built.error().what == "no login for registry.invalid/none:1");
  CHECK(asked == std::vector<std::string>{"registry.invalid/none:1"});
}

TEST_CASE("two stages with the same folder build once") {
  Engine engine;
  engine.write("Dockerfile", "FROM scratch\nCOPY file /\n");
  engine.write("file", "x");
  std::latch both(2);
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 2; ++i)
      threads.emplace_back([&] {
        both.arrive_and_wait();
        (void)engine.run();
      });
  }
  REQUIRE(engine.made.size() == 2);
  CHECK(engine.made[0] == engine.made[1]);
  CHECK(std::ranges::count_if(engine.lines,
                              [](const auto& line) { return line.starts_with("Step 1/"); }) == 1);
}

TEST_CASE("a build is given up at once when the user says so") {
  Engine engine;
  give_shell(engine);
  engine.write("Dockerfile", "FROM scratch\nCOPY bin /bin\nRUN echo begun; sleep 1000\n");
  std::stop_source stop;
  engine.heard = [&](const std::string& line) {
    if (line == "begun") stop.request_stop();
  };
  const auto built = engine.run(stop.get_token());
  REQUIRE_FALSE(built);
  CHECK(built.error().code == ErrorCode::Cancelled);
}

TEST_CASE("a step may write what is no text, and much of it at once") {
  Engine engine;
  give_shell(engine);
  engine.write("Dockerfile",
               "FROM scratch\nCOPY bin /bin\nRUN echo begun; cat /bin/sh; echo over\n");
  engine.image();
  CHECK(engine.said("begun"));
  CHECK(engine.said("over"));
}

TEST_CASE("where docker has buildx, that builds, on the engine that we speak to") {
  Engine engine;
  engine.write("Dockerfile", "FROM scratch\nRUN --mount=type=cache,target=/x make\n");
  const fs::path asked = engine.folder.path() / "asked";
  engine.build.docker_program =
      docker_script(engine.folder, "echo \"$DOCKER_HOST $*\" >>'" + asked.string() +
                                       "'\n[ \"$2\" = version ] || echo '#5 building' >&2");
  const std::string image = engine.image();
  const std::string text = read_text(asked);
  CHECK_THAT(text, ContainsSubstring(engine.client->endpoint().url() + " buildx version\n"));
  CHECK_THAT(text,
             ContainsSubstring("buildx build --builder default --load --progress plain --tag " +
                               image + " --label hoplens.context="));
  CHECK_THAT(text, ContainsSubstring("--file " + (engine.build.folder / "Dockerfile").string() +
                                     " " + engine.build.folder.string() + "\n"));
  CHECK(engine.said("#5 building"));
}

TEST_CASE("what buildx says of a failure is in the error") {
  Engine engine;
  engine.write("Dockerfile", "FROM scratch\n");
  engine.build.docker_program = docker_script(
      engine.folder, "[ \"$2\" = version ] && exit 0\necho 'ERROR: no such base' >&2\nexit 1");
  const auto built = engine.run();
  REQUIRE_FALSE(built);
  CHECK_THAT(built.error().what, ContainsSubstring("docker buildx failed\nERROR: no such base"));
}

TEST_CASE("with a real buildx a Dockerfile may want BuildKit") {
  Engine engine;
  if (std::system("docker buildx version >/dev/null 2>&1") != 0)
    SKIP("docker buildx is not installed (docker-buildx, docker-buildx-plugin)");
  give_shell(engine);
  engine.build.docker_program = "docker";
  engine.write("Dockerfile",
               "FROM scratch\nCOPY bin /bin\n"
               "RUN --mount=type=tmpfs,target=/x echo so many: $((6*7))\n");
  const std::string image = engine.image();
  CHECK(engine.said("so many: 42"));
  CHECK(inspect_image(*engine.client, image));
  engine.lines.clear();
  CHECK(engine.image() == image);
  CHECK(engine.lines.empty());

  engine.write(
      "Dockerfile",
      "FROM scratch\nCOPY bin /bin\nRUN --mount=type=tmpfs,target=/x echo oh no; exit 3\n");
  const auto built = engine.run();
  REQUIRE_FALSE(built);
  CHECK_THAT(built.error().what, ContainsSubstring("oh no"));
  CHECK_THAT(built.error().what, ContainsSubstring("exit code: 3"));
}
