#include <atomic>
#include <string>
#include <thread>

#include <catch2/catch_test_macros.hpp>
#include <httplib.h>

#include "emulator/engine/engine.h"
#include "tests/support/engine_watch.h"
#include "tests/support/fake_runtime.h"
#include "tests/support/process_pipeline.h"

using namespace emulator;
using test::EngineWatch;
using test::FakeRuntime;
using test::process_pipeline;

namespace {

// Every image that arrives over the wire runs as a fake stage.
ImageMap any_image() {
  ImageEntry entry;
  entry.pattern = "*";
  entry.launch.runtime = RuntimeKind::Process;
  entry.launch.command = {"unused"};
  return {{entry}, {}, "/tmp"};
}

const EndpointView* endpoint(const EngineSnapshot& now, std::string_view name) {
  if (!now.address) return nullptr;
  for (const EndpointView& found : now.address->endpoints)
    if (found.name == name) return &found;
  return nullptr;
}

auto has_status(std::string name, std::string status) {
  return [name = std::move(name), status = std::move(status)](const EngineSnapshot& now) {
    const EndpointView* found = endpoint(now, name);
    return found != nullptr && found->status == status;
  };
}

// An engine with its address open on a free port.
struct World {
  World() {
    AddressOptions options;
    options.port = 0;
    options.images = {any_image()};
    engine.submit(OpenAddress{options});
    const auto now = watch.until([](const auto& seen) { return seen.address != nullptr; });
    REQUIRE(now);
    REQUIRE_FALSE(now->address->error);
    url = now->address->url;
  }

  httplib::Client client() const {
    httplib::Client out(url);
    out.set_keep_alive(true);
    out.set_tcp_nodelay(true);
    out.set_read_timeout(20);
    return out;
  }
  std::string invoke(const std::string& name, const std::string& body) const {
    auto answer = client().Post("/endpoints/" + name + "/invocations",
                                {{"User-Agent", "Boto3/1.37.9"}}, body, "text/plain");
    if (!answer) return "no answer";
    return std::to_string(answer->status) + " " + answer->body;
  }
  std::string call(const std::string& operation, const std::string& json) const {
    auto answer = client().Post("/", {{"X-Amz-Target", "SageMaker." + operation}}, json,
                                "application/x-amz-json-1.1");
    if (!answer) return "no answer";
    return std::to_string(answer->status) + " " + answer->body;
  }
  // A model of these containers, an endpoint config of one variant, both of that name.
  void create(const std::string& name, const std::vector<std::string>& containers) const {
    std::string list;
    for (const std::string& container : containers)
      list += (list.empty() ? std::string() : ",") + R"({"ContainerHostname":")" + container +
              R"(","Image":"123456789012.dkr.ecr.us-east-1.amazonaws.com/x:1"})";
    REQUIRE(call("CreateModel", R"({"ModelName":")" + name +
                                    R"(","ExecutionRoleArn":"arn:aws:iam::123456789012:role/R",)" +
                                    R"("Containers":[)" + list + "]}")
                .starts_with("200 "));
    REQUIRE(call("CreateEndpointConfig",
                 R"({"EndpointConfigName":")" + name +
                     R"(","ProductionVariants":[{"VariantName":"AllTraffic","ModelName":")" + name +
                     R"(","InitialInstanceCount":1,"InstanceType":"ml.m5.large"}]})")
                .starts_with("200 "));
  }
  void create_endpoint(const std::string& name, const std::string& config) const {
    REQUIRE(call("CreateEndpoint",
                 R"({"EndpointName":")" + name + R"(","EndpointConfigName":")" + config + "\"}")
                .starts_with("200 "));
  }

  std::shared_ptr<FakeRuntime> runtime = std::make_shared<FakeRuntime>();
  Engine engine{EngineOptions{.process = runtime}};
  EngineWatch watch{engine};
  std::string url;
};

}  // namespace

TEST_CASE("the open pipeline is an endpoint of the address while it is in service") {
  World world;
  ReadPipeline read;
  read.pipeline = process_pipeline("letters", {"a", "b"});
  world.engine.submit(OpenPipeline{read});
  CHECK(world.invoke("letters", "x").starts_with("400 "));
  world.engine.submit(Deploy{});
  REQUIRE(world.watch.until(has_status("letters", "InService")));
  CHECK(world.invoke("letters", "x") == "200 x+a+b");

  SECTION("and follows its edits") {
    world.engine.submit(ApplyEdit{MoveStage{1, 0}});
    REQUIRE(world.watch.until([](const auto& now) { return now.revision == 2; }));
    CHECK(world.invoke("letters", "x") == "200 x+b+a");
  }
  SECTION("and is gone when it is stopped") {
    world.engine.submit(Stop{});
    REQUIRE(world.watch.until([](const auto& now) { return endpoint(now, "letters") == nullptr; }));
    CHECK(world.invoke("letters", "x").starts_with("400 "));
  }
}

TEST_CASE("every request of the address is in the trace, with who sent it") {
  World world;
  world.engine.submit(
      ServePipeline{std::make_shared<const Pipeline>(process_pipeline("served", {"a", "b"}))});
  REQUIRE(world.watch.until(has_status("served", "InService")));
  CHECK(world.invoke("served", "x") == "200 x+a+b");
  CHECK(world.invoke("nowhere", "x").starts_with("400 "));
  const auto now = world.watch.until(
      [](const auto& seen) { return seen.trace->size() == 2 && seen.running_invocations == 0; });
  REQUIRE(now);
  const Invocation& first = *(*now->trace)[0];
  CHECK(first.endpoint.endpoint == "served");
  CHECK(first.client.find("Boto3/1.37.9") != std::string::npos);
  CHECK(first.hops.size() == 2);
  const Invocation& second = *(*now->trace)[1];
  CHECK(second.endpoint.endpoint == "nowhere");
  CHECK(second.response->status == 400);
  CHECK(second.hops.empty());

  const auto counted = world.watch.until([](const auto& seen) {
    const EndpointView* found = endpoint(seen, "served");
    return found != nullptr && found->variants.front().figures.invocations == 1;
  });
  CHECK(counted);
}

TEST_CASE("a model that arrives over the wire runs beside the open pipeline") {
  World world;
  world.create("wired", {"p", "q", "r"});
  world.create_endpoint("wired-endpoint", "wired");
  REQUIRE(world.watch.until(has_status("wired-endpoint", "InService")));
  CHECK(world.invoke("wired-endpoint", "x") == "200 x+p+q+r");
  const auto now = world.engine.snapshot();
  CHECK(now->hosted_pipelines == 1);
  CHECK_FALSE(now->open);

  CHECK(world.call("DeleteEndpoint", R"({"EndpointName":"wired-endpoint"})").starts_with("200"));
  REQUIRE(world.watch.until([](const auto& seen) { return seen.hosted_pipelines == 0; }));
  CHECK(world.runtime->stops() == 3);
}

TEST_CASE("an update of an endpoint loses no request") {
  World world;
  world.create("old", {"a"});
  world.create("new", {"b"});
  world.create_endpoint("swap", "old");
  REQUIRE(world.watch.until(has_status("swap", "InService")));

  std::atomic<bool> over{false};
  std::atomic<int> old_answers{0};
  std::atomic<int> new_answers{0};
  std::atomic<int> failures{0};
  std::vector<std::jthread> clients;
  for (int i = 0; i < 8; ++i)
    clients.emplace_back([&] {
      auto client = world.client();
      while (!over) {
        const auto answer = client.Post("/endpoints/swap/invocations", "x", "text/plain");
        if (!answer || answer->status != 200) {
          ++failures;
        } else {
          ++(answer->body == "x+a" ? old_answers : new_answers);
        }
      }
    });
  const auto reached = [](const std::atomic<int>& count, int goal) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (count < goal && std::chrono::steady_clock::now() < deadline) std::this_thread::yield();
    return count >= goal;
  };
  REQUIRE(reached(old_answers, 50));
  CHECK(world.call("UpdateEndpoint", R"({"EndpointName":"swap","EndpointConfigName":"new"})")
            .starts_with("200 "));
  CHECK(reached(new_answers, 50));
  over = true;
  clients.clear();
  CHECK(failures == 0);
  CHECK(world.watch.until([](const auto& now) { return now.hosted_pipelines == 1; }));
  CHECK(world.runtime->stops() == 1);
}

TEST_CASE("a port that is taken is told, and the engine goes on") {
  World world;
  Engine second{{}};
  EngineWatch watch{second};
  AddressOptions options;
  options.port = std::stoi(world.url.substr(world.url.rfind(':') + 1));
  second.submit(OpenAddress{options});
  const auto now = watch.until([](const auto& seen) { return seen.address != nullptr; });
  REQUIRE(now);
  REQUIRE(now->address->error);
  CHECK(now->address->error->code == ErrorCode::PortInUse);
  CHECK(now->address->url.empty());
}

TEST_CASE("closing the address stops what it hosts and nothing else") {
  World world;
  ReadPipeline read;
  read.pipeline = process_pipeline("letters", {"a", "b"});
  world.engine.submit(OpenPipeline{read});
  world.engine.submit(Deploy{});
  world.engine.submit(
      ServePipeline{std::make_shared<const Pipeline>(process_pipeline("served", {"c"}))});
  REQUIRE(world.watch.until(has_status("served", "InService")));
  REQUIRE(world.watch.until(has_status("letters", "InService")));
  world.engine.submit(CloseAddress{});
  REQUIRE(
      world.watch.until([](const auto& now) { return !now.address && now.hosted_pipelines == 0; }));
  CHECK(world.runtime->stops() == 1);
  CHECK(world.engine.snapshot()->service == ServiceState::InService);
}

TEST_CASE("what the control plane refuses from here becomes the notice") {
  World world;
  world.engine.submit(CallControlPlane{"DeleteEndpoint", R"({"EndpointName":"nowhere"})"});
  const auto now = world.watch.until([](const auto& seen) { return seen.notice.has_value(); });
  REQUIRE(now);
  CHECK(now->notice->what.find("Could not find endpoint") != std::string::npos);
}
