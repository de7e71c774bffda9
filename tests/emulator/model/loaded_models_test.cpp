#include "emulator/model/loaded_models.h"

#include <atomic>
#include <thread>
#include <vector>

#include <catch2/catch_test_macros.hpp>

using namespace emulator;
using Turn = LoadedModels::Turn;

TEST_CASE("of many who want a model one loads it, and the others wait for it") {
  LoadedModels models;
  std::atomic<int> loads{0};
  std::atomic<int> found{0};
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i)
      threads.emplace_back([&] {
        if (models.await("m", SteadyTime::max(), {}) == Turn::Load) {
          ++loads;
          models.loaded("m");
        } else {
          ++found;
        }
      });
  }
  CHECK(loads == 1);
  CHECK(found == 7);
}

TEST_CASE("a model that could not be loaded, or was dropped, is the next one's to load") {
  LoadedModels models;
  CHECK(models.await("m", SteadyTime::max(), {}) == Turn::Load);
  models.forget("m");
  CHECK(models.await("m", SteadyTime::max(), {}) == Turn::Load);
  models.loaded("m");
  CHECK(models.await("m", SteadyTime::max(), {}) == Turn::Loaded);
  CHECK(models.await("other", SteadyTime::max(), {}) == Turn::Load);
  models.forget("m");
  CHECK(models.await("m", SteadyTime::max(), {}) == Turn::Load);
}

TEST_CASE("whoever waits for a model gives up in time, or when asked to") {
  LoadedModels models;
  models.await("m", SteadyTime::max(), {});
  CHECK(models.await("m", SteadyTime::min(), {}) == Turn::Late);
  std::stop_source source;
  {
    const std::jthread waiting([&] {
      CHECK_FALSE(models.await("m", std::chrono::steady_clock::now() + std::chrono::minutes{10},
                               source.get_token()) == Turn::Load);
    });
    source.request_stop();
  }
}
