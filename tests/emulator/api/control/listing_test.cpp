#include <set>

#include "tests/emulator/api/control/control_world.h"

using namespace test;

namespace {

std::vector<std::string> names_in(const json& answer, const std::string& list,
                                  const std::string& member) {
  std::vector<std::string> out;
  for (const json& item : answer[list]) out.push_back(item[member]);
  return out;
}
std::vector<std::string> models_in(const json& answer) {
  return names_in(answer, "Models", "ModelName");
}
using Names = std::vector<std::string>;

// Models m1, m2, … one second apart.
struct Cellar : World {
  explicit Cellar(int count) {
    for (int i = 1; i <= count; ++i) {
      ok("CreateModel", model_request("m" + std::to_string(i)));
      clock.pass(std::chrono::seconds{1});
    }
  }
  json list(json request = json::object()) { return ok("ListModels", std::move(request)); }
};

}  // namespace

TEST_CASE("a list has the newest first and ten to a page") {
  Cellar world(12);
  const json first = world.list();
  REQUIRE(first["Models"].size() == 10);
  CHECK(first["Models"][0]["ModelName"] == "m12");
  CHECK(first["Models"][0]["CreationTime"] == 1700000011.0);
  CHECK(first["Models"][0].contains("ModelArn"));
  const json second = world.list({{"NextToken", first["NextToken"]}});
  CHECK(models_in(second) == Names{"m2", "m1"});
  CHECK_FALSE(second.contains("NextToken"));
}

TEST_CASE("a list is sorted as asked") {
  Cellar world(3);
  CHECK(models_in(world.list({{"SortOrder", "Ascending"}})) == Names{"m1", "m2", "m3"});
  CHECK(models_in(world.list({{"SortBy", "Name"}, {"SortOrder", "Ascending"}})) ==
        Names{"m1", "m2", "m3"});
  CHECK(models_in(world.list({{"SortBy", "Name"}})) == Names{"m3", "m2", "m1"});
}

TEST_CASE("a list is filtered by name and time") {
  Cellar world(12);
  CHECK(models_in(world.list({{"NameContains", "m1"}})) == Names{"m12", "m11", "m10", "m1"});
  CHECK(models_in(world.list({{"CreationTimeAfter", 1700000009}})) == Names{"m12", "m11"});
  CHECK(models_in(world.list({{"CreationTimeBefore", 1700000001.5}})) == Names{"m2", "m1"});
}

TEST_CASE("pages go on where they were, whatever is made or deleted meanwhile") {
  Cellar world(6);
  const json first = world.list({{"MaxResults", 2}});
  CHECK(models_in(first) == Names{"m6", "m5"});
  world.ok("CreateModel", model_request("m7"));
  world.ok("DeleteModel", {{"ModelName", "m5"}});
  world.ok("DeleteModel", {{"ModelName", "m4"}});
  const json second = world.list({{"MaxResults", 2}, {"NextToken", first["NextToken"]}});
  CHECK(models_in(second) == Names{"m3", "m2"});
  const json third = world.list({{"MaxResults", 2}, {"NextToken", second["NextToken"]}});
  CHECK(models_in(third) == Names{"m1"});
}

TEST_CASE("equal times do not lose anybody between two pages") {
  World world;
  for (int i = 0; i < 5; ++i) world.ok("CreateModel", model_request("m" + std::to_string(i)));
  std::set<std::string> seen;
  json request = {{"MaxResults", 2}};
  for (int page = 0; page < 3; ++page) {
    const json answer = world.ok("ListModels", request);
    for (const std::string& name : models_in(answer)) seen.insert(name);
    if (answer.contains("NextToken")) request["NextToken"] = answer["NextToken"];
  }
  CHECK(seen.size() == 5);
}

TEST_CASE("a token that was not given for this list is refused") {
  Cellar world(3);
  const std::string token = world.list({{"MaxResults", 1}})["NextToken"];
  const std::string refusal = "The NextToken is not valid for this request.";
  CHECK(world.refused("ListModels", {{"NextToken", "x"}}).find(refusal) == 0);
  CHECK(world.refused("ListModels", {{"NextToken", ""}}).find(refusal) == 0);
  CHECK(world.refused("ListModels", {{"NextToken", token}, {"SortBy", "Name"}}).find(refusal) == 0);
  CHECK(world.refused("ListEndpoints", {{"NextToken", token}}).find(refusal) == 0);
}

TEST_CASE("limits of a list are checked") {
  World world;
  const std::string failed = "' failed to satisfy constraint: Member must ";
  const std::string value = "1 validation error detected: Value '";
  CHECK(world.refused("ListModels", {{"MaxResults", 101}}) ==
        value + "101' at 'maxResults" + failed + "have value less than or equal to 100");
  CHECK(world.refused("ListModels", {{"MaxResults", 0}}) ==
        value + "0' at 'maxResults" + failed + "have value greater than or equal to 1");
  CHECK(world.refused("ListModels", {{"SortBy", "Status"}}) ==
        value + "Status' at 'sortBy" + failed + "satisfy enum value set: [Name, CreationTime]");
  CHECK(world.refused("ListModels", {{"NameContains", "a_b"}}) ==
        value + "a_b' at 'nameContains" + failed +
            "satisfy regular expression pattern: [a-zA-Z0-9-]+");
  CHECK(world.call("ListModels", {{"MaxResults", "many"}}).type == "SerializationException");
  CHECK(world.call("ListModels", {{"CreationTimeAfter", "today"}}).type ==
        "SerializationException");
}

TEST_CASE("endpoints are listed by status and by when they changed") {
  World world;
  serve_all(world, "a");
  world.clock.pass(std::chrono::seconds{10});
  world.ok("CreateEndpoint", {{"EndpointName", "b"}, {"EndpointConfigName", "a"}});
  const auto list = [&world](const json& request) {
    return names_in(world.ok("ListEndpoints", request), "Endpoints", "EndpointName");
  };
  CHECK(list(json::object()) == Names{"b", "a"});
  CHECK(list({{"StatusEquals", "InService"}}) == Names{"a"});
  CHECK(list({{"SortBy", "Status"}, {"SortOrder", "Ascending"}}) == Names{"b", "a"});
  CHECK(list({{"LastModifiedTimeAfter", 1700000005}}) == Names{"b"});
  CHECK(list({{"LastModifiedTimeBefore", 1700000005}}) == Names{"a"});
  const json item = world.ok("ListEndpoints", {{"StatusEquals", "Creating"}})["Endpoints"][0];
  CHECK(item["EndpointArn"] == "arn:aws:sagemaker:eu-west-1:123456789012:endpoint/b");
  CHECK(item["LastModifiedTime"] == 1700000010.0);
  CHECK(item["EndpointStatus"] == "Creating");
}

TEST_CASE("endpoint configs are listed") {
  World world;
  create_all(world, "a");
  const json answer = world.ok("ListEndpointConfigs");
  CHECK(answer["EndpointConfigs"][0]["EndpointConfigName"] == "a");
  CHECK(answer["EndpointConfigs"][0]["EndpointConfigArn"] ==
        "arn:aws:sagemaker:eu-west-1:123456789012:endpoint-config/a");
  CHECK(answer["EndpointConfigs"][0]["CreationTime"] == 1700000000.0);
}
