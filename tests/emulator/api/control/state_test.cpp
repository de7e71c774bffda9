#include <fstream>
#include <sstream>

#include <catch2/generators/catch_generators.hpp>

#include "tests/emulator/api/control/control_world.h"
#include "tests/support/temporary_folder.h"

using namespace test;

namespace {

emulator::AddressOptions keeping(const std::filesystem::path& folder) {
  emulator::AddressOptions out;
  out.state_folder = folder;
  return out;
}

std::filesystem::path state_file(const tests::TemporaryFolder& folder) {
  return folder.path() / "state" / "sagemaker.state.json";
}

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

// The first of two lives: everything there is, in one of each kind and a second variant.
void live_once(World& world) {
  json model = model_request("Wine");
  model["Tags"] = {{{"Key", "team"}, {"Value", "red"}}};
  model["Containers"][0]["Environment"] = {{"A", "ä\n\"1\""}};
  model["Unheard"] = {{"Of", 1}};
  world.ok("CreateModel", model);
  world.clock.pass(std::chrono::milliseconds{1234});
  json slow = variant("green", "Wine");
  slow["ContainerStartupHealthCheckTimeoutInSeconds"] = 600;
  json config = config_request("Cellar", {variant("blue", "Wine"), slow});
  config["KmsKeyId"] = "key";
  world.ok("CreateEndpointConfig", config);
  world.ok("CreateEndpoint", {{"EndpointName", "Glass"},
                              {"EndpointConfigName", "Cellar"},
                              {"Tags", {{{"Key", "who"}, {"Value", "me"}}}}});
  world.hosting.at(0)->become(ServiceState::InService);
  world.hosting.at(1)->become(ServiceState::InService);
  world.ok("UpdateEndpointWeightsAndCapacities",
           {{"EndpointName", "Glass"},
            {"DesiredWeightsAndCapacities", {{{"VariantName", "blue"}, {"DesiredWeight", 0.1}}}}});
}

// Everything that is told about them.
json told(World& world) {
  json out;
  out["model"] = world.ok("DescribeModel", {{"ModelName", "Wine"}});
  out["config"] = world.ok("DescribeEndpointConfig", {{"EndpointConfigName", "Cellar"}});
  out["endpoint"] = world.ok("DescribeEndpoint", {{"EndpointName", "Glass"}});
  for (const std::string member : {"LastModifiedTime", "EndpointStatus"})
    out["endpoint"].erase(member);
  for (json& one : out["endpoint"]["ProductionVariants"]) {
    one.erase("VariantStatus");
    one.erase("CurrentInstanceCount");
    for (json& image : one["DeployedImages"]) image.erase("ResolutionTime");
  }
  for (const std::string kind : {"model/wine", "endpoint/glass"})
    out["tags"].push_back(world.ok(
        "ListTags", {{"ResourceArn", "arn:aws:sagemaker:eu-west-1:123456789012:" + kind}}));
  return out;
}

}  // namespace

TEST_CASE("what came over the wire is there again after a restart") {
  const tests::TemporaryFolder folder;
  const auto options = keeping(folder.path() / "state");
  json before;
  {
    World world(options);
    live_once(world);
    before = told(world);
    CHECK_FALSE(world.plane.state_error());
  }
  World world(options);
  CHECK_FALSE(world.plane.state_error());
  CHECK(told(world) == before);
  CHECK(world.status("Glass") == "Creating");
  REQUIRE(world.hosting.count() == 2);
  CHECK(world.hosting.at(1)->pipeline()->local.profile.startup_timeout ==
        std::chrono::seconds{600});
  world.hosting.at(0)->become(ServiceState::InService);
  world.hosting.at(1)->become(ServiceState::InService);
  CHECK(world.status("Glass") == "InService");
  CHECK(world.plane.find_endpoint("Glass")->variants[0].weight == 0.1);
}

TEST_CASE("an endpoint comes up again without its model and its config") {
  const tests::TemporaryFolder folder;
  const auto options = keeping(folder.path() / "state");
  {
    World world(options);
    live_once(world);
    world.ok("DeleteModel", {{"ModelName", "Wine"}});
    world.ok("DeleteEndpointConfig", {{"EndpointConfigName", "Cellar"}});
  }
  World world(options);
  CHECK(world.ok("ListModels")["Models"].empty());
  CHECK(world.hosting.count() == 2);
  CHECK(world.ok("DescribeEndpoint", {{"EndpointName", "Glass"}})["EndpointConfigName"] ==
        "Cellar");
}

TEST_CASE("after an update the new config is kept, before it the old one") {
  const tests::TemporaryFolder folder;
  const auto options = keeping(folder.path() / "state");
  const auto kept_config = [&options] {
    World world(options);
    return world.ok("DescribeEndpoint", {{"EndpointName", "wine"}})["EndpointConfigName"];
  };
  {
    World world(options);
    serve_all(world, "wine");
    world.ok("CreateEndpointConfig", config_request("next", {variant("AllTraffic", "wine")}));
    world.ok("UpdateEndpoint", {{"EndpointName", "wine"}, {"EndpointConfigName", "next"}});
  }
  CHECK(kept_config() == "wine");
  {
    World world(options);
    world.hosting.last()->become(ServiceState::InService);
    world.ok("UpdateEndpoint", {{"EndpointName", "wine"}, {"EndpointConfigName", "next"}});
    world.hosting.last()->become(ServiceState::InService);
  }
  CHECK(kept_config() == "next");
}

TEST_CASE("what is deleted does not come back") {
  const tests::TemporaryFolder folder;
  const auto options = keeping(folder.path() / "state");
  {
    World world(options);
    serve_all(world, "wine");
    const auto held = world.plane.find_endpoint("wine");
    world.ok("DeleteEndpoint", {{"EndpointName", "wine"}});
    CHECK(world.status("wine") == "Deleting");
    world.ok("DeleteEndpointConfig", {{"EndpointConfigName", "wine"}});
    world.ok("DeleteModel", {{"ModelName", "wine"}});
  }
  World world(options);
  CHECK(world.ok("ListModels")["Models"].empty());
  CHECK(world.ok("ListEndpoints")["Endpoints"].empty());
  CHECK(world.hosting.count() == 0);
}

TEST_CASE("served files and what runs their models are not kept") {
  const tests::TemporaryFolder folder;
  const auto options = keeping(folder.path() / "state");
  {
    World world(options);
    auto pipeline = std::make_shared<emulator::Pipeline>();
    pipeline->model.model_name = "file";
    pipeline->stages.emplace_back().container.image = "x";
    REQUIRE(world.plane.serve(pipeline));
    world.ok("CreateEndpoint", {{"EndpointName", "copy"}, {"EndpointConfigName", "file"}});
    world.ok("CreateEndpointConfig", config_request("own", {variant("a", "file")}));
    world.ok("CreateEndpoint", {{"EndpointName", "other"}, {"EndpointConfigName", "own"}});
  }
  World world(options);
  CHECK(world.ok("ListModels")["Models"].empty());
  CHECK(world.ok("ListEndpoints")["Endpoints"].empty());
  CHECK(world.ok("ListEndpointConfigs")["EndpointConfigs"].size() == 1);
}

TEST_CASE("a time that no clock tells is shown as the nearest one that can be") {
  const auto [kept, shown] = GENERATE(table<double, double>(
      {{-0.5, 0.0}, {-1e300, 0.0}, {1e15, 9e9}, {1e300, 9e9}, {1700000000.5, 1700000000.5}}));
  CAPTURE(kept);
  const tests::TemporaryFolder folder;
  std::filesystem::create_directories(state_file(folder).parent_path());
  const json model{{"Region", "eu-west-1"},
                   {"Account", "123456789012"},
                   {"CreationTime", kept},
                   {"CreateModel", model_request("wine")}};
  std::ofstream(state_file(folder)) << json{{"FormatVersion", 1}, {"Models", {model}}};
  World world(keeping(folder.path() / "state"));
  REQUIRE_FALSE(world.plane.state_error());
  CHECK(world.ok("DescribeModel", {{"ModelName", "wine"}})["CreationTime"] == shown);
}

TEST_CASE("a state that cannot be read is an error in words and is left as it is") {
  struct Case {
    std::string text;
    std::string why;
  };
  const Case cases[] = {
      {"{\"FormatVersion\": 1", "the text ends too early"},
      {"", "the file is empty"},
      {"{}", "it is not of FormatVersion 1"},
      {"{\"FormatVersion\": 2}", "it is not of FormatVersion 1"},
      {R"({"FormatVersion": 1, "Models": [{"Region": "x"}]})", "/Models/0: CreateModel is missing"},
      {R"({"FormatVersion": 1, "Models": [{"CreateModel": {"ModelName": "a b"}}]})", "/Models/0: "},
      {R"({"FormatVersion": 1, "Endpoints": [{}]})", "/Endpoints/0: EndpointName or"},
  };
  for (const Case& one : cases) {
    const tests::TemporaryFolder folder;
    folder.write("state/sagemaker.state.json", one.text);
    World world(keeping(folder.path() / "state"));
    INFO(one.text);
    REQUIRE(world.plane.state_error());
    const std::string what = world.plane.state_error()->what;
    CHECK(what.find("The state in " + state_file(folder).string() + " cannot be read: ") == 0);
    CHECK(what.find(one.why) != std::string::npos);
    CHECK_FALSE(world.plane.state_error()->next_step.empty());
    world.ok("CreateModel", model_request("wine"));
    CHECK(text_of(state_file(folder)) == one.text);
  }
}

TEST_CASE("a folder that cannot be one is an error in words") {
  const tests::TemporaryFolder folder;
  folder.write("file", "x");
  World world(keeping(folder.path() / "file" / "state"));
  REQUIRE(world.plane.state_error());
  CHECK(world.plane.state_error()->what.find("There can be no state folder") == 0);
  world.ok("CreateModel", model_request("wine"));
}

TEST_CASE("a state folder that is made here is the user's alone") {
  const tests::TemporaryFolder folder;
  const std::filesystem::path made = folder.path() / "deep" / "state";
  const World world(keeping(made));
  CHECK(std::filesystem::status(made).permissions() == std::filesystem::perms::owner_all);
}

TEST_CASE("without a state folder nothing is kept") {
  const tests::TemporaryFolder folder;
  World world;
  serve_all(world, "wine");
  CHECK_FALSE(world.plane.state_error());
}
