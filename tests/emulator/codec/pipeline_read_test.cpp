#include <catch2/catch_test_macros.hpp>

#include "emulator/codec/pipeline_file.h"
#include "sample_files.h"

using namespace emulator;

namespace {

Result<ReadPipeline> read(std::string_view text) {
  return read_pipeline_text(text, "file.pipeline.json", "/pipelines");
}

std::string error_of(std::string_view text) {
  const auto result = read(text);
  return result ? "no error" : result.error().what;
}

// The file with one piece of text replaced by another.
std::string with(std::string_view from, std::string_view to) {
  std::string text(kWineFile);
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("a pipeline file fills the definition, the stages, the limits and the requests") {
  const auto result = read(kWineFile);
  REQUIRE(result);
  const Pipeline& pipeline = result->pipeline;
  CHECK(result->warnings.empty());
  CHECK(pipeline.form == FileForm::Pipeline);
  CHECK(pipeline.folder == "/pipelines");
  CHECK(pipeline.model.model_name == "wine-pipeline");
  REQUIRE(pipeline.stages.size() == 3);
  CHECK(pipeline.stages[0].id != pipeline.stages[1].id);
  CHECK(pipeline.stages[0].container.environment ==
        EnvironmentMap{{"SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT", "text/csv"}});
  CHECK(pipeline.stages[0].runtime() == RuntimeKind::Process);
  CHECK(pipeline.stages[0].launch->command ==
        std::vector<std::string>{"python3", "serve.py", "serve"});
  CHECK(pipeline.stages[0].launch->stop_timeout == std::chrono::seconds{5});
  CHECK(pipeline.stages[1].container.model_data_source->s3_data_source->accept_eula == true);
  CHECK(pipeline.stages[1].launch->cpus == 1.5);
  CHECK(pipeline.stages[1].launch->gpus == "\"all\"");
  CHECK(pipeline.stages[2].launch->url == "http://127.0.0.1:9000");
  CHECK(pipeline.local.profile.ping_timeout == std::chrono::milliseconds{250});
  CHECK(pipeline.local.profile.port_binding == PortBinding::Strict);
  REQUIRE(pipeline.requests.size() == 2);
  CHECK(pipeline.requests[0].body_file == "payloads/three.csv");
  CHECK(pipeline.requests[1].body == "1,2,3\n");
}

TEST_CASE("every member's line is known by its pointer") {
  const auto result = read(kWineFile);
  REQUIRE(result);
  CHECK(result->lines.at("") == 1);
  CHECK(result->lines.at("/CreateModel") == 4);
  CHECK(result->lines.at("/CreateModel/Containers/1") == 16);
  CHECK(result->lines.at("/CreateModel/Containers/1/Image") == 18);
  CHECK(result->lines.at("/Local/Images/*~1wine:*/Runtime") == 74);
}

TEST_CASE("a misspelt key of ours is named with its line, pointer and nearest valid key") {
  const auto result = read(with("\"Command\": [\"python3\"", "\"Comand\": [\"python3\""));
  REQUIRE_FALSE(result);
  CHECK(result.error().what ==
        "file.pipeline.json, line 53, /Local/Stages/preprocess/Comand: unknown key \"Comand\"; "
        "nearest valid key is \"Command\"");
  CHECK(result.error().next_step == "Write \"Command\", or remove the member");
}

TEST_CASE("a key of ours that is near to nothing is answered with all valid ones") {
  CHECK(error_of(with("\"Limits\"", "\"Zebra\"")) ==
        "file.pipeline.json, line 65, /Local/Zebra: unknown key \"Zebra\"; valid keys are Stages, "
        "Limits, Switches, Images, S3");
}

TEST_CASE(
    "inside CreateModel a nearly right key is an error and a new one is kept with a warning") {
  CHECK(error_of(with("\"ModelDataUrl\"", "\"ModelDataURI\"")) ==
        "file.pipeline.json, line 11, /CreateModel/Containers/0/ModelDataURI: unknown key "
        "\"ModelDataURI\"; nearest valid key is \"ModelDataUrl\"");
  const auto result = read(
      with("\"ModelDataUrl\"", "\"QuantumSettings\": { \"Bits\" : [1, 2] },\n \"ModelDataUrl\""));
  REQUIRE(result);
  REQUIRE(result->warnings.size() == 1);
  CHECK(result->warnings[0].id == "unknown-member");
  CHECK(result->warnings[0].severity == Severity::Warning);
  CHECK(result->warnings[0].pointer == "/CreateModel/Containers/0/QuantumSettings");
  CHECK(result->warnings[0].line == 11);
  CHECK(result->warnings[0].container_hostname == "preprocess");
  CHECK(result->pipeline.stages[0].container.kept.unknown.at(0).second == R"({"Bits":[1,2]})");
}

TEST_CASE("wrong types, nulls and wrong options are errors with line and pointer") {
  CHECK(error_of(with("\"wine-pipeline\"", "7")) ==
        "file.pipeline.json, line 5, /CreateModel/ModelName: must be text, is a number");
  CHECK(error_of(with("\"wine-pipeline\"", "null")) ==
        "file.pipeline.json, line 5, /CreateModel/ModelName: must not be null");
  CHECK(error_of(with("\"DEBUG\": \"1\"", "\"DEBUG\": 1")) ==
        "file.pipeline.json, line 56, /Local/Stages/preprocess/Environment/DEBUG: must be text, is "
        "a number");
  CHECK(error_of(with("\"url\"", "\"curl\"")) ==
        "file.pipeline.json, line 61, /Local/Stages/postprocess/Runtime: unknown runtime \"curl\"; "
        "it can be docker, process, url");
  CHECK(error_of(with("\"strict\"", "\"tight\"")) ==
        "file.pipeline.json, line 70, /Local/Switches/PortBinding: unknown option \"tight\"; it "
        "can be lenient or strict");
  CHECK(error_of(with("0.25", "-1")) ==
        "file.pipeline.json, line 67, /Local/Limits/PingTimeoutSeconds: -1 is out of range");
  CHECK(error_of(with("\"FormatVersion\": 1", "\"FormatVersion\": 2"))
            .find("reads FormatVersion 1") != std::string::npos);
  CHECK(error_of(with("\"StopTimeoutSeconds\": 5", "\"StopTimeoutSeconds\": 0.5")) ==
        "file.pipeline.json, line 58, /Local/Stages/preprocess/StopTimeoutSeconds: must be a whole "
        "number, is 0.5");
  CHECK(error_of(with("\"all\"", "\"some\"")).find("number of GPUs or \"all\"") !=
        std::string::npos);
  CHECK(error_of("[]") == "file.pipeline.json, line 1: must be an object, is a list");
  CHECK(error_of(with("\"BodyFile\"", "\"Body\": \"\", \"BodyFile\"")).find("more than one body") !=
        std::string::npos);
  CHECK(
      error_of(with(",\n      \"BodyFile\": \"payloads/three.csv\"", "")).find("without a body") !=
      std::string::npos);
}

TEST_CASE("a wrong member of an image entry that nothing uses yet is found too") {
  CHECK(error_of(with("\"Command\": [\"serve\"]", "\"Command\": \"serve\"")) ==
        "file.pipeline.json, line 75, /Local/Images/*~1wine:*/Command: must be a list, is text");
}

TEST_CASE("an entry of Local.Stages that names no container is an error") {
  CHECK(error_of(with("\"postprocess\": {", "\"postproces\": {")) ==
        "file.pipeline.json, line 60, /Local/Stages/postproces: unknown key \"postproces\"; "
        "nearest valid key is \"postprocess\"");
}

TEST_CASE("a container without hostname is container-N in Local.Stages, wherever Local stands") {
  const auto result = read(R"({"Local":{"Stages":{"container-2":{"Port":9}}},
    "CreateModel":{"Containers":[{},{}]}})");
  REQUIRE(result);
  CHECK_FALSE(result->pipeline.stages[0].launch);
  CHECK(result->pipeline.stages[1].launch->port == 9);
}

TEST_CASE("what is not plain JSON is explained") {
  CHECK(error_of("") == "file.pipeline.json, line 1: the file is empty");
  CHECK(error_of(" \n ") == "file.pipeline.json, line 1: the file is empty");
  CHECK(error_of("\xEF\xBB\xBF{}") == "file.pipeline.json, line 1: begins with a byte order mark");
  CHECK(error_of("{\n\"a\": \"\xff\"}") == "file.pipeline.json, line 2: is not UTF-8 text");
  CHECK(error_of(std::string_view("{}\0", 3)).find("NUL byte") != std::string::npos);
  const auto comment = read("{\n// why\n}");
  REQUIRE_FALSE(comment);
  CHECK(comment.error().what.starts_with("file.pipeline.json, line 2: not valid JSON"));
  CHECK(comment.error().next_step == "Remove the comment: plain JSON has none");
  const auto comma = read("{\"CreateModel\": {\"ModelName\": \"a\",\n}}");
  REQUIRE_FALSE(comma);
  CHECK(comma.error().what.starts_with("file.pipeline.json, line 2, /CreateModel: not valid JSON"));
  CHECK(comma.error().next_step == "Remove the comma before it");
  const auto trailing = read(std::string(kWineFile) + "x");
  REQUIRE_FALSE(trailing);
  CHECK(trailing.error().what.starts_with("file.pipeline.json, line 95: not valid JSON"));
  CHECK(trailing.error().next_step == "Remove what stands behind the closing bracket");
  CHECK(error_of("{\"a\": {").find("the text ends too early") != std::string::npos);
  CHECK(error_of("{\"a\": 1e999}").find("line 1") != std::string::npos);
}

TEST_CASE("a key that stands twice is an error, wherever it is") {
  CHECK(error_of("{\"CreateModel\": {\n\"ModelName\": \"a\",\n\"ModelName\": \"b\"}}") ==
        "file.pipeline.json, line 3, /CreateModel/ModelName: the key \"ModelName\" stands here "
        "twice");
  CHECK(error_of(R"({"CreateModel":{"Unheard":{"x":1,"x":2}}})").find("twice") !=
        std::string::npos);
}

TEST_CASE("64 levels are read and 65 are refused") {
  const auto nested = [](int levels) {  // the root and CreateModel are two of them
    return R"({"CreateModel":{"Unheard":)" +
           std::string(static_cast<std::size_t>(levels - 2), '[') +
           std::string(static_cast<std::size_t>(levels - 2), ']') + "}}";
  };
  CHECK(read(nested(64)));
  CHECK(error_of(nested(65)) == "file.pipeline.json, line 1: nested deeper than 64 levels");
  CHECK(error_of(std::string(200'000, '[')).find("deeper than 64") != std::string::npos);
}

TEST_CASE("a bare CreateModel request is a pipeline whose stages run on Docker") {
  const auto result = read(R"({"ModelName":"m","PrimaryContainer":{"Image":"i"},"NewThing":1})");
  REQUIRE(result);
  CHECK(result->pipeline.form == FileForm::CreateModelRequest);
  CHECK(result->pipeline.model.primary_container);
  REQUIRE(result->pipeline.stages.size() == 1);
  CHECK(result->pipeline.stages[0].runtime() == RuntimeKind::Docker);
  REQUIRE(result->warnings.size() == 1);
  CHECK(result->warnings[0].pointer == "/NewThing");
}

TEST_CASE("a DescribeModel response is a pipeline and its own members are not CreateModel's") {
  const auto result = read(R"({"ModelName":"m","Containers":[{"Image":"i"}],
    "ModelArn":"arn:aws:sagemaker:us-east-1:0:model/m","CreationTime":1700000000.5,
    "DeploymentRecommendation":{"RecommendationStatus":"COMPLETED"}})");
  REQUIRE(result);
  CHECK(result->pipeline.form == FileForm::DescribeModelResponse);
  CHECK(result->warnings.empty());
  CHECK(result->pipeline.local.file_kept.unknown.size() == 3);
  CHECK(result->pipeline.model.kept.unknown.empty());
}

TEST_CASE("a document without a CreateModel member is not a pipeline") {
  CHECK(error_of("{}") ==
        "file.pipeline.json, line 1: there is no CreateModel member, so there is no pipeline");
  CHECK(error_of(R"({"CreateModle":{}})").find("nearest valid key is \"CreateModel\"") !=
        std::string::npos);
}
