#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "emulator/api/control/control_plane.h"

// A control plane whose pipelines are moved by hand and whose clock stands still.
namespace test {

using emulator::HostedReport;
using emulator::ServiceState;
using nlohmann::json;

class FakePipeline final : public emulator::HostedPipeline {
 public:
  FakePipeline(std::shared_ptr<const emulator::Pipeline> pipeline, std::function<void()> changed,
               std::shared_ptr<std::atomic<int>> alive)
      : pipeline_(std::move(pipeline)), changed_(std::move(changed)), alive_(std::move(alive)) {
    ++*alive_;
    report_.state = ServiceState::Creating;
    for (std::size_t i = 0; i < pipeline_->stages.size(); ++i) {
      emulator::HostedContainer container;
      container.name = emulator::container_name(*pipeline_, i);
      container.runtime = "process";
      container.status.state = emulator::StageState::Starting;
      report_.containers.push_back(std::move(container));
    }
  }
  ~FakePipeline() override { --*alive_; }

  std::shared_ptr<const emulator::Pipeline> pipeline() const override { return pipeline_; }
  HostedReport report() const override {
    const std::lock_guard lock(mutex_);
    return report_;
  }
  emulator::Result<emulator::InvocationPtr> invoke(emulator::InvokeCall, emulator::HopTransport&,
                                                   std::stop_token) override {
    return emulator::fail(emulator::ErrorCode::Unsupported, "not here");
  }

  // Says what has become of it, as a host would.
  void become(ServiceState state) {
    change([state](HostedReport& report) {
      report.state = state;
      if (state != ServiceState::InService) return;
      for (auto& container : report.containers)
        container.status.state = emulator::StageState::Ready;
    });
  }
  // One container fails, with what its stage says; the pipeline with it.
  void fail_container(std::size_t index, emulator::Error error,
                      std::vector<emulator::Finding> findings = {}) {
    change([&](HostedReport& report) {
      report.state = ServiceState::Failed;
      auto& status = report.containers[index].status;
      status.state = emulator::StageState::Failed;
      status.cause = error.what;
      status.error = std::move(error);
      status.findings = std::move(findings);
    });
  }

 private:
  template <typename Change>
  void change(Change how) {
    std::function<void()> changed;
    {
      const std::lock_guard lock(mutex_);
      how(report_);
      changed = changed_;
    }
    changed();
  }

  const std::shared_ptr<const emulator::Pipeline> pipeline_;
  const std::function<void()> changed_;
  const std::shared_ptr<std::atomic<int>> alive_;
  mutable std::mutex mutex_;
  HostedReport report_;
};

class FakeHosting final : public emulator::Hosting {
 public:
  emulator::HostedPipelinePtr host(std::shared_ptr<const emulator::Pipeline> pipeline,
                                   std::function<void()> changed) override {
    auto out = std::make_shared<FakePipeline>(std::move(pipeline), std::move(changed), alive_);
    if (at_once) out->become(ServiceState::InService);
    const std::lock_guard lock(mutex_);
    hosted_.push_back(out);
    return out;
  }
  void record(emulator::InvokeCall, emulator::HttpResponse) override {}

  bool at_once = false;  // in service before host() returns

  int alive() const { return *alive_; }
  std::size_t count() const {
    const std::lock_guard lock(mutex_);
    return hosted_.size();
  }
  // The one that was hosted as the n-th, if somebody still holds it.
  std::shared_ptr<FakePipeline> at(std::size_t index) const {
    const std::lock_guard lock(mutex_);
    return index < hosted_.size() ? hosted_[index].lock() : nullptr;
  }
  std::shared_ptr<FakePipeline> last() const { return at(count() - 1); }

 private:
  mutable std::mutex mutex_;
  std::vector<std::weak_ptr<FakePipeline>> hosted_;
  std::shared_ptr<std::atomic<int>> alive_ = std::make_shared<std::atomic<int>>(0);
};

class FakeClock final : public emulator::Clock {
 public:
  emulator::SteadyTime now() const override { return {}; }
  emulator::WallTime wall() const override {
    return emulator::WallTime(std::chrono::milliseconds(milliseconds_.load()));
  }
  void pass(std::chrono::milliseconds time) { milliseconds_ += time.count(); }

 private:
  std::atomic<std::int64_t> milliseconds_{1'700'000'000'000};
};

struct Answer {
  int status = 0;
  std::string type;     // of an error
  std::string message;  // of an error
  json body;            // null where it is empty
  emulator::HttpResponse response;
};

inline Answer answer_of(emulator::HttpResponse response) {
  Answer out;
  out.status = response.status;
  const std::string text(response.body->in_memory()->view());
  out.body = text.empty() ? json() : json::parse(text);
  if (out.status != 200) {
    out.type = out.body.value("__type", "");
    out.message = out.body.value("message", "");
  }
  out.response = std::move(response);
  return out;
}

struct World {
  explicit World(emulator::AddressOptions with = {})
      : options(std::move(with)), plane(options, hosting, clock, [this] { ++changes; }) {}

  Answer call(std::string_view operation, const json& request = json::object()) {
    return answer_of(plane.call(operation, request.dump(), scope));
  }
  // For a call that has to succeed.
  json ok(std::string_view operation, const json& request = json::object()) {
    const Answer answer = call(operation, request);
    INFO(operation << ": " << answer.type << ": " << answer.message);
    REQUIRE(answer.status == 200);
    return answer.body;
  }
  // The message of one that has to be refused as a ValidationException.
  std::string refused(std::string_view operation, const json& request = json::object()) {
    const Answer answer = call(operation, request);
    INFO(operation << ": " << answer.body.dump());
    REQUIRE(answer.status == 400);
    CHECK(answer.type == "ValidationException");
    return answer.message;
  }
  std::string status(const std::string& endpoint) {
    return ok("DescribeEndpoint", {{"EndpointName", endpoint}})["EndpointStatus"];
  }

  FakeHosting hosting;
  FakeClock clock;
  std::atomic<int> changes{0};
  emulator::CallScope scope{"eu-west-1", "123456789012"};
  emulator::AddressOptions options;
  emulator::ControlPlane plane;
};

inline json container(const std::string& image) {
  return {{"Image", "123456789012.dkr.ecr.eu-west-1.amazonaws.com/" + image}};
}

inline json model_request(const std::string& name, std::size_t containers = 2) {
  json list = json::array();
  for (std::size_t i = 1; i <= containers; ++i)
    list.push_back(container("stage-" + std::to_string(i) + ":1"));
  return {{"ModelName", name},
          {"ExecutionRoleArn", "arn:aws:iam::123456789012:role/SageMakerRole"},
          {"Containers", list}};
}

inline json variant(const std::string& name, const std::string& model) {
  return {{"VariantName", name},
          {"ModelName", model},
          {"InitialInstanceCount", 1},
          {"InstanceType", "ml.m5.large"}};
}

inline json config_request(const std::string& name, json variants) {
  return {{"EndpointConfigName", name}, {"ProductionVariants", std::move(variants)}};
}

// A model, a config of it and an endpoint, all of one name; the endpoint is Creating.
inline void create_all(World& world, const std::string& name) {
  world.ok("CreateModel", model_request(name));
  world.ok("CreateEndpointConfig", config_request(name, {variant("AllTraffic", name)}));
  world.ok("CreateEndpoint", {{"EndpointName", name}, {"EndpointConfigName", name}});
}

// The same, in service.
inline void serve_all(World& world, const std::string& name) {
  create_all(world, name);
  world.hosting.last()->become(ServiceState::InService);
}

}  // namespace test
