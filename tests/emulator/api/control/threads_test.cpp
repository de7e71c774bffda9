#include <atomic>
#include <thread>

#include "tests/emulator/api/control/control_world.h"
#include "tests/support/temporary_folder.h"

using namespace test;

// For the sanitizers: everybody at once.
TEST_CASE("calls, look-ups, views and callbacks from many threads get along") {
  const tests::TemporaryFolder folder;
  emulator::AddressOptions options;
  options.state_folder = folder.path();
  World world(options);
  serve_all(world, "wine");
  world.ok("CreateEndpointConfig", config_request("next", {variant("AllTraffic", "wine")}));
  constexpr int kRounds = 15;
  std::atomic<int> without_a_pipeline{0};
  std::atomic<bool> done{false};
  {
    std::vector<std::jthread> threads;
    // Updates; each new pipeline comes into service from another thread.
    threads.emplace_back([&] {
      for (int i = 0; i < kRounds; ++i) {
        const json update = {{"EndpointName", "wine"},
                             {"EndpointConfigName", i % 2 == 0 ? "next" : "wine"}};
        world.plane.call("UpdateEndpoint", update.dump(), world.scope);
        std::jthread([&] { world.hosting.last()->become(ServiceState::InService); });
      }
      done = true;
    });
    for (int k = 0; k < 2; ++k)
      threads.emplace_back([&] {
        while (!done) {
          const auto route = world.plane.find_endpoint("wine");
          if (route->variants.size() != 1 || !route->variants[0].pipeline) ++without_a_pipeline;
        }
      });
    threads.emplace_back([&] {
      while (!done) {
        world.plane.endpoints();
        world.plane.models();
        world.plane.call("ListEndpoints", "{}", world.scope);
      }
    });
    threads.emplace_back([&] {
      for (int i = 0; i < kRounds; ++i) {
        const std::string name = "m" + std::to_string(i);
        world.plane.call("CreateModel", model_request(name).dump(), world.scope);
        world.plane.call("DeleteModel", json{{"ModelName", name}}.dump(), world.scope);
        world.plane.set_images({});
      }
    });
  }
  CHECK(without_a_pipeline == 0);
  CHECK(world.status("wine") == "InService");
  CHECK(world.hosting.alive() == 1);
}
