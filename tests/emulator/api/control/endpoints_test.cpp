#include <set>

#include "tests/emulator/api/control/control_world.h"

using namespace test;
using emulator::ErrorCode;
using emulator::VariantRoute;

TEST_CASE("an endpoint is Creating at once and InService when its pipeline is") {
  World world;
  create_all(world, "wine");
  CHECK(world.hosting.count() == 1);
  json told = world.ok("DescribeEndpoint", {{"EndpointName", "wine"}});
  CHECK(told["EndpointStatus"] == "Creating");
  CHECK(told["EndpointConfigName"] == "wine");
  CHECK(told["ProductionVariants"][0]["CurrentInstanceCount"] == 0);
  CHECK(told["ProductionVariants"][0]["VariantStatus"][0]["Status"] == "Creating");
  CHECK(world.plane.find_endpoint("wine")->variants.empty());

  world.clock.pass(std::chrono::milliseconds{1500});
  world.hosting.last()->become(ServiceState::InService);
  told = world.ok("DescribeEndpoint", {{"EndpointName", "wine"}});
  CHECK(told["EndpointStatus"] == "InService");
  CHECK(told["EndpointArn"] == "arn:aws:sagemaker:eu-west-1:123456789012:endpoint/wine");
  CHECK(told["CreationTime"] == 1700000000.0);
  CHECK(told["LastModifiedTime"] == 1700000001.5);
  CHECK_FALSE(told.contains("FailureReason"));
  const json& variant = told["ProductionVariants"][0];
  CHECK(variant["VariantName"] == "AllTraffic");
  CHECK(variant["CurrentWeight"] == 1);
  CHECK(variant["DesiredInstanceCount"] == 1);
  CHECK(variant["CurrentInstanceCount"] == 1);
  REQUIRE(variant["DeployedImages"].size() == 2);
  CHECK(variant["DeployedImages"][1]["SpecifiedImage"] ==
        "123456789012.dkr.ecr.eu-west-1.amazonaws.com/stage-2:1");
  CHECK_FALSE(variant.contains("VariantStatus"));
}

TEST_CASE("an endpoint that is in service before CreateEndpoint returns saves the first wait") {
  World world;
  world.hosting.at_once = true;
  create_all(world, "wine");
  CHECK(world.status("wine") == "InService");
}

TEST_CASE("an endpoint is in service when all of its variants are") {
  World world;
  world.ok("CreateModel", model_request("wine"));
  world.ok("CreateEndpointConfig",
           config_request("two", {variant("blue", "wine"), variant("green", "wine")}));
  world.ok("CreateEndpoint", {{"EndpointName", "two"}, {"EndpointConfigName", "two"}});
  REQUIRE(world.hosting.count() == 2);
  world.hosting.at(1)->become(ServiceState::InService);
  CHECK(world.status("two") == "Creating");
  world.hosting.at(0)->become(ServiceState::InService);
  CHECK(world.status("two") == "InService");
  const auto route = world.plane.find_endpoint("two");
  REQUIRE(route->variants.size() == 2);
  CHECK(route->variants[0].name == "blue");
  CHECK(route->variants[0].pipeline == world.hosting.at(0));
  CHECK(route->variants[1].pipeline == world.hosting.at(1));

  SECTION("and its stages are nobody else's") {
    std::set<std::uint64_t> ids;
    for (const VariantRoute& variant : route->variants)
      for (const auto& stage : variant.pipeline->pipeline()->stages) ids.insert(stage.id.value);
    CHECK(ids.size() == 4);
  }
}

TEST_CASE("a failed endpoint says why, runs nothing and can only be deleted") {
  World world;
  create_all(world, "wine");
  world.hosting.last()->fail_container(
      1, {ErrorCode::LaunchFailed, "Stage container-2 did not answer /ping with 200 within 480 s",
          ""});
  json told = world.ok("DescribeEndpoint", {{"EndpointName", "wine"}});
  CHECK(told["EndpointStatus"] == "Failed");
  CHECK(told["FailureReason"] ==
        "The container-1, container-2 for production variant AllTraffic did not pass the ping "
        "health check. Please check CloudWatch logs for this endpoint.");
  CHECK(world.hosting.alive() == 0);
  CHECK(world.plane.find_endpoint("wine")->status == "Failed");
  CHECK(world.plane.endpoints()[0].variants[0].report.containers.size() == 2);

  const std::string refusal =
      world.refused("UpdateEndpoint", {{"EndpointName", "wine"}, {"EndpointConfigName", "wine"}});
  CHECK(refusal.find("can only be deleted") != std::string::npos);
  CHECK(world.call("DeleteEndpoint", {{"EndpointName", "wine"}}).status == 200);
  CHECK(world.plane.find_endpoint("wine") == nullptr);
}

TEST_CASE("an endpoint in progress refuses changes in AWS's words") {
  World world;
  create_all(world, "wine");
  const std::string refusal =
      "Cannot update in-progress endpoint "
      "\"arn:aws:sagemaker:eu-west-1:123456789012:endpoint/wine\".";
  CHECK(world.refused("UpdateEndpoint",
                      {{"EndpointName", "wine"}, {"EndpointConfigName", "wine"}}) == refusal);
  CHECK(world.refused("DeleteEndpoint", {{"EndpointName", "wine"}}) == refusal);
  const json weights = {
      {"EndpointName", "wine"},
      {"DesiredWeightsAndCapacities", {{{"VariantName", "AllTraffic"}, {"DesiredWeight", 2}}}}};
  CHECK(world.refused("UpdateEndpointWeightsAndCapacities", weights) == refusal);
}

TEST_CASE("DeleteEndpoint answers with an empty body, and the endpoint is gone") {
  World world;
  serve_all(world, "wine");
  const Answer answer = world.call("DeleteEndpoint", {{"EndpointName", "wine"}});
  CHECK(answer.status == 200);
  CHECK(answer.response.body->size() == 0);
  CHECK(answer.response.headers.has("x-amzn-RequestId"));
  CHECK(world.hosting.alive() == 0);
  CHECK(world.refused("DescribeEndpoint", {{"EndpointName", "wine"}}) ==
        "Could not find endpoint \"arn:aws:sagemaker:eu-west-1:123456789012:endpoint/wine\".");
  CHECK(world.ok("ListEndpoints")["Endpoints"].empty());
}

TEST_CASE("an endpoint is Deleting as long as an invocation holds its pipeline") {
  World world;
  serve_all(world, "wine");
  auto held = world.plane.find_endpoint("wine");
  world.ok("DeleteEndpoint", {{"EndpointName", "wine"}});
  CHECK(world.status("wine") == "Deleting");
  CHECK(
      world.refused("CreateEndpoint", {{"EndpointName", "wine"}, {"EndpointConfigName", "wine"}}) ==
      "Cannot create already existing endpoint "
      "\"arn:aws:sagemaker:eu-west-1:123456789012:endpoint/wine\".");
  held.reset();
  CHECK(world.call("DescribeEndpoint", {{"EndpointName", "wine"}}).status == 400);
  world.ok("CreateEndpoint", {{"EndpointName", "wine"}, {"EndpointConfigName", "wine"}});
}

TEST_CASE("what is not there or is there already is said with its ARN") {
  World world;
  const json request = {{"EndpointName", "Wine"}, {"EndpointConfigName", "Cellar"}};
  CHECK(world.refused("CreateEndpoint", request) ==
        "Could not find endpoint configuration "
        "\"arn:aws:sagemaker:eu-west-1:123456789012:endpoint-config/cellar\".");
  serve_all(world, "Wine");
  CHECK(
      world.refused("CreateEndpoint", {{"EndpointName", "WINE"}, {"EndpointConfigName", "Wine"}}) ==
      "Cannot create already existing endpoint "
      "\"arn:aws:sagemaker:eu-west-1:123456789012:endpoint/wine\".");
  CHECK(world.ok("DescribeEndpoint", {{"EndpointName", "Wine"}})["EndpointName"] == "Wine");
  CHECK(world.plane.find_endpoint("Wine") != nullptr);
  CHECK(world.plane.find_endpoint("wine") == nullptr);

  world.ok("DeleteModel", {{"ModelName", "Wine"}});
  CHECK(world.refused("CreateEndpoint", {{"EndpointName", "b"}, {"EndpointConfigName", "Wine"}}) ==
        "Could not find model \"arn:aws:sagemaker:eu-west-1:123456789012:model/wine\".");
}

TEST_CASE("an endpoint goes on when its model and its config are deleted") {
  World world;
  serve_all(world, "wine");
  world.ok("DeleteModel", {{"ModelName", "wine"}});
  world.ok("DeleteEndpointConfig", {{"EndpointConfigName", "wine"}});
  CHECK(world.status("wine") == "InService");
  CHECK(world.ok("DescribeEndpoint", {{"EndpointName", "wine"}})["EndpointConfigName"] == "wine");
}

TEST_CASE("a variant's start-up window replaces the model's") {
  World world;
  world.ok("CreateModel", model_request("wine"));
  json slow = variant("AllTraffic", "wine");
  slow["ContainerStartupHealthCheckTimeoutInSeconds"] = 600;
  world.ok("CreateEndpointConfig", config_request("slow", {slow}));
  world.ok("CreateEndpoint", {{"EndpointName", "slow"}, {"EndpointConfigName", "slow"}});
  CHECK(world.hosting.last()->pipeline()->local.profile.startup_timeout ==
        std::chrono::seconds{600});
}

TEST_CASE("whoever shows the endpoints is told of each change") {
  World world;
  create_all(world, "wine");
  const int before = world.changes;
  world.hosting.last()->become(ServiceState::InService);
  CHECK(world.changes > before);
}

TEST_CASE("a host may call back after the control plane is gone") {
  FakeHosting hosting;
  const FakeClock clock;
  std::shared_ptr<FakePipeline> held;
  int told = 0;
  {
    emulator::ControlPlane plane({}, hosting, clock, [&told] { ++told; });
    const emulator::CallScope scope{"eu-west-1", "123456789012"};
    plane.call("CreateModel", model_request("wine").dump(), scope);
    plane.call("CreateEndpointConfig",
               config_request("wine", {variant("AllTraffic", "wine")}).dump(), scope);
    plane.call("CreateEndpoint", R"({"EndpointName":"wine","EndpointConfigName":"wine"})", scope);
    held = hosting.last();
  }
  CHECK(hosting.alive() == 1);
  const int before = told;
  held->become(ServiceState::InService);
  CHECK(told == before);
}
