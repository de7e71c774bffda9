#include "tests/emulator/api/control/control_world.h"

using namespace test;

TEST_CASE("a model is described as it was created, without its tags") {
  World world;
  json request = model_request("Wine");
  request["Containers"][0]["ContainerHostname"] = "first";
  request["Containers"][1]["ContainerHostname"] = "second";
  request["Containers"][0]["Environment"] = {{"A", "1"}};
  request["VpcConfig"] = {{"SecurityGroupIds", {"sg-1"}}, {"Subnets", {"subnet-1"}}};
  request["Tags"] = {{{"Key", "team"}, {"Value", "red"}}};
  CHECK(world.ok("CreateModel", request)["ModelArn"] ==
        "arn:aws:sagemaker:eu-west-1:123456789012:model/wine");

  const json told = world.ok("DescribeModel", {{"ModelName", "Wine"}});
  CHECK(told["ModelName"] == "Wine");
  CHECK(told["ModelArn"] == "arn:aws:sagemaker:eu-west-1:123456789012:model/wine");
  CHECK(told["CreationTime"] == 1700000000.0);
  CHECK(told["Containers"] == request["Containers"]);
  CHECK(told["VpcConfig"] == request["VpcConfig"]);
  CHECK(told["ExecutionRoleArn"] == request["ExecutionRoleArn"]);
  CHECK(told["EnableNetworkIsolation"] == false);
  CHECK_FALSE(told.contains("Tags"));
  CHECK(world.ok("ListTags", {{"ResourceArn", told["ModelArn"]}})["Tags"] == request["Tags"]);
}

TEST_CASE("a single container may stand in PrimaryContainer") {
  World world;
  json request = model_request("one");
  request.erase("Containers");
  request["PrimaryContainer"] = container("one:1");
  world.ok("CreateModel", request);
  const json told = world.ok("DescribeModel", {{"ModelName", "one"}});
  CHECK(told["PrimaryContainer"] == request["PrimaryContainer"]);
  CHECK_FALSE(told.contains("Containers"));
}

TEST_CASE("a one-element Containers list is accepted") {  // contract 1.6
  World world;
  world.ok("CreateModel", model_request("one", 1));
}

TEST_CASE("models have AWS's texts for what is not there and what is there already") {
  World world;
  world.ok("CreateModel", model_request("Wine"));
  const std::string arn = "\"arn:aws:sagemaker:eu-west-1:123456789012:model/wine\".";
  CHECK(world.refused("CreateModel", model_request("wine")) ==
        "Cannot create already existing model " + arn);
  CHECK(world.call("DeleteModel", {{"ModelName", "Wine"}}).response.body->size() == 0);
  CHECK(world.refused("DeleteModel", {{"ModelName", "Wine"}}) == "Could not find model " + arn);
  CHECK(world.refused("DescribeModel", {{"ModelName", "Wine"}}) == "Could not find model " + arn);
}

TEST_CASE("an error says its type in the body and in a header") {
  World world;
  const Answer answer = world.call("DescribeModel", {{"ModelName", "wine"}});
  CHECK(answer.status == 400);
  CHECK(answer.body["__type"] == "ValidationException");
  CHECK(answer.response.headers.get("x-amzn-ErrorType") == "ValidationException");
  CHECK(answer.response.headers.get("Content-Type") == "application/x-amz-json-1.1");
  CHECK(answer.response.headers.get("x-amzn-RequestId")->size() == 36);
}

namespace {

// One thing that is wrong with a CreateModel request, and what AWS says about it.
struct BrokenModel {
  std::string what;
  void (*spoil)(json&);
  std::string text;
};

std::string one(const std::string& value, const std::string& path, const std::string& constraint) {
  return "1 validation error detected: Value '" + value + "' at '" + path +
         "' failed to satisfy constraint: " + constraint;
}

const std::string kNamePattern =
    R"(Member must satisfy regular expression pattern: ^[a-zA-Z0-9]([\-a-zA-Z0-9]*[a-zA-Z0-9])?)";

}  // namespace

TEST_CASE("what breaks a constraint of CreateModel is refused in AWS's words") {
  const BrokenModel cases[] = {
      {"an apostrophe in the name", [](json& m) { m["ModelName"] = "it's"; },
       one("it's", "modelName", kNamePattern)},
      {"a trailing hyphen", [](json& m) { m["ModelName"] = "wine-"; },
       one("wine-", "modelName", kNamePattern)},
      {"an empty name", [](json& m) { m["ModelName"] = ""; }, one("", "modelName", kNamePattern)},
      {"a long name", [](json& m) { m["ModelName"] = std::string(64, 'a'); },
       one(std::string(64, 'a'), "modelName", "Member must have length less than or equal to 63")},
      {"no name", [](json& m) { m.erase("ModelName"); },
       "1 validation error detected: Value null at 'modelName' failed to satisfy constraint: "
       "Member must not be null"},
      {"a null name", [](json& m) { m["ModelName"] = nullptr; },
       "1 validation error detected: Value null at 'modelName' failed to satisfy constraint: "
       "Member must not be null"},
      {"a mode that does not exist",
       [](json& m) {
         m["InferenceExecutionConfig"] = {{"Mode", "serial"}};
       },
       one("serial", "inferenceExecutionConfig.mode",
           "Member must satisfy enum value set: [Serial, Direct]")},
      {"a bad hostname in the second container",
       [](json& m) {
         m["Containers"][0]["ContainerHostname"] = "first";
         m["Containers"][1]["ContainerHostname"] = "a_b";
       },
       one("a_b", "containers.2.member.containerHostname",
           "Member must satisfy regular expression pattern: ^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}")},
      {"neither image nor package", [](json& m) { m["Containers"][1].erase("Image"); },
       "Specify one of either Image and Model Data URL or ModelPackageName in container "
       "definition."},
      {"two MultiModel containers",
       [](json& m) {
         for (json& container : m["Containers"]) container["Mode"] = "MultiModel";
       },
       "More than one container in MultiModel mode is not supported with inference pipeline."},
      {"a required member inside",
       [](json& m) {
         m["Containers"][1]["ModelDataSource"] = {
             {"S3DataSource", {{"S3Uri", "s3://b/k/"}, {"CompressionType", "None"}}}};
       },
       "1 validation error detected: Value null at "
       "'containers.2.member.modelDataSource.s3DataSource.s3DataType' failed to satisfy "
       "constraint: Member must not be null"},
  };
  for (const BrokenModel& broken : cases) {
    INFO(broken.what);
    World world;
    json request = model_request("wine");
    broken.spoil(request);
    CHECK(world.refused("CreateModel", request) == broken.text);
    CHECK(world.ok("ListModels")["Models"].empty());
  }
}

TEST_CASE("several broken constraints are named in one answer") {
  World world;
  json request = model_request("wine");
  request["Containers"][0]["Mode"] = "Many";
  request["ExecutionRoleArn"] = "arn:aws:iam::1:role/SageMakerRole";
  CHECK(world.refused("CreateModel", request) ==
        "2 validation errors detected: Value 'arn:aws:iam::1:role/SageMakerRole' at "
        "'executionRoleArn' failed to satisfy constraint: Member must satisfy regular expression "
        R"(pattern: ^arn:aws[a-z\-]*:iam::\d{12}:role/?[a-zA-Z_0-9+=,.@\-_/]+$; Value 'Many' at )"
        "'containers.1.member.mode' failed to satisfy constraint: Member must satisfy enum value "
        "set: [SingleModel, MultiModel]");
}

TEST_CASE("where AWS's text is not known, ours says what to do") {  // contract 1.20
  World world;
  json request = model_request("wine");
  request["PrimaryContainer"] = container("one:1");
  CHECK(world.refused("CreateModel", request) ==
        "PrimaryContainer and Containers are both given. Keep Containers for a pipeline, "
        "PrimaryContainer for a single container.");
  request = model_request("wine");
  request.erase("Containers");
  CHECK(world.refused("CreateModel", request).find("Neither PrimaryContainer nor Containers") == 0);
  request = model_request("wine", 16);
  CHECK(world.refused("CreateModel", request).find("16 containers") == 0);
  request = model_request("wine");
  request["Containers"][0]["ContainerHostname"] = "first";
  CHECK(world.refused("CreateModel", request).find("ContainerHostname") != std::string::npos);
  request = model_request("wine");
  request["Containers"][0]["Environment"]["BIG"] = std::string(1000, 'x');
  for (int i = 0; i < 40; ++i)
    request["Containers"][1]["Environment"]["V" + std::to_string(i)] = std::string(1000, 'x');
  CHECK(world.refused("CreateModel", request).find("Environment of all containers") == 0);
}

TEST_CASE("a value of the wrong type is a SerializationException that says where") {
  World world;
  json request = model_request("wine");
  request["Containers"][1]["Environment"] = {{"A", 1}};
  Answer answer = world.call("CreateModel", request);
  CHECK(answer.type == "SerializationException");
  CHECK(answer.message == "/Containers/1/Environment/A must be text, is a number");

  answer = answer_of(world.plane.call("CreateModel", "{\"ModelName\": ", world.scope));
  CHECK(answer.type == "SerializationException");
  CHECK(answer.message.find("the text ends too early") != std::string::npos);

  answer = answer_of(world.plane.call("CreateModel", "[]", world.scope));
  CHECK(answer.message == "The request must be an object, is a list");
}

TEST_CASE("members that AWS does not know are ignored, nulls are no members") {  // contract 4.14
  World world;
  json request = model_request("wine");
  request["Imagination"] = true;
  request["ModelNam"] = 7;       // nearly a known one
  request["FormatVersion"] = 3;  // one of our files'
  request["Containers"][0]["Imagee"] = "x";
  request["Containers"][0]["ModelDataUrl"] = nullptr;
  world.ok("CreateModel", request);
  CHECK(world.ok("DescribeModel", {{"ModelName", "wine"}})["Containers"][0] ==
        model_request("wine")["Containers"][0]);
}

TEST_CASE("an operation that is not emulated is refused in plain words") {
  World world;
  CHECK(world.refused("CreateTrainingJob")
            .find("Hoplens does not emulate CreateTrainingJob. It "
                  "emulates CreateModel,") == 0);
  CHECK(world.refused("CreateTransformJob").find("send this one to AWS") != std::string::npos);
  const Answer answer = world.call("CreateMiracle");
  CHECK(answer.status == 400);
  CHECK(answer.type == "UnknownOperationException");
  CHECK(world.call("").type == "UnknownOperationException");
  CHECK(world.call("CreateModel DescribeModel").type == "UnknownOperationException");
}

TEST_CASE("an empty body is an empty request") {  // contract 4.11
  World world;
  CHECK(answer_of(world.plane.call("ListModels", "", world.scope)).body["Models"].empty());
}

TEST_CASE("the partition of an ARN is its region's") {
  World world;
  world.scope = {"cn-north-1", "123456789012"};
  CHECK(world.ok("CreateModel", model_request("wine"))["ModelArn"] ==
        "arn:aws-cn:sagemaker:cn-north-1:123456789012:model/wine");
}

TEST_CASE("a model is there from every region") {
  World world;
  world.ok("CreateModel", model_request("wine"));
  world.scope.region = "us-east-2";
  CHECK(world.ok("DescribeModel", {{"ModelName", "wine"}})["ModelArn"] ==
        "arn:aws:sagemaker:eu-west-1:123456789012:model/wine");
}
