#include "emulator/export/exporter.h"

#include <algorithm>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "emulator/codec/pipeline_file.h"
#include "emulator/model/edit.h"

using namespace emulator;
using nlohmann::json;

namespace {

Pipeline read(std::string_view text) {
  const auto result = read_pipeline_text(text, "f", "/");
  REQUIRE(result);
  return result->pipeline;
}

Exported exported(const Pipeline& pipeline) {
  const auto result = find_exporter("createmodel")->render(pipeline);
  REQUIRE(result);
  return *result;
}

std::vector<std::string> ids(const Exported& out) {
  std::vector<std::string> found;
  for (const Finding& finding : out.to_fill_in) found.push_back(finding.id);
  return found;
}

constexpr std::string_view kComplete = R"({
  "ModelName": "m",
  "ExecutionRoleArn": "arn:aws:iam::123456789012:role/SageMakerRole",
  "Containers": [
    {
      "ContainerHostname": "a",
      "Image": "123456789012.dkr.ecr.us-east-1.amazonaws.com/a:1"
    },
    {
      "ContainerHostname": "b",
      "Image": "123456789012.dkr.ecr.us-east-1.amazonaws.com/b:1",
      "LaterMember": {
        "X": 1.50
      }
    }
  ]
}
)";

}  // namespace

TEST_CASE("a complete request is exported as it was read and needs nothing") {
  const Exported out = exported(read(kComplete));
  CHECK(out.text == kComplete);
  CHECK(out.to_fill_in.empty());
}

TEST_CASE("reading what was exported gives the same definition") {
  const Exported out = exported(read(kComplete));
  CHECK(read(out.text).model == read(kComplete).model);
}

TEST_CASE("containers are exported in the order chosen") {
  const auto pipeline = reordered(read(kComplete), {"b", "a"});
  REQUIRE(pipeline);
  const json out = json::parse(exported(*pipeline).text);
  CHECK(out["Containers"][0]["ContainerHostname"] == "b");
  CHECK(out["Containers"][1]["ContainerHostname"] == "a");
}

TEST_CASE("nothing of Local or Requests is exported") {
  const std::string text = R"({"CreateModel":)" + std::string(kComplete) +
                           R"(,"Local":{"Stages":{"a":{"Environment":{"SECRET":"1"}}}},
                              "Requests":[{"Name":"r","Body":""}],"FormatVersion":1})";
  CHECK(exported(read(text)).text == kComplete);
}

TEST_CASE("what AWS cannot use becomes a placeholder and is listed as to fill in") {
  const Exported out = exported(read(R"({"CreateModel":{"ModelName":"m","Containers":[
    {"Image":"localhost:5000/wine:dev","ModelDataUrl":"./model.tar.gz"},
    {"Image":"wine"}]},
    "Local":{"Stages":{"container-2":{"ModelData":"model"}}}})"));
  const json request = json::parse(out.text);
  CHECK(request["Containers"][0]["Image"] == "<account>.dkr.ecr.<region>.amazonaws.com/wine:dev");
  CHECK(request["Containers"][0]["ModelDataUrl"] == "s3://<bucket>/container-1.tar.gz");
  CHECK_FALSE(request["Containers"][0].contains("ContainerHostname"));
  CHECK(request["Containers"][1]["Image"] == "<account>.dkr.ecr.<region>.amazonaws.com/wine");
  CHECK(ids(out) == std::vector<std::string>{"no-execution-role", "image-to-fill-in",
                                             "image-to-fill-in", "model-data-url",
                                             "model-data-to-fill-in"});
}

TEST_CASE("a bypassed stage is exported and named in a warning") {
  const auto edited = apply(read(kComplete), BypassStage{1, true});
  REQUIRE(edited);
  const Exported out = exported(edited->pipeline);
  CHECK(out.text == kComplete);
  REQUIRE(ids(out) == std::vector<std::string>{"bypassed-exported"});
  CHECK(out.to_fill_in[0].severity == Severity::Warning);
  CHECK(out.to_fill_in[0].container_hostname == "b");
}

TEST_CASE("exporters are found by their id") {
  CHECK(find_exporter("createmodel")->file_ending == ".json");
  CHECK(find_exporter("nothing") == nullptr);
  CHECK(std::ranges::all_of(exporters(),
                            [](const Exporter& one) { return find_exporter(one.id) == &one; }));
}
