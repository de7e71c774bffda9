#include "tests/emulator/api/control/control_world.h"

using namespace test;

TEST_CASE("an endpoint config is described as it was created, without its tags") {
  World world;
  world.ok("CreateModel", model_request("wine"));
  json request = config_request("Cellar", {variant("AllTraffic", "wine")});
  request["ProductionVariants"][0]["InitialVariantWeight"] = 0.5;
  request["ProductionVariants"][0]["RoutingConfig"] = {{"RoutingStrategy", "RANDOM"}};
  request["DataCaptureConfig"] = {{"InitialSamplingPercentage", 10},
                                  {"DestinationS3Uri", "s3://bucket/capture"},
                                  {"CaptureOptions", {{{"CaptureMode", "Input"}}}}};
  request["KmsKeyId"] = "key";
  request["Tags"] = {{{"Key", "team"}, {"Value", "red"}}};
  const std::string arn = "arn:aws:sagemaker:eu-west-1:123456789012:endpoint-config/cellar";
  CHECK(world.ok("CreateEndpointConfig", request)["EndpointConfigArn"] == arn);
  const json told = world.ok("DescribeEndpointConfig", {{"EndpointConfigName", "Cellar"}});
  json expected = request;
  expected.erase("Tags");
  expected["EndpointConfigArn"] = arn;
  expected["CreationTime"] = 1700000000.0;
  CHECK(told == expected);
  CHECK(world.ok("ListTags", {{"ResourceArn", arn}})["Tags"] == request["Tags"]);
}

TEST_CASE("endpoint configs have AWS's texts for what is not there and what is there already") {
  World world;
  world.ok("CreateModel", model_request("wine"));
  const std::string arn = "\"arn:aws:sagemaker:eu-west-1:123456789012:endpoint-config/cellar\".";
  const json name = {{"EndpointConfigName", "cellar"}};
  CHECK(world.refused("DescribeEndpointConfig", name) ==
        "Could not find endpoint configuration " + arn);
  CHECK(world.refused("DeleteEndpointConfig", name) ==
        "Could not find endpoint configuration " + arn);
  const json request = config_request("cellar", {variant("AllTraffic", "wine")});
  world.ok("CreateEndpointConfig", request);
  CHECK(world.refused("CreateEndpointConfig", request) ==
        "Cannot create already existing endpoint configuration " + arn);
  CHECK(world.call("DeleteEndpointConfig", name).response.body->size() == 0);
  CHECK(world.refused("CreateEndpointConfig",
                      config_request("cellar", {variant("AllTraffic", "beer")})) ==
        "Could not find model \"arn:aws:sagemaker:eu-west-1:123456789012:model/beer\".");
}

TEST_CASE("what breaks a constraint of a variant is refused in AWS's words") {
  struct Case {
    void (*spoil)(json& variant);
    std::string text;
  };
  const std::string value = "1 validation error detected: Value '";
  const std::string at = "' at 'productionVariants.1.member.";
  const std::string failed = "' failed to satisfy constraint: Member must ";
  const Case cases[] = {
      {[](json& v) { v["VariantName"] = "a_b"; },
       value + "a_b" + at + "variantName" + failed +
           "satisfy regular expression pattern: ^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}"},
      {[](json& v) { v["InitialInstanceCount"] = 0; }, value + "0" + at + "initialInstanceCount" +
                                                           failed +
                                                           "have value greater than or equal to 1"},
      {[](json& v) { v["InitialVariantWeight"] = -0.5; },
       value + "-0.5" + at + "initialVariantWeight" + failed +
           "have value greater than or equal to 0"},
      {[](json& v) { v["ContainerStartupHealthCheckTimeoutInSeconds"] = 59; },
       value + "59" + at + "containerStartupHealthCheckTimeoutInSeconds" + failed +
           "have value greater than or equal to 60"},
      {[](json& v) { v["ModelDataDownloadTimeoutInSeconds"] = 3601; },
       value + "3601" + at + "modelDataDownloadTimeoutInSeconds" + failed +
           "have value less than or equal to 3600"},
      {[](json& v) { v["InstanceType"] = "m5.large"; },
       value + "m5.large" + at + "instanceType" + failed +
           R"(satisfy regular expression pattern: ^ml\.[a-z0-9.\-]+$)"},
      {[](json& v) { v.erase("VariantName"); }, "1 validation error detected: Value null" +
                                                    at.substr(1) + "variantName" + failed +
                                                    "not be null"},
      {[](json& v) {
         v["InitialInstanceCount"] = 0;
         v["VolumeSizeInGB"] = 513;
       },
       "2 validation errors detected: Value '0" + at + "initialInstanceCount" + failed +
           "have value greater than or equal to 1; Value '513" + at + "volumeSizeInGB" + failed +
           "have value less than or equal to 512"},
  };
  World world;
  world.ok("CreateModel", model_request("wine"));
  for (const Case& broken : cases) {
    json one = variant("AllTraffic", "wine");
    broken.spoil(one);
    CHECK(world.refused("CreateEndpointConfig", config_request("cellar", {one})) == broken.text);
  }
}

TEST_CASE("a config has one to ten variants with names of their own") {
  World world;
  world.ok("CreateModel", model_request("wine"));
  CHECK(world.refused("CreateEndpointConfig", config_request("cellar", json::array())) ==
        "1 validation error detected: Value '[]' at 'productionVariants' failed to satisfy "
        "constraint: Member must have length greater than or equal to 1");
  json variants = json::array();
  for (int i = 0; i < 11; ++i) variants.push_back(variant("v" + std::to_string(i), "wine"));
  CHECK(world.refused("CreateEndpointConfig", config_request("cellar", variants))
            .find("at 'productionVariants' failed to satisfy constraint: Member must have length "
                  "less than or equal to 10") != std::string::npos);
  CHECK(world
            .refused("CreateEndpointConfig",
                     config_request("cellar", {variant("a", "wine"), variant("a", "wine")}))
            .find("The variant name a is given twice") == 0);
}

TEST_CASE("a variant says what it runs and on what") {
  World world;
  world.ok("CreateModel", model_request("wine"));
  json one = variant("a", "wine");
  one.erase("ModelName");
  CHECK(world.refused("CreateEndpointConfig", config_request("c", {one}))
            .find("does not emulate inference components") != std::string::npos);
  one = variant("a", "wine");
  one.erase("InstanceType");
  CHECK(world.refused("CreateEndpointConfig", config_request("c", {one}))
            .find("needs an InstanceType") != std::string::npos);
  one["ServerlessConfig"] = {{"MemorySizeInMB", 2048}, {"MaxConcurrency", 5}};
  CHECK(world.refused("CreateEndpointConfig", config_request("c", {one}))
            .find("Give one or the other") != std::string::npos);
}

TEST_CASE("pipelines are refused where SageMaker does not support them") {  // contract 1.17
  World world;
  world.ok("CreateModel", model_request("wine"));
  world.ok("CreateModel", model_request("single", 1));
  json serverless = {{"VariantName", "a"},
                     {"ModelName", "wine"},
                     {"ServerlessConfig", {{"MemorySizeInMB", 2048}, {"MaxConcurrency", 5}}}};
  CHECK(world.refused("CreateEndpointConfig", config_request("c", {serverless})) ==
        "The model wine is an inference pipeline, which serverless endpoints do not support.");
  json request = config_request("c", {variant("a", "wine")});
  request["AsyncInferenceConfig"] = {{"OutputConfig", {{"S3OutputPath", "s3://b/out"}}}};
  CHECK(world.refused("CreateEndpointConfig", request) ==
        "The model wine is an inference pipeline, which asynchronous endpoints do not support.");
  serverless["ModelName"] = "single";
  world.ok("CreateEndpointConfig", config_request("c", {serverless}));
  world.ok("CreateEndpoint", {{"EndpointName", "e"}, {"EndpointConfigName", "c"}});
  const json told = world.ok("DescribeEndpoint", {{"EndpointName", "e"}})["ProductionVariants"][0];
  CHECK(told["CurrentServerlessConfig"] == serverless["ServerlessConfig"]);
  CHECK_FALSE(told.contains("CurrentInstanceCount"));
}
