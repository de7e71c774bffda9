#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "emulator/runtime/process_runtime.h"
#include "emulator/runtime/url_address.h"

using namespace emulator;

TEST_CASE("an address is a host, a port and a base path") {
  const auto plain = parse_stage_url("http://127.0.0.1:9000");
  REQUIRE(plain);
  CHECK(*plain == StageAddress{.host = "127.0.0.1", .port = 9000});
  const auto full = parse_stage_url(" HTTP://model.local/models/a/ ");
  REQUIRE(full);
  CHECK(*full == StageAddress{.host = "model.local", .port = 80, .base_path = "/models/a"});
  CHECK(full->url() == "http://model.local:80/models/a/invocations");
  const auto v6 = parse_stage_url("http://[::1]:8080/");
  REQUIRE(v6);
  CHECK(v6->host == "::1");
  CHECK(v6->url() == "http://[::1]:8080/invocations");
}

TEST_CASE("what is no address of a stage is refused") {
  for (const char* const url :
       {"", "127.0.0.1:9000", "ftp://host", "http://", "http://:80",
        "http://host:", "http://host:0", "http://host:65536", "http://host:8x", "http://[::1",
        "http://a@host", "http://host/a?b",
        "http://ho\nst", "http://host/a\r\nHost: b", "http://host/a b"}) {
    CAPTURE(url);
    REQUIRE_FALSE(parse_stage_url(url));
    CHECK(parse_stage_url(url).error().code == ErrorCode::InvalidInput);
  }
  CHECK(parse_stage_url("https://host").error().code == ErrorCode::Unsupported);
}

TEST_CASE("a url stage without Url is an error that names the member") {
  StageLaunchPlan plan;
  plan.container_name = "model";
  const auto stage = make_url_runtime()->start(plan, nullptr, {});
  REQUIRE_FALSE(stage);
  CHECK_THAT(stage.error().next_step, Catch::Matchers::ContainsSubstring("Local.Stages.model.Url"));
}
