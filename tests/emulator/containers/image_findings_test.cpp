#include "emulator/runtime/docker/image_findings.h"

#include <catch2/catch_test_macros.hpp>

using namespace emulator;

namespace {

StageLaunchPlan plan_in_pipeline() {
  StageLaunchPlan plan;
  plan.in_pipeline = true;
  return plan;
}

ImageFacts good_image() {
  return {.architecture = "amd64",
          .entrypoint = {"/serve.py"},
          .labels = {{"com.amazonaws.sagemaker.capabilities.accept-bind-to-port", "true"}}};
}

const EngineFacts kEngine{.architecture = "amd64"};

std::string ids(const StageLaunchPlan& plan, const ImageFacts& facts) {
  std::string all;
  for (const Finding& finding : image_findings(plan, "img:1", facts, kEngine))
    all += finding.id + ":" + std::string(to_text(finding.severity)) + " ";
  return all;
}

std::string id_of_refusal(const std::string& said) {
  const auto finding = start_failure_finding("img:1", said);
  return finding ? finding->id : "";
}

}  // namespace

TEST_CASE("a good image has nothing odd about it") {
  CHECK(ids(plan_in_pipeline(), good_image()).empty());
}

TEST_CASE("the label that CreateModel asks for is missed, or has another value") {
  ImageFacts facts = good_image();
  facts.labels.begin()->second = "false";
  CHECK(ids(plan_in_pipeline(), facts) == "D01:error ");
  facts.labels.clear();
  CHECK(ids(plan_in_pipeline(), facts) == "D01:error ");
  CHECK(ids(StageLaunchPlan{}, facts).empty());
  StageLaunchPlan multi_model;
  multi_model.container.mode = "MultiModel";
  CHECK(ids(multi_model, facts) == "D01:error ");
}

TEST_CASE("an entry point that serve does not reach is told") {
  ImageFacts facts = good_image();
  facts.entrypoint.clear();
  CHECK(ids(plan_in_pipeline(), facts) == "D13:info ");
  facts.entrypoint = {"/bin/sh", "-c", "python serve.py"};
  CHECK(ids(plan_in_pipeline(), facts) == "D13:warning ");
}

TEST_CASE("an image for another processor is told before it fails") {
  ImageFacts facts = good_image();
  facts.architecture = "arm64";
  CHECK(ids(plan_in_pipeline(), facts) == "D34:warning ");
}

TEST_CASE("an engine's refusal to start is told apart by its words") {
  CHECK(id_of_refusal("OCI runtime create failed: exec: \"serve\": executable file not found in "
                      "$PATH: unknown") == "D13");
  CHECK(id_of_refusal("exec: \"/serve\": permission denied: unknown") == "D13");
  CHECK(id_of_refusal("No command specified") == "D13");
  CHECK(id_of_refusal("exec /serve: exec format error") == "D34");
  CHECK(id_of_refusal("error setting rlimit type 7: operation not permitted: OCI permission "
                      "denied")
            .empty());
  CHECK(id_of_refusal("port is already allocated").empty());
}
