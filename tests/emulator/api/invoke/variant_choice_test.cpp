#include "emulator/api/invoke/variant_choice.h"

#include <map>
#include <string>
#include <thread>
#include <vector>

#include <catch2/catch_test_macros.hpp>

using namespace emulator;

namespace {

EndpointRoute weighted(std::vector<double> weights) {
  EndpointRoute endpoint;
  for (const double weight : weights)
    endpoint.variants.push_back(
        {std::string(1, static_cast<char>('a' + endpoint.variants.size())), weight, nullptr});
  return endpoint;
}

std::map<std::string, int> shares(const EndpointRoute& endpoint, int requests) {
  VariantChoice choice;
  std::map<std::string, int> counts;
  for (int i = 0; i < requests; ++i) ++counts[choice.next(endpoint)->name];
  return counts;
}

}  // namespace

TEST_CASE("requests are shared out by the current weights") {
  auto counts = shares(weighted({1, 3}), 1000);
  CHECK(counts["a"] > 245);
  CHECK(counts["a"] < 255);
  counts = shares(weighted({0.2, 0.3, 0.5}), 1000);
  CHECK(counts["b"] > 295);
  CHECK(counts["b"] < 305);
}

TEST_CASE("a variant of weight 0 is never due, unless all are") {
  CHECK(shares(weighted({0, 1, 0}), 100) == std::map<std::string, int>{{"b", 100}});
  auto counts = shares(weighted({0, 0}), 100);
  CHECK(counts["a"] + counts["b"] == 100);
  CHECK(counts["a"] >= 48);
  CHECK(counts["a"] <= 52);
  CHECK(shares(weighted({0}), 3) == std::map<std::string, int>{{"a", 3}});
}

TEST_CASE("weights that are no weights count as 0") {
  CHECK(shares(weighted({-1, 1}), 10) == std::map<std::string, int>{{"b", 10}});
  CHECK(shares(weighted({std::numeric_limits<double>::quiet_NaN(), 1}), 10) ==
        std::map<std::string, int>{{"b", 10}});
}

TEST_CASE("where there is no variant none is due") {
  VariantChoice choice;
  CHECK(choice.next({}) == nullptr);
  CHECK(VariantChoice::named({}, "a") == nullptr);
}

TEST_CASE("many threads share one choice") {
  const EndpointRoute endpoint = weighted({1, 1});
  VariantChoice choice;
  std::atomic<int> first{0};
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i)
      threads.emplace_back([&] {
        for (int k = 0; k < 250; ++k)
          if (choice.next(endpoint)->name == "a") ++first;
      });
  }
  CHECK(first > 490);
  CHECK(first < 510);
}
