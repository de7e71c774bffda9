#include "app/errands/errand_runner.h"

#include <future>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>

// What errands may change: here a list. The runner hands it on and knows nothing of it.
namespace app {
struct ActionContext {
  std::vector<std::string>* told;
};
}  // namespace app

namespace {

app::Errand telling(std::string text) {
  return {[text]() -> app::AfterErrand {
    return [text](const app::ActionContext& c) { c.told->push_back(text); };
  }};
}

}  // namespace

TEST_CASE("an errand's outcome is handed over once") {
  std::promise<void> done;
  app::ErrandRunner runner([&done] { done.set_value(); });
  runner.submit(telling("Copied"));
  done.get_future().wait();
  std::vector<std::string> told;
  for (const app::AfterErrand& after : runner.take_finished()) after({&told});
  CHECK(told == std::vector<std::string>{"Copied"});
  CHECK(runner.finished_count() == 1);
  CHECK(runner.take_finished().empty());
}

TEST_CASE("an errand that hangs does not hold up the next one") {
  std::promise<void> second_done;
  std::promise<void> release;
  app::ErrandRunner runner([&second_done, first = true]() mutable {
    if (std::exchange(first, false)) second_done.set_value();
  });
  runner.submit({[gate = release.get_future().share()]() -> app::AfterErrand {
    gate.wait();
    return [](const app::ActionContext&) {};
  }});
  runner.submit(telling("listed"));
  second_done.get_future().wait();
  std::vector<std::string> told;
  for (const app::AfterErrand& after : runner.take_finished()) after({&told});
  CHECK(told == std::vector<std::string>{"listed"});
  release.set_value();
}

TEST_CASE("a runner does not wait for ever for an errand that hangs") {
  std::promise<void> release;
  std::promise<void> begun;
  {
    app::ErrandRunner runner([] {});
    runner.submit({[gate = release.get_future().share(), &begun]() -> app::AfterErrand {
      begun.set_value();
      gate.wait();
      return [](const app::ActionContext&) {};
    }});
    begun.get_future().wait();
  }  // ends, although the errand does not
  release.set_value();
}
