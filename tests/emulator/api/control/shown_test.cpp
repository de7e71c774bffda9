#include "tests/emulator/api/control/control_world.h"

using namespace test;

namespace {

std::shared_ptr<emulator::Pipeline> pipeline_named(const std::string& name) {
  auto out = std::make_shared<emulator::Pipeline>();
  out->model.model_name = name;
  out->folder = "/files";
  for (int i = 0; i < 2; ++i) {
    emulator::Stage stage;
    stage.id = emulator::new_stage_id();
    stage.container.image = "stage:" + std::to_string(i);
    stage.launch.emplace().command = {"./serve"};
    out->stages.push_back(stage);
  }
  return out;
}

std::shared_ptr<FakePipeline> open_pipeline(const std::string& name) {
  return std::make_shared<FakePipeline>(
      pipeline_named(name), [] {}, std::make_shared<std::atomic<int>>(0));
}

}  // namespace

TEST_CASE("a served file is a model, a config and an endpoint of its ModelName") {
  World world;
  const auto pipeline = pipeline_named("wine");
  REQUIRE(world.plane.serve(pipeline));
  CHECK(world.hosting.last()->pipeline() == pipeline);
  CHECK(world.status("wine") == "Creating");
  world.hosting.last()->become(ServiceState::InService);
  const json told = world.ok("DescribeEndpoint", {{"EndpointName", "wine"}});
  CHECK(told["EndpointStatus"] == "InService");
  CHECK(told["EndpointArn"] == "arn:aws:sagemaker:us-east-1:000000000000:endpoint/wine");
  CHECK(world.ok("DescribeModel", {{"ModelName", "wine"}})["Containers"].size() == 2);
  const json config = world.ok("DescribeEndpointConfig", {{"EndpointConfigName", "wine"}});
  CHECK(config["ProductionVariants"][0]["VariantName"] == "AllTraffic");
  CHECK(config["ProductionVariants"][0]["InstanceType"] == "ml.m5.large");
  CHECK(world.plane.find_endpoint("wine")->region == "us-east-1");
}

TEST_CASE("a file is not served under a name that is taken or is none") {
  World world;
  REQUIRE(world.plane.serve(pipeline_named("wine")));
  const auto again = world.plane.serve(pipeline_named("wine"));
  REQUIRE_FALSE(again);
  CHECK(again.error().what ==
        "There is a model, an endpoint config or an endpoint named wine already");
  CHECK_FALSE(world.plane.serve(pipeline_named("")));
  CHECK_FALSE(world.plane.serve(pipeline_named(std::string(64, 'a'))));
  CHECK(world.hosting.count() == 1);
}

TEST_CASE("a served endpoint can be updated and deleted like any other") {
  World world;
  world.hosting.at_once = true;
  REQUIRE(world.plane.serve(pipeline_named("wine")));
  world.ok("CreateModel", model_request("next"));
  world.ok("CreateEndpointConfig", config_request("next", {variant("AllTraffic", "next")}));
  world.ok("UpdateEndpoint", {{"EndpointName", "wine"}, {"EndpointConfigName", "next"}});
  CHECK(world.ok("DescribeEndpoint", {{"EndpointName", "wine"}})["EndpointConfigName"] == "next");
  world.ok("DeleteEndpoint", {{"EndpointName", "wine"}});
  CHECK(world.hosting.alive() == 0);
}

TEST_CASE("what is open in the window is listed beside the others") {
  World world;
  world.ok("CreateModel", model_request("other"));
  const auto open = open_pipeline("wine");
  world.plane.show_open(open);
  CHECK(world.status("wine") == "Creating");
  CHECK(world.ok("ListModels")["Models"].size() == 2);
  CHECK(world.plane.models()[0].of_window);

  world.clock.pass(std::chrono::seconds{2});
  open->become(ServiceState::InService);
  world.plane.show_open(open);
  CHECK(world.plane.find_endpoint("wine")->variants[0].pipeline == open);
  json told = world.ok("DescribeEndpoint", {{"EndpointName", "wine"}});
  CHECK(told["EndpointStatus"] == "InService");
  CHECK(told["CreationTime"] == 1700000000.0);
  CHECK(told["LastModifiedTime"] == 1700000002.0);
  CHECK(told["ProductionVariants"][0]["CurrentInstanceCount"] == 1);

  SECTION("stopped, it has no endpoint") {
    open->become(ServiceState::Stopped);
    world.plane.show_open(open);
    CHECK(world.call("DescribeEndpoint", {{"EndpointName", "wine"}}).status == 400);
    CHECK(world.plane.find_endpoint("wine") == nullptr);
    world.ok("DescribeModel", {{"ModelName", "wine"}});
  }
  SECTION("failed, it says why") {
    open->fail_container(0, {emulator::ErrorCode::LaunchFailed,
                             "Stage a did not answer /ping with 200 within 480 s", ""});
    world.plane.show_open(open);
    told = world.ok("DescribeEndpoint", {{"EndpointName", "wine"}});
    CHECK(told["EndpointStatus"] == "Failed");
    CHECK(told["FailureReason"].get<std::string>().find("ping health check") != std::string::npos);
  }
  SECTION("closed, it is gone and let go of") {
    world.plane.show_open(nullptr);
    CHECK(world.ok("ListModels")["Models"].size() == 1);
    CHECK(open.use_count() == 1);
  }
  SECTION("it is changed in the window alone") {
    const json name = {{"EndpointName", "wine"}};
    const std::string refusal =
        "\"arn:aws:sagemaker:us-east-1:000000000000:endpoint/wine\" is the pipeline that is open "
        "in the Hoplens window. Change it or stop it there.";
    CHECK(world.refused("DeleteEndpoint", name) == refusal);
    CHECK(world.refused("UpdateEndpoint",
                        {{"EndpointName", "wine"}, {"EndpointConfigName", "wine"}}) == refusal);
    CHECK(world.refused("DeleteModel", {{"ModelName", "wine"}}).find("Hoplens window") !=
          std::string::npos);
    CHECK(world.refused("DeleteEndpointConfig", {{"EndpointConfigName", "wine"}})
              .find("Hoplens window") != std::string::npos);
  }
  SECTION("something that was created under its name stands before it") {
    world.ok("CreateModel", model_request("wine", 3));
    CHECK(world.ok("DescribeModel", {{"ModelName", "wine"}})["Containers"].size() == 3);
    CHECK(world.ok("ListModels")["Models"].size() == 2);
    world.ok("DeleteModel", {{"ModelName", "wine"}});
    CHECK(world.ok("DescribeModel", {{"ModelName", "wine"}})["Containers"].size() == 2);
  }
  SECTION("its config can be deployed over the wire, with stages of its own") {
    world.ok("CreateEndpoint", {{"EndpointName", "copy"}, {"EndpointConfigName", "wine"}});
    const auto copy = world.hosting.last()->pipeline();
    CHECK(copy->stages[0].launch == open->pipeline()->stages[0].launch);
    CHECK(copy->folder == "/files");
    CHECK(copy->stages[0].id != open->pipeline()->stages[0].id);
  }
}

TEST_CASE("a pipeline without a proper name is not listed") {
  World world;
  world.plane.show_open(open_pipeline(""));
  CHECK(world.ok("ListModels")["Models"].empty());
  CHECK(world.plane.endpoints().empty());
}

TEST_CASE("images that are set later count for models that arrive later") {
  World world;
  world.ok("CreateModel", model_request("before"));
  emulator::ImageMap map;
  map.folder = "/maps";
  map.images.push_back({"*/stage-1:*", {}});
  map.images[0].launch.image = "local:1";
  world.plane.set_images({map});
  world.ok("CreateModel", model_request("after"));
  const auto models = world.plane.models();
  REQUIRE(models.size() == 2);
  CHECK(models[0].name == "after");
  CHECK(models[0].pipeline->stages[0].launch->image == "local:1");
  CHECK_FALSE(models[0].pipeline->stages[1].launch);
  CHECK_FALSE(models[1].pipeline->stages[0].launch);
}
