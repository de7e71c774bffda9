#include "emulator/model/secrets.h"

#include <cstdlib>

#include <catch2/catch_test_macros.hpp>

using emulator::Secrets;
using emulator::EnvironmentMap;

namespace {

emulator::Pipeline with_environment(EnvironmentMap aws, EnvironmentMap local) {
  emulator::Stage stage;
  stage.container.environment = std::move(aws);
  stage.launch.emplace();
  stage.launch->environment = std::move(local);
  emulator::Pipeline pipeline;
  pipeline.stages.push_back(std::move(stage));
  return pipeline;
}

}  // namespace

TEST_CASE("values of secret-looking variables are masked wherever they stand") {
  const Secrets secrets(
      with_environment({{"DB_PASSWORD", "hunter2222"}}, {{"API_TOKEN", "tok-123456"}}));
  CHECK(secrets.masked("login hunter2222, again hunter2222") == "login ••••, again ••••");
  CHECK(secrets.masked("sent tok-123456") == "sent ••••");
}

TEST_CASE("ordinary values and short ones are left alone") {
  const Secrets secrets(with_environment({{"MODE", "production"}, {"USE_TOKEN", "true"}}, {}));
  CHECK(secrets.masked("production is true") == "production is true");
}

TEST_CASE("a secret that contains another one is masked as a whole") {
  const Secrets secrets(
      with_environment({{"A_SECRET", "abcdef"}, {"B_SECRET", "abcdef-ghijkl"}}, {}));
  CHECK(secrets.masked("abcdef-ghijkl") == "••••");
}

TEST_CASE("values that PassEnvironment takes over are masked, too") {
  setenv("HOPLENS_TEST_SECRET", "from-the-caller", 1);
  emulator::Pipeline pipeline = with_environment({}, {});
  pipeline.stages[0].launch->pass_environment = {"HOPLENS_TEST_SECRET", "HOPLENS_TEST_NOT_SET"};
  CHECK(Secrets(pipeline).masked("x from-the-caller x") == "x •••• x");
}

TEST_CASE("findings are masked in message and fix") {
  const Secrets secrets(with_environment({{"MY_KEY", "sesame-open"}}, {}));
  emulator::Finding finding;
  finding.message = "value sesame-open is too long";
  finding.fix = "shorten sesame-open";
  const emulator::Finding masked = secrets.masked(finding);
  CHECK(masked.message == "value •••• is too long");
  CHECK(masked.fix == "shorten ••••");
}
