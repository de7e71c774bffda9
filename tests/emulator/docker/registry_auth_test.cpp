#include "emulator/docker/registry_auth.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "emulator/base/text.h"
#include "tests/support/temporary_folder.h"

using namespace emulator;
using namespace std::chrono_literals;
using nlohmann::json;

namespace {

// Puts a folder of credential helpers in front of this process's PATH.
class Helpers {
 public:
  Helpers() { setenv("PATH", (folder_.path().string() + ":" + before_).c_str(), 1); }
  ~Helpers() { setenv("PATH", before_.c_str(), 1); }
  Helpers(const Helpers&) = delete;
  Helpers& operator=(const Helpers&) = delete;

  std::filesystem::path folder() const { return folder_.path(); }
  void add(const std::string& name, const std::string& script) const {
    const auto file = folder_.write("docker-credential-" + name, "#!/bin/sh\n" + script + "\n");
    std::filesystem::permissions(file, std::filesystem::perms::owner_all);
  }

 private:
  tests::TemporaryFolder folder_;
  std::string before_ = std::getenv("PATH");
};

DockerConfig with_helper(const std::string& helper) {
  DockerConfig config;
  config.file = "/home/me/.docker/config.json";
  config.credentials_store = helper;
  return config;
}

DockerConfig with_login(const std::string& registry, StoredLogin login) {
  DockerConfig config;
  config.file = "/home/me/.docker/config.json";
  config.logins[registry] = std::move(login);
  return config;
}

ImageReference image(const std::string& name) { return parse_image_reference(name).value(); }

// What an engine reads in the header; null where there is none.
json header(const DockerConfig& config, const std::string& name) {
  const Result<std::string> auth = registry_auth(config, image(name));
  REQUIRE(auth);
  if (auth->empty()) return nullptr;
  CHECK(auth->find_first_of("+/\n") == std::string::npos);
  std::string plain = *auth, text;
  std::ranges::replace(plain, '-', '+');
  std::ranges::replace(plain, '_', '/');
  REQUIRE(base64_decode(plain, text));
  return json::parse(text);
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// An error about a helper: says which it is, for what and from where, and nothing secret.
Error helper_failure(const std::string& helper, std::chrono::milliseconds patience = 30s) {
  const Result<std::string> auth =
      registry_auth(with_helper(helper), image("h.io/x"), {}, patience);
  REQUIRE_FALSE(auth);
  const Error error = auth.error();
  CHECK(holds(error.what, "docker-credential-" + helper));
  CHECK(holds(error.what, "/home/me/.docker/config.json"));
  CHECK(holds(error.what, "h.io"));
  CHECK_FALSE(error.next_step.empty());
  CHECK_FALSE(holds(error.what + error.next_step, "hunter2"));
  return error;
}

}  // namespace

TEST_CASE("without a login one pulls as nobody") {
  CHECK(header({}, "nginx") == nullptr);
  CHECK(header(with_login("other.io", {.encoded = base64_encode("me:x")}), "h.io/x") == nullptr);
  CHECK(header(with_login("h.io", {}), "h.io/x") == nullptr);
}

TEST_CASE("a login of the file is handed on") {
  const json expected{{"username", "me"}, {"password", "a:b c"}, {"serveraddress", "h.io"}};
  CHECK(header(with_login("h.io", {.encoded = base64_encode("me:a:b c")}), "h.io/x") == expected);
  CHECK(header(with_login("h.io", {.username = "me", .password = "a:b c"}), "h.io/x") == expected);
  const std::string padded = base64_encode(std::string("me:a:b c\0\0", 10));
  CHECK(header(with_login("h.io", {.encoded = padded}), "h.io/x") == expected);
}

TEST_CASE("a login to Docker Hub names its server as Docker does") {
  const std::string hub = "https://index.docker.io/v1/";
  CHECK(header(with_login(hub, {.encoded = base64_encode("me:x")}), "nginx") ==
        json{{"username", "me"}, {"password", "x"}, {"serveraddress", hub}});
}

TEST_CASE("an identity token counts more than a password") {
  const StoredLogin stored{.encoded = base64_encode("me:"), .identity_token = "token"};
  CHECK(header(with_login("h.io", stored), "h.io/x") ==
        json{{"identitytoken", "token"}, {"serveraddress", "h.io"}});
  CHECK(header(with_login("h.io", {.identity_token = "token"}), "h.io/x") ==
        json{{"identitytoken", "token"}, {"serveraddress", "h.io"}});
}

TEST_CASE("the header is base64 for addresses, padded") {
  // These bytes are '+' and '/' in plain base64.
  const auto auth =
      registry_auth(with_login("h.io", {.username = "me", .password = "\xc3\xbf\xc3\xbe>>>???~~~"}),
                    image("h.io/x"));
  REQUIRE(auth);
  CHECK(auth->size() % 4 == 0);
  CHECK(auth->find_first_of("-_") != std::string::npos);
}

TEST_CASE("a login that cannot be read says how to log in again, and quotes nothing") {
  for (const std::string& encoded : {std::string("hunter2!"), base64_encode("hunter2")}) {
    const auto auth = registry_auth(with_login("h.io", {.encoded = encoded}), image("h.io/x"));
    REQUIRE_FALSE(auth);
    CHECK(auth.error().code == ErrorCode::InvalidInput);
    CHECK(holds(auth.error().what, "/home/me/.docker/config.json"));
    CHECK(holds(auth.error().next_step, "docker login h.io"));
    CHECK_FALSE(holds(auth.error().what + auth.error().next_step, "hunter2"));
    CHECK_FALSE(holds(auth.error().what + auth.error().next_step, encoded));
  }
}

TEST_CASE("a credential helper is asked for the registry") {
  const Helpers helpers;
  helpers.add("mine", R"(read -r server
[ "$1" = get ] && echo "{\"ServerURL\":\"$server\",\"Username\":\"u of $server\",\"Secret\":\"s\"}")");
  CHECK(header(with_helper("mine"), "localhost:5000/x") ==
        json{{"username", "u of localhost:5000"},
             {"password", "s"},
             {"serveraddress", "localhost:5000"}});
  CHECK(header(with_helper("mine"), "nginx").at("username") == "u of https://index.docker.io/v1/");
}

TEST_CASE("the helper for a registry beats the store, and both beat the file") {
  const Helpers helpers;
  helpers.add("own", R"(echo '{"Username":"own","Secret":"s"}')");
  helpers.add("store", R"(echo '{"Username":"store","Secret":"s"}')");
  DockerConfig config = with_login("h.io", {.encoded = base64_encode("file:s")});
  CHECK(header(config, "h.io/x").at("username") == "file");
  config.credentials_store = "store";
  CHECK(header(config, "h.io/x").at("username") == "store");
  config.credential_helpers["h.io"] = "own";
  CHECK(header(config, "h.io/x").at("username") == "own");
  CHECK(header(config, "i.io/x").at("username") == "store");
}

TEST_CASE("a helper may answer with an identity token") {
  const Helpers helpers;
  helpers.add("mine", R"(echo '{"Username":"<token>","Secret":"token"}')");
  CHECK(header(with_helper("mine"), "h.io/x") ==
        json{{"identitytoken", "token"}, {"serveraddress", "h.io"}});
}

TEST_CASE("a helper that knows no login means nobody") {
  const Helpers helpers;
  helpers.add("mine", "echo 'credentials not found in native keychain'; exit 1");
  CHECK(header(with_helper("mine"), "h.io/x") == nullptr);
  helpers.add("mine", "echo 'Credentials not found' >&2; exit 1");
  CHECK(header(with_helper("mine"), "h.io/x") == nullptr);
  helpers.add("mine", R"(echo '{"ServerURL":"","Username":"","Secret":""}')");
  CHECK(header(with_helper("mine"), "h.io/x") == nullptr);
}

TEST_CASE("a helper that is not installed is named, with the way around it") {
  const Error error = helper_failure("hoplens-no-such-helper");
  CHECK(error.code == ErrorCode::NotFound);
  CHECK(holds(error.next_step, "Install it"));
  CHECK(holds(error.next_step, "docker login h.io"));
}

TEST_CASE("a helper that fails is named, and what it says stays with it") {
  const Helpers helpers;
  helpers.add("mine", "echo 'the secret is hunter2'; echo hunter2 >&2; exit 3");
  const Error failed = helper_failure("mine");
  CHECK(holds(failed.what, "exit code 3"));
  CHECK(holds(failed.next_step, "echo h.io | docker-credential-mine get"));
  helpers.add("mine", "kill -KILL $$");
  CHECK(holds(helper_failure("mine").what, "signal 9"));
}

TEST_CASE("an answer that is no login is an error and quotes nothing") {
  const Helpers helpers;
  for (const std::string answer :
       {"hunter2", R"({"Username":"me","Secret":"hunter2)", R"({"Username":"me"})", "[]", "",
        R"({"Username":7,"Secret":"hunter2"})"}) {
    CAPTURE(answer);
    helpers.add("mine", "printf %s '" + answer + "'");
    helper_failure("mine");
  }
}

TEST_CASE("a helper that cannot be run is an error") {
  const Helpers helpers;
  helpers.add("mine", "");
  std::filesystem::permissions(helpers.folder() / "docker-credential-mine",
                               std::filesystem::perms::none);
  helper_failure("mine");
  helpers.add("broken", "");
  std::filesystem::resize_file(helpers.folder() / "docker-credential-broken", 0);
  helper_failure("broken");
}

TEST_CASE("a helper that hangs is given up") {
  const Helpers helpers;
  helpers.add("mine", "echo hunter2; exec sleep 1000");
  const Error error = helper_failure("mine", 100ms);
  CHECK(holds(error.what, "100 ms"));
}

TEST_CASE("waiting for a helper can be cancelled") {
  const Helpers helpers;
  helpers.add("mine", "exec sleep 1000");
  std::stop_source source;
  const std::jthread other([&] { source.request_stop(); });
  const auto auth = registry_auth(with_helper("mine"), image("h.io/x"), source.get_token());
  REQUIRE_FALSE(auth);
  CHECK(auth.error().code == ErrorCode::Cancelled);
}

TEST_CASE("a helper's name cannot lead anywhere else") {
  const auto auth = registry_auth(with_helper("../../bin/sh"), image("h.io/x"));
  REQUIRE_FALSE(auth);
  CHECK(auth.error().code == ErrorCode::InvalidInput);
}

TEST_CASE("one is told how to log in to a registry") {
  const auto advice = [](const std::string& name) { return login_advice(image(name)); };
  CHECK(advice("nginx") == "docker login");
  CHECK(advice("localhost:5000/x") == "docker login localhost:5000");
  CHECK(advice("123456789012.dkr.ecr.us-east-1.amazonaws.com/x:1") ==
        "aws ecr get-login-password --region us-east-1 | docker login --username AWS "
        "--password-stdin 123456789012.dkr.ecr.us-east-1.amazonaws.com");
  CHECK(advice("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/x") ==
        "aws ecr get-login-password --region cn-north-1 | docker login --username AWS "
        "--password-stdin 123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn");
  CHECK(holds(advice("123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com/x"),
              "--region us-gov-west-1 "));
  CHECK(holds(advice("public.ecr.aws/x/y"), "aws ecr-public get-login-password "));
  // Looks a little like it.
  CHECK(advice("1234.dkr.ecr.us-east-1.amazonaws.com/x") ==
        "docker login 1234.dkr.ecr.us-east-1.amazonaws.com");
  CHECK(advice("123456789012.dkr.ecr.us-east-1.amazonaws.com.evil.io/x") ==
        "docker login 123456789012.dkr.ecr.us-east-1.amazonaws.com.evil.io");
}
