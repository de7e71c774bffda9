#include "tests/emulator/api/control/control_world.h"

using namespace test;

namespace {

const std::string kArn = "arn:aws:sagemaker:eu-west-1:123456789012:model/wine";

json tag(const std::string& key, const std::string& value) {
  return {{"Key", key}, {"Value", value}};
}

struct Tagged : World {
  Tagged() { ok("CreateModel", model_request("wine")); }
  json tags() { return ok("ListTags", {{"ResourceArn", kArn}})["Tags"]; }
};

}  // namespace

TEST_CASE("tags are added, replaced by key, and deleted") {
  Tagged world;
  CHECK(world.tags().empty());
  CHECK(
      world.ok("AddTags", {{"ResourceArn", kArn}, {"Tags", {tag("a", "1"), tag("b", "2")}}})["Tags"]
          .size() == 2);
  world.ok("AddTags", {{"ResourceArn", kArn}, {"Tags", {tag("a", "3")}}});
  CHECK(world.tags() == json{tag("a", "3"), tag("b", "2")});
  CHECK(world.ok("DeleteTags", {{"ResourceArn", kArn}, {"TagKeys", {"a", "x"}}}) == json::object());
  CHECK(world.tags() == json::array({tag("b", "2")}));
}

TEST_CASE("tags go with what they are on") {
  Tagged world;
  world.ok("AddTags", {{"ResourceArn", kArn}, {"Tags", {tag("a", "1")}}});
  world.ok("DeleteModel", {{"ModelName", "wine"}});
  world.ok("CreateModel", model_request("wine"));
  CHECK(world.tags().empty());
}

TEST_CASE("tags are on models, configs and endpoints alike") {
  World world;
  create_all(world, "wine");
  for (const std::string kind : {"model", "endpoint-config", "endpoint"}) {
    const std::string arn = "arn:aws:sagemaker:eu-west-1:123456789012:" + kind + "/wine";
    world.ok("AddTags", {{"ResourceArn", arn}, {"Tags", {tag("kind", kind)}}});
    CHECK(world.ok("ListTags", {{"ResourceArn", arn}})["Tags"][0]["Value"] == kind);
  }
}

TEST_CASE("tags of what is not there are refused") {
  World world;
  CHECK(world.refused("ListTags", {{"ResourceArn", kArn}}) ==
        "Could not find model \"" + kArn + "\".");
  const std::string config = "arn:aws:sagemaker:eu-west-1:123456789012:endpoint-config/wine";
  CHECK(world.refused("AddTags", {{"ResourceArn", config}, {"Tags", {tag("a", "1")}}}) ==
        "Could not find endpoint configuration \"" + config + "\".");
  CHECK(world.refused("DeleteTags", {{"ResourceArn", "wine"}, {"TagKeys", {"a"}}})
            .find("Value 'wine' at 'resourceArn' failed to satisfy constraint") !=
        std::string::npos);
}

TEST_CASE("limits of tags are checked") {
  Tagged world;
  CHECK(world.refused("AddTags", {{"ResourceArn", kArn}, {"Tags", {tag("", "1")}}}) ==
        "1 validation error detected: Value '' at 'tags.1.member.key' failed to satisfy "
        "constraint: Member must have length greater than or equal to 1");
  CHECK(world.refused("AddTags", {{"ResourceArn", kArn}, {"Tags", {tag("a", "1"), tag("a", "2")}}})
            .find("given twice") != std::string::npos);
  CHECK(world.refused("ListTags", {{"ResourceArn", kArn}, {"MaxResults", 49}})
            .find("Member must have value greater than or equal to 50") != std::string::npos);
  json most = json::array();
  for (int i = 0; i < 50; ++i) most.push_back(tag("k" + std::to_string(i), "v"));
  world.ok("AddTags", {{"ResourceArn", kArn}, {"Tags", most}});
  CHECK(world.refused("AddTags", {{"ResourceArn", kArn}, {"Tags", {tag("more", "1")}}})
            .find("would have 51 tags") != std::string::npos);
  CHECK(world.tags().size() == 50);
}
