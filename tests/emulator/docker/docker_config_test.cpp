#include "emulator/docker/docker_config.h"

#include <string>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/ordinary_user.h"
#include "tests/support/temporary_folder.h"

using namespace emulator;
using tests::TemporaryFolder;

namespace {

DockerConfig config_of(const TemporaryFolder& folder, const std::string& text) {
  folder.write("config.json", text);
  const Result<DockerConfig> config = read_docker_config(folder.path());
  REQUIRE(config);
  return *config;
}

Error refusal_of(const TemporaryFolder& folder, const std::string& text) {
  const auto file = folder.write("config.json", text);
  const Result<DockerConfig> config = read_docker_config(folder.path());
  REQUIRE_FALSE(config);
  CHECK(config.error().what.find(file.string()) != std::string::npos);
  CHECK_FALSE(config.error().next_step.empty());
  return config.error();
}

ImageReference image(const std::string& name) { return parse_image_reference(name).value(); }

}  // namespace

TEST_CASE("a Docker configuration that is not there, or blank, is empty") {
  const TemporaryFolder folder;
  const Result<DockerConfig> none = read_docker_config(folder.path() / "nowhere");
  REQUIRE(none);
  CHECK(none->current_context.empty());
  CHECK(none->file == folder.path() / "nowhere" / "config.json");
  CHECK(config_of(folder, " \n").logins.empty());
}

TEST_CASE("a Docker configuration may hold what nobody here knows") {
  const TemporaryFolder folder;
  const DockerConfig config = config_of(folder, R"({
    "HttpHeaders": {"User-Agent": "x"}, "detachKeys": "ctrl-e", "plugins": {"a": [1, {}]},
    "currentContext": "colima", "credsStore": "desktop", "credHelpers": {"h.io": "pass"},
    "auths": {"h.io": {"email": "e", "new": 1}, "i.io": {"auth": "eA==", "identitytoken": "t"}}})");
  CHECK(config.current_context == "colima");
  CHECK(config.credentials_store == "desktop");
  CHECK(config.credential_helpers.at("h.io") == "pass");
  CHECK(config.logins.at("h.io").empty());
  CHECK(config.logins.at("i.io").encoded == "eA==");
  CHECK(config.logins.at("i.io").identity_token == "t");
}

TEST_CASE("a helper for one registry comes before the store for all") {
  const TemporaryFolder folder;
  const DockerConfig config = config_of(folder, R"({"credsStore": "desktop", "credHelpers": {
    "h.io": "pass", "localhost:5000": "", "docker.io": "hub"}})");
  CHECK(credential_helper(config, image("h.io/x")) == "pass");
  CHECK(credential_helper(config, image("localhost:5000/x")).empty());
  CHECK(credential_helper(config, image("other.io/x")) == "desktop");
  CHECK(credential_helper(config, image("nginx")) == "hub");
  CHECK(credential_helper({}, image("nginx")).empty());
}

TEST_CASE("a login is found under whatever Docker calls the registry") {
  const TemporaryFolder folder;
  const DockerConfig config = config_of(folder, R"({"auths": {
    "https://old.io/v1/": {"auth": "old"}, "new.io": {"auth": "new"},
    "https://new.io/v2/": {"auth": "wrong"}, "https://index.docker.io/v1/": {"auth": "hub"}}})");
  CHECK(stored_login(config, image("old.io/x")).encoded == "old");
  CHECK(stored_login(config, image("new.io/x")).encoded == "new");
  CHECK(stored_login(config, image("nginx")).encoded == "hub");
  CHECK(stored_login(config, image("other.io/x")).empty());
  CHECK(stored_login(config, image("new.io:443/x")).empty());
}

TEST_CASE("a Docker configuration that is no JSON says where, and quotes nothing") {
  const TemporaryFolder folder;
  const Error error = refusal_of(folder, "{\n\"auths\": {\"h.io\": {\"auth\": \"secret\" oops}}}");
  CHECK(error.code == ErrorCode::InvalidInput);
  CHECK(error.what.find("line 2") != std::string::npos);
  CHECK(error.what.find("secret") == std::string::npos);
  CHECK(error.what.find("oops") == std::string::npos);
  CHECK(refusal_of(folder, "{\"auths\": {\"h.io\": {\"auth\": \"secret").what.find("secret") ==
        std::string::npos);
  refusal_of(folder, "[1, 2]");
}

TEST_CASE("a number in a Docker configuration that no program can hold is told") {
  const TemporaryFolder folder;
  const Error error = refusal_of(folder, R"({"detachKeys": 18446744073709551615e300})");
  CHECK(error.code == ErrorCode::InvalidInput);
  CHECK(error.what.find("number") != std::string::npos);
}

TEST_CASE("a member of another type than Docker writes is named") {
  const TemporaryFolder folder;
  CHECK(refusal_of(folder, R"({"currentContext": 7})").what.find("currentContext") !=
        std::string::npos);
  CHECK(refusal_of(folder, R"({"credsStore": {}})").what.find("credsStore") != std::string::npos);
  CHECK(refusal_of(folder, R"({"auths": []})").what.find("auths") != std::string::npos);
  CHECK(refusal_of(folder, R"({"credHelpers": "x"})").what.find("credHelpers") !=
        std::string::npos);
}

TEST_CASE("a Docker configuration that may not be read is an error") {
  const TemporaryFolder folder;
  const auto file = folder.write("config.json", "{}");
  std::filesystem::permissions(file, std::filesystem::perms::none);
  const tests::OrdinaryUser ordinary;
  const Result<DockerConfig> config = read_docker_config(folder.path());
  REQUIRE_FALSE(config);
  CHECK(config.error().code == ErrorCode::PermissionDenied);
}

TEST_CASE("a Docker configuration may be nested as deep as it likes") {
  const TemporaryFolder folder;
  const std::string deep = std::string(200'000, '[') + std::string(200'000, ']');
  CHECK(config_of(folder, R"({"currentContext": "a", "x": )" + deep + "}").current_context == "a");
}
