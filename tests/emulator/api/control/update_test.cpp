#include "tests/emulator/api/control/control_world.h"

using namespace test;
using emulator::ErrorCode;

namespace {

// "wine" in service on config "wine", and a config "next" of a model "next".
struct Updating : World {
  Updating() {
    serve_all(*this, "wine");
    ok("CreateModel", model_request("next", 3));
    ok("CreateEndpointConfig", config_request("next", {variant("AllTraffic", "next")}));
  }
  json update(json more = json::object()) {
    more["EndpointName"] = "wine";
    more["EndpointConfigName"] = "next";
    return ok("UpdateEndpoint", more);
  }
  json described() { return ok("DescribeEndpoint", {{"EndpointName", "wine"}}); }
  std::string running_model() {
    return plane.find_endpoint("wine")->variants.at(0).pipeline->pipeline()->model.model_name;
  }
};

}  // namespace

TEST_CASE("UpdateEndpoint starts the new pipeline beside the old one and switches in one step") {
  Updating world;
  const auto before = world.plane.find_endpoint("wine");
  CHECK(world.update()["EndpointArn"] == "arn:aws:sagemaker:eu-west-1:123456789012:endpoint/wine");
  json told = world.described();
  CHECK(told["EndpointStatus"] == "Updating");
  CHECK(told["EndpointConfigName"] == "wine");
  CHECK(told["PendingDeploymentSummary"]["EndpointConfigName"] == "next");
  CHECK(told["PendingDeploymentSummary"]["ProductionVariants"][0]["VariantStatus"][0]["Status"] ==
        "Creating");
  CHECK(world.hosting.alive() == 2);
  CHECK(world.running_model() == "wine");
  CHECK(world.plane.endpoints()[0].variants[0].model_name == "wine");

  world.hosting.last()->become(ServiceState::InService);
  told = world.described();
  CHECK(told["EndpointStatus"] == "InService");
  CHECK(told["EndpointConfigName"] == "next");
  CHECK_FALSE(told.contains("PendingDeploymentSummary"));
  CHECK(world.running_model() == "next");
  // Whoever invokes still holds the old one.
  CHECK(world.hosting.alive() == 2);
  CHECK(before->variants[0].pipeline->pipeline()->model.model_name == "wine");
}

TEST_CASE("the old pipeline stops once no invocation holds it") {
  Updating world;
  world.update();
  world.hosting.last()->become(ServiceState::InService);
  CHECK(world.hosting.alive() == 1);
}

TEST_CASE("a failed update leaves the old pipeline in service and says why") {
  Updating world;
  world.update();
  world.hosting.last()->fail_container(
      2, {ErrorCode::LaunchFailed, "Stage container-3 exited with code 1 before it was ready", ""});
  const json told = world.described();
  CHECK(told["EndpointStatus"] == "InService");
  CHECK(told["EndpointConfigName"] == "wine");
  CHECK(told["FailureReason"].get<std::string>().find("container-3") != std::string::npos);
  CHECK(world.running_model() == "wine");
  CHECK(world.hosting.alive() == 1);

  SECTION("and a later update clears it") {
    world.update();
    CHECK_FALSE(world.described().contains("FailureReason"));
    world.hosting.last()->become(ServiceState::InService);
    CHECK(world.running_model() == "next");
  }
}

TEST_CASE("a second update while one is running is refused") {
  Updating world;
  world.update();
  const std::string refusal =
      "Cannot update in-progress endpoint "
      "\"arn:aws:sagemaker:eu-west-1:123456789012:endpoint/wine\".";
  CHECK(world.refused("UpdateEndpoint",
                      {{"EndpointName", "wine"}, {"EndpointConfigName", "next"}}) == refusal);
  CHECK(world.refused("DeleteEndpoint", {{"EndpointName", "wine"}}) == refusal);
}

TEST_CASE("UpdateEndpoint names what it does not find") {
  Updating world;
  CHECK(world.refused("UpdateEndpoint", {{"EndpointName", "wine"}, {"EndpointConfigName", "x"}}) ==
        "Could not find endpoint configuration "
        "\"arn:aws:sagemaker:eu-west-1:123456789012:endpoint-config/x\".");
  CHECK(world.refused("UpdateEndpoint", {{"EndpointName", "x"}, {"EndpointConfigName", "next"}}) ==
        "Could not find endpoint \"arn:aws:sagemaker:eu-west-1:123456789012:endpoint/x\".");
}

TEST_CASE("weights and counts change at once") {
  Updating world;
  world.clock.pass(std::chrono::seconds{5});
  const json change = {
      {"EndpointName", "wine"},
      {"DesiredWeightsAndCapacities",
       {{{"VariantName", "AllTraffic"}, {"DesiredWeight", 0.25}, {"DesiredInstanceCount", 3}}}}};
  world.ok("UpdateEndpointWeightsAndCapacities", change);
  const json told = world.described();
  CHECK(told["EndpointStatus"] == "InService");
  CHECK(told["LastModifiedTime"] == 1700000005.0);
  CHECK(told["ProductionVariants"][0]["CurrentWeight"] == 0.25);
  CHECK(told["ProductionVariants"][0]["DesiredWeight"] == 0.25);
  CHECK(told["ProductionVariants"][0]["CurrentInstanceCount"] == 3);
  CHECK(world.plane.find_endpoint("wine")->variants[0].weight == 0.25);

  SECTION("an update takes the config's own again") {
    world.update();
    world.hosting.last()->become(ServiceState::InService);
    CHECK(world.described()["ProductionVariants"][0]["CurrentWeight"] == 1);
  }
  SECTION("an update that retains all properties keeps them") {
    world.update({{"RetainAllVariantProperties", true}});
    world.hosting.last()->become(ServiceState::InService);
    CHECK(world.described()["ProductionVariants"][0]["CurrentWeight"] == 0.25);
    CHECK(world.described()["ProductionVariants"][0]["DesiredInstanceCount"] == 3);
  }
  SECTION("but for those that it excludes") {
    world.update(
        {{"RetainAllVariantProperties", true},
         {"ExcludeRetainedVariantProperties", {{{"VariantPropertyType", "DesiredWeight"}}}}});
    world.hosting.last()->become(ServiceState::InService);
    CHECK(world.described()["ProductionVariants"][0]["CurrentWeight"] == 1);
    CHECK(world.described()["ProductionVariants"][0]["DesiredInstanceCount"] == 3);
  }
}

TEST_CASE("weights of variants that are not there change nothing") {
  Updating world;
  const json change = {{"EndpointName", "wine"},
                       {"DesiredWeightsAndCapacities",
                        {{{"VariantName", "AllTraffic"}, {"DesiredWeight", 7}},
                         {{"VariantName", "other"}, {"DesiredWeight", 1}}}}};
  CHECK(world.refused("UpdateEndpointWeightsAndCapacities", change)
            .find("has no production variant other") != std::string::npos);
  CHECK(world.described()["ProductionVariants"][0]["CurrentWeight"] == 1);
}

TEST_CASE("the last deployment config is echoed") {
  Updating world;
  const json config = {{"AutoRollbackConfiguration", {{"Alarms", {{{"AlarmName", "a"}}}}}}};
  world.update({{"DeploymentConfig", config}});
  world.hosting.last()->become(ServiceState::InService);
  CHECK(world.described()["LastDeploymentConfig"] == config);
}
