#include "emulator/base/published.h"

#include <thread>
#include <vector>

#include <catch2/catch_test_macros.hpp>

using namespace emulator;

TEST_CASE("the newest published value is what readers get") {
  Published<int> published(std::make_shared<const int>(1));
  const auto before = published.get();
  CHECK(*before == 1);
  CHECK(published.get() == before);
  published.set(std::make_shared<const int>(2));
  CHECK(*published.get() == 2);
  CHECK(*before == 1);
}

TEST_CASE("nothing is published at first") {
  const Published<int> published;
  CHECK(published.get() == nullptr);
}

TEST_CASE("a value that was replaced is freed when its last reader lets go") {
  Published<int> published(std::make_shared<const int>(1));
  auto reader = published.get();
  const std::weak_ptr<const int> watched = reader;
  published.set(std::make_shared<const int>(2));
  CHECK_FALSE(watched.expired());
  reader.reset();
  CHECK(watched.expired());
}

TEST_CASE("readers see published values in order and whole") {
  struct Pair {
    int a = 0;
    int b = 0;
  };
  Published<Pair> published(std::make_shared<const Pair>());
  std::vector<int> broken(3, 0);
  {
    std::vector<std::jthread> readers;
    for (int& count : broken)
      readers.emplace_back([&published, &count](std::stop_token stop) {
        int last = 0;
        do {
          const auto seen = published.get();
          if (seen->a != seen->b || seen->a < last) ++count;
          last = seen->a;
        } while (!stop.stop_requested());
      });
    for (int i = 1; i <= 5000; ++i) published.set(std::make_shared<const Pair>(Pair{i, i}));
  }
  CHECK(broken == std::vector<int>(3, 0));
  CHECK(published.get()->a == 5000);
}
