#include "emulator/validate/validate.h"

#include <algorithm>
#include <filesystem>

#include <catch2/catch_test_macros.hpp>

#include "emulator/codec/pipeline_file.h"

using namespace emulator;

namespace {

std::vector<Finding> findings_in(std::string_view text) {
  const auto read = read_pipeline_text(text, "f", "/");
  REQUIRE(read);
  std::vector<Finding> findings = validate(read->pipeline);
  add_lines(findings, read->lines);
  return findings;
}

Finding find(const std::vector<Finding>& findings, std::string_view id) {
  const auto found = std::ranges::find(findings, id, &Finding::id);
  return found == findings.end() ? Finding{} : *found;
}

}  // namespace

TEST_CASE("broken constraints are worded as AWS words them") {
  const auto findings = findings_in(R"({"CreateModel": {
    "ModelName": "it's",
    "InferenceExecutionConfig": {"Mode": "serial"},
    "Containers": [{"Image": "i", "ContainerHostname": "a"},
                   {"Image": "i", "ContainerHostname": "a_b"}]}})");
  const Finding name = find(findings, "model-name");
  CHECK(name.message ==
        "1 validation error detected: Value 'it's' at 'modelName' failed to satisfy constraint: "
        "Member must satisfy regular expression pattern: "
        R"(^[a-zA-Z0-9]([\-a-zA-Z0-9]*[a-zA-Z0-9])?)");
  CHECK(name.pointer == "/CreateModel/ModelName");
  CHECK(name.line == 2);
  const Finding mode = find(findings, "execution-mode");
  CHECK(mode.message ==
        "1 validation error detected: Value 'serial' at 'inferenceExecutionConfig.mode' failed to "
        "satisfy constraint: Member must satisfy enum value set: [Serial, Direct]");
  const Finding hostname = find(findings, "container-hostname");
  CHECK(hostname.message.find("at 'containers.2.member.containerHostname'") != std::string::npos);
  CHECK(hostname.container_hostname == "a_b");
  CHECK(hostname.pointer == "/CreateModel/Containers/1/ContainerHostname");
  CHECK(hostname.line == 5);
}

TEST_CASE("pointers into a bare request start at its own root") {
  const auto findings = findings_in(R"({"ModelName": "m",
    "PrimaryContainer": {"Image": "a b"}})");
  CHECK(find(findings, "image").pointer == "/PrimaryContainer/Image");
  CHECK(find(findings, "image").line == 2);
  CHECK(find(findings, "image").message.find("'primaryContainer.image'") != std::string::npos);
}

TEST_CASE("a finding about a member that is missing points at the line of what should hold it") {
  const auto findings = findings_in(R"({"CreateModel":
    {"ModelName": "m", "Containers": [
      {"ContainerHostname": "a"}, {"Image": "i"}]},
  "Local": {"Stages": {
    "a": {"Runtime": "process"}}}})");
  CHECK(find(findings, "image-or-package").message ==
        "Specify one of either Image and Model Data URL or ModelPackageName in container "
        "definition.");
  CHECK(find(findings, "image-or-package").line == 3);
  CHECK(find(findings, "process-command").pointer == "/Local/Stages/a");
  CHECK(find(findings, "process-command").line == 5);
  CHECK(find(findings, "no-execution-role").line == 1);
}

TEST_CASE("one container is only a remark and sixteen are an error") {
  const auto count_with = [](int count) {
    std::string text = R"({"CreateModel":{"ModelName":"m","Containers":[)";
    for (int i = 0; i < count; ++i) text += std::string(i == 0 ? "" : ",") + R"({"Image":"i"})";
    return findings_in(text + "]}}");
  };
  CHECK(find(count_with(1), "not-a-pipeline").severity == Severity::Info);
  CHECK_FALSE(has_errors(count_with(1)));
  CHECK_FALSE(has_errors(count_with(15)));
  CHECK(find(count_with(16), "container-count").severity == Severity::Error);
}

TEST_CASE("half-set and duplicate hostnames are D19 and name the container") {
  const auto findings = findings_in(R"({"CreateModel":{"ModelName":"m","Containers":[
    {"Image":"i","ContainerHostname":"a"},{"Image":"i"},{"Image":"i","ContainerHostname":"a"}]}})");
  std::vector<std::string> pointers;
  for (const Finding& finding : findings)
    if (finding.id == "D19") pointers.push_back(finding.pointer);
  CHECK(pointers == std::vector<std::string>{"/CreateModel/Containers/1",
                                             "/CreateModel/Containers/2/ContainerHostname"});
}

TEST_CASE("the value of a bad variable, which may be a secret, is not repeated") {
  const auto findings = findings_in(R"({"CreateModel":{"ModelName":"m","Containers":[
    {"Image":"i","Environment":{"BAD-NAME":"hunter2"}}]}})");
  const Finding finding = find(findings, "D22");
  CHECK(finding.pointer == "/CreateModel/Containers/0/Environment/BAD-NAME");
  CHECK(finding.message.find("hunter2") == std::string::npos);
}

TEST_CASE("the sample pipelines of the repository have nothing odd in their definitions") {
  const std::filesystem::path assets = std::filesystem::path(HOPLENS_SOURCE_DIR) / "assets";
  int samples = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(assets)) {
    if (!entry.path().string().ends_with(".pipeline.json")) continue;
    INFO(entry.path());
    ++samples;
    const auto read = read_pipeline_file(entry.path());
    REQUIRE(read);
    CHECK(read->warnings.empty());
    for (const Finding& finding : validate(read->pipeline)) {
      INFO(finding.id << ": " << finding.message);
      CHECK(finding.severity == Severity::Info);
    }
    for (const SavedRequest& request : read->pipeline.requests)
      CHECK(load_body(request, read->pipeline.folder));
  }
  CHECK(samples > 0);
}
