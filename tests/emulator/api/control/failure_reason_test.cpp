#include "emulator/api/control/failure_reason.h"

#include <catch2/catch_test_macros.hpp>

using namespace emulator;

namespace {

// A pipeline of that many containers, all of them ready.
struct Ward {
  explicit Ward(std::size_t count) {
    report.state = ServiceState::Failed;
    for (std::size_t i = 0; i < count; ++i) {
      Stage stage;
      stage.container.image = "image";
      stage.container.model_data_url = "s3://bucket/model.tar.gz";
      pipeline.stages.push_back(stage);
      report.containers.push_back({container_name(pipeline, i), "docker", {}});
      report.containers.back().status.state = StageState::Ready;
    }
  }
  StageStatus& status(std::size_t index) { return report.containers[index].status; }
  Ward& failed(std::size_t index, std::string what, std::string finding = {}) {
    status(index).state = StageState::Failed;
    status(index).error = Error{ErrorCode::LaunchFailed, std::move(what), "Do something"};
    if (!finding.empty())
      status(index).findings.push_back(
          {.id = std::move(finding), .severity = Severity::Error, .message = "x"});
    return *this;
  }
  std::string reason() const { return failure_reason("AllTraffic", pipeline, report); }

  Pipeline pipeline;
  HostedReport report;
};

const std::string kPing =
    " for production variant AllTraffic did not pass the ping health check. Please check "
    "CloudWatch logs for this endpoint.";

}  // namespace

TEST_CASE("a container that never answers /ping is named") {
  const std::string late = "Stage x did not answer /ping with 200 within 480 s (last: 503)";
  CHECK(Ward(1).failed(0, late).reason() == "The primary container" + kPing);
  CHECK(Ward(3).failed(1, late).reason() == "The container-2" + kPing);
  CHECK(Ward(3).failed(0, late).failed(2, late).reason() == "The container-1, container-3" + kPing);
}

TEST_CASE("once the window is over, whoever is still starting has failed the last ping, too") {
  Ward ward(3);
  ward.failed(1, "Stage x did not answer /ping with 200 within 480 s (last: 503)");
  ward.status(2).state = StageState::Starting;
  CHECK(ward.reason() == "The container-2, container-3" + kPing);
}

TEST_CASE("a container that ends before its first answer has failed the ping") {
  Ward ward(2);
  ward.failed(0, "Stage x exited with code 1 before it was ready");
  ward.status(0).ran_for = std::chrono::seconds{1};
  ward.status(1).state = StageState::Starting;
  CHECK(ward.reason() == "The container-1" + kPing);
}

TEST_CASE("what cannot be started, extracted, downloaded or found has AWS's text") {
  struct Case {
    std::string what;
    std::string finding;
    std::string text;
  };
  const Case cases[] = {
      {"The image x cannot be started with serve", "D13",
       "CannotStartContainerError. Please ensure the model container for variant AllTraffic starts "
       "correctly when invoked with 'docker run <image> serve'"},
      {"Stage x exited: it is built for another processor (exec format error)", "D34",
       "Request to service failed. If failure persists after retry, contact customer support."},
      {"The model archive /m.tar.gz is not compressed with gzip", "",
       "Failed to extract model data archive for container \"container_2\" from URL "
       "\"s3://bucket/model.tar.gz\". Please ensure that the object located at the URL is a valid "
       "tar.gz archive."},
      {"The model archive /m.tar.gz holds more than 10 GB or more than 1,000,000 files", "",
       "The model data archive is too large."},
      {"There is no object s3://bucket/model.tar.gz (404 NoSuchKey)", "",
       "Failed to download model data for container \"container_2\" from URL: "
       "\"s3://bucket/model.tar.gz\". Please ensure that there is an object located at the URL and "
       "that the role passed to CreateModel has permissions to download the object."},
      {"The model data of stage x is not there: /models/x", "",
       "Failed to download model data for container \"container_2\" from URL: "
       "\"s3://bucket/model.tar.gz\". Please ensure that there is an object located at the URL and "
       "that the role passed to CreateModel has permissions to download the object."},
      {"The image x of stage y is not here and cannot be pulled: not found", "",
       "Please make sure all images included in the model for the production variant AllTraffic "
       "exist, and that the execution role used to create the model has permissions to access "
       "them."},
  };
  for (const Case& one : cases) {
    INFO(one.what);
    CHECK(Ward(2).failed(1, one.what, one.finding).reason() == one.text);
  }
}

TEST_CASE("model data that is no address of AWS is spoken of in our words") {
  Ward ward(1);
  ward.pipeline.stages[0].container.model_data_url.reset();
  CHECK(ward.failed(0, "The model data of stage x is not there: /models/x").reason() ==
        "The model data of stage x is not there: /models/x. Do something");
}

TEST_CASE("what AWS has no words for is said in ours") {
  CHECK(Ward(2).failed(0, "No Docker Engine answers").reason() ==
        "No Docker Engine answers. Do something");
}

TEST_CASE("several reasons are all said, each once") {
  Ward ward(3);
  ward.failed(0, "The image x of stage y is not here and cannot be pulled: not found");
  ward.failed(1, "The image z of stage y is not here and cannot be pulled: not found");
  ward.failed(2, "Stage x did not answer /ping with 200 within 480 s (last: 503)");
  CHECK(ward.reason() ==
        "The container-3" + kPing +
            " Please make sure all images included in the model for the production variant "
            "AllTraffic exist, and that the execution role used to create the model has "
            "permissions to access them.");
}

TEST_CASE("a reason has at most 1024 characters") {
  CHECK(shortened_reason(std::string(1024, 'a')).size() == 1024);
  const std::string cut = shortened_reason(std::string(1500, 'a') + "é");
  CHECK(cut.size() == 1024);
  CHECK(cut.ends_with("…"));
}
