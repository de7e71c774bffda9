#include "emulator/codec/json_path.h"

#include <catch2/catch_test_macros.hpp>

using emulator::JsonPath;

namespace {

std::optional<std::string> value(std::string_view path, std::string_view json) {
  const auto parsed = JsonPath::parse(path);
  REQUIRE(parsed);
  return parsed->value_in(json);
}

}  // namespace

TEST_CASE("a path leads to a member, an item, or the whole document") {
  const char* json = R"({"a":{"b":3,"c d":"x"},"rows":[[1,2],[3,{"k":null}]]})";
  CHECK(value("$.a.b", json) == "3");
  CHECK(value("a.b", json) == "3");
  CHECK(value("$.a[\"c d\"]", json) == "x");
  CHECK(value("$['a'].b", json) == "3");
  CHECK(value("$.rows[1][0]", json) == "3");
  CHECK(value("$.rows[1][1].k", json) == "null");
  CHECK(value("$.rows[0]", json) == "[1,2]");
  CHECK(value("$", "7") == "7");
}

TEST_CASE("what is not there, or not JSON, has no value") {
  CHECK_FALSE(value("$.a", "{}"));
  CHECK_FALSE(value("$[2]", "[1]"));
  CHECK_FALSE(value("$.a.b", R"({"a":1})"));
  CHECK_FALSE(value("$.a", "1,2"));
}

TEST_CASE("what is no path says where it ceases to be one") {
  const auto problem = [](std::string_view text) {
    std::size_t at = 99;
    CHECK_FALSE(JsonPath::parse(text, &at));
    return at;
  };
  CHECK(problem("") == 0);
  CHECK(problem("$..a") == 2);
  CHECK(problem("$.a[") == 3);
  CHECK(problem("$.a[x]") == 3);
  CHECK(problem("$.a[\"x]") == 3);
  CHECK(problem("$a") == 1);
}
