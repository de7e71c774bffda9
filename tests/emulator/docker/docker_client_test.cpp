#include "emulator/docker/docker_client.h"

#include <filesystem>
#include <future>
#include <thread>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <httplib.h>

#include "emulator/docker/docker_api.h"
#include "emulator/docker/output_frames.h"
#include "tests/support/temporary_folder.h"

using namespace emulator;
using Catch::Matchers::ContainsSubstring;

namespace {

// Something that answers like an engine, on a unix socket.
class LikeAnEngine {
 public:
  explicit LikeAnEngine(std::string version = R"({"ApiVersion":"1.41","MinAPIVersion":"1.12"})") {
    server.Get("/version", [version](const httplib::Request&, httplib::Response& response) {
      response.set_content(version, "application/json");
    });
    server.set_address_family(AF_UNIX);
    REQUIRE(server.bind_to_port(socket(), 80));
    thread_ = std::jthread([this] { server.listen_after_bind(); });
    server.wait_until_ready();
  }
  ~LikeAnEngine() {
    release.set_value();
    server.stop();
  }
  std::string socket() const { return (folder_.path() / "engine.sock").string(); }
  std::shared_ptr<DockerClient> client() const {
    auto connected = DockerClient::connect({.socket = socket(), .why = "a test"});
    if (!connected) FAIL(connected.error().what);
    return *connected;
  }

  httplib::Server server;
  std::promise<void> release;
  std::shared_future<void> released = release.get_future().share();

 private:
  tests::TemporaryFolder folder_;
  std::jthread thread_;
};

}  // namespace

TEST_CASE("the version that both speak is chosen") {
  CHECK(LikeAnEngine().client()->api_version() == "1.41");
  CHECK(LikeAnEngine(R"({"ApiVersion":"1.52","MinAPIVersion":"1.44"})").client()->api_version() ==
        "1.44");
  CHECK(LikeAnEngine(R"({"ApiVersion":"1.52","MinAPIVersion":"1.24"})").client()->api_version() ==
        "1.41");
  CHECK(LikeAnEngine(R"({"ApiVersion":"1.40"})").client()->api_version() == "1.40");
}

TEST_CASE("what answers and is no engine is said to be none") {
  const LikeAnEngine other("hello");
  const auto connected = DockerClient::connect({.socket = other.socket()});
  REQUIRE_FALSE(connected);
  CHECK(connected.error().code == ErrorCode::Unsupported);
}

TEST_CASE("nobody there is an error that says where and what to do") {
  const tests::TemporaryFolder folder;
  const auto connected =
      DockerClient::connect({.socket = folder.path() / "none.sock", .why = "a test"});
  REQUIRE_FALSE(connected);
  CHECK(connected.error().code == ErrorCode::IoFailed);
  CHECK_THAT(connected.error().what, ContainsSubstring("none.sock"));
  CHECK_FALSE(connected.error().next_step.empty());
}

TEST_CASE("a refusal is an answer, in the engine's own words") {
  LikeAnEngine engine;
  engine.server.Get("/v1.41/images/x/json", [](const httplib::Request&, httplib::Response& r) {
    r.status = 404;
    r.set_content(R"({"message":"No such image: x"})", "application/json");
  });
  const auto image = inspect_image(*engine.client(), "x");
  REQUIRE_FALSE(image);
  CHECK(image.error().code == ErrorCode::NotFound);
  CHECK_THAT(image.error().what, ContainsSubstring("No such image: x"));
}

TEST_CASE("a request that is waiting ends at once when it is given up") {
  LikeAnEngine engine;
  std::promise<void> asked;
  engine.server.Post("/v1.41/containers/c/wait", [&](const httplib::Request&, httplib::Response&) {
    asked.set_value();
    engine.released.wait();
  });
  std::stop_source stop;
  const auto client = engine.client();
  auto waiting = std::async(std::launch::async,
                            [&] { return wait_container(*client, "c", stop.get_token()); });
  asked.get_future().wait();
  stop.request_stop();
  const auto result = waiting.get();
  REQUIRE_FALSE(result);
  CHECK(result.error().code == ErrorCode::Cancelled);
}

TEST_CASE("a request that was given up before it began asks nobody") {
  const LikeAnEngine engine;
  std::stop_source stop;
  stop.request_stop();
  const auto answer = engine.client()->send({.path = "/info"}, stop.get_token());
  REQUIRE_FALSE(answer);
  CHECK(answer.error().code == ErrorCode::Cancelled);
}

TEST_CASE("a pull reports the sum of its layers and fails with the registry's words") {
  LikeAnEngine engine;
  engine.server.Post("/v1.41/images/create",
                     [](const httplib::Request& request, httplib::Response& r) {
                       CHECK(request.get_header_value("X-Registry-Auth") == "c2VjcmV0");
                       CHECK(request.get_param_value("fromImage") == "host/x:1");
                       r.set_content(
                           "{\"status\":\"Downloading\",\"id\":\"a\",\"progressDetail\":{"
                           "\"current\":10,\"total\":40}}\r\n"
                           "{\"status\":\"Downloading\",\"id\":\"b\",\"progressDetail\":{"
                           "\"current\":5,\"total\":60}}\r\n"
                           "{\"status\":\"Download complete\",\"id\":\"b\"}\r\n"
                           "{\"error\":\"toomanyrequests: slow down\"}\r\n",
                           "application/json");
                     });
  PullProgress last;
  const auto pulled = pull_image(*engine.client(), "host/x:1", "c2VjcmV0",
                                 [&last](const PullProgress& progress) { last = progress; });
  CHECK(last.done == 70);
  CHECK(last.total == 100);
  REQUIRE_FALSE(pulled);
  CHECK_THAT(pulled.error().what, ContainsSubstring("toomanyrequests: slow down"));
}

TEST_CASE("numbers that cannot be are none") {
  LikeAnEngine engine;
  engine.server.Get("/v1.41/containers/id/json", [](const httplib::Request&, httplib::Response& r) {
    r.set_content(R"({"State":{"Running":true,"ExitCode":1e300,"Pid":-1e300}})",
                  "application/json");
  });
  const auto facts = inspect_container(*engine.client(), "id");
  REQUIRE(facts);
  CHECK(facts->running);
  CHECK(facts->exit_code == 0);
  CHECK(facts->pid == 0);
}

TEST_CASE("the two outputs of a container are told apart however the bytes come") {
  const std::string bytes{
      "\1\0\0\0\0\0\0\3one\2\0\0\0\0\0\0\5three\1\0\0\0\0\0\0\0\1\0\0\0\0\0\0\3two",
      8 + 3 + 8 + 5 + 8 + 8 + 3};
  for (const std::size_t step : {std::size_t{1}, std::size_t{3}, std::size_t{7}, bytes.size()}) {
    std::string out, err;
    OutputFrames frames(
        [&](bool is_stderr, std::string_view piece) { (is_stderr ? err : out) += piece; });
    for (std::size_t at = 0; at < bytes.size(); at += step) frames.feed(bytes.substr(at, step));
    CHECK(out == "onetwo");
    CHECK(err == "three");
  }
}
