#include "app/errands/errand_runner.h"

#include <chrono>
#include <future>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "app/actions/actions.h"

namespace {

// A world for what errands bring back.
struct Desk {
  emulator::EngineSnapshot now;
  app::AppState state;
  std::vector<emulator::Command> commands;
  std::vector<app::Errand> errands;
  app::ActionContext context{now, state, commands, errands};
};

app::Errand telling(std::string text) {
  return {[text]() -> app::AfterErrand {
    return [text](const app::ActionContext& c) { c.state.messages.tell(text); };
  }};
}

}  // namespace

TEST_CASE("an errand's outcome reaches the screen's state") {
  std::promise<void> done;
  app::ErrandRunner runner([&done] { done.set_value(); });
  runner.submit(telling("Copied"));
  done.get_future().wait();
  Desk desk;
  for (const app::AfterErrand& after : runner.take_finished()) after(desk.context);
  CHECK(desk.state.messages.all() == std::vector<std::string>{"Copied"});
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
  Desk desk;
  for (const app::AfterErrand& after : runner.take_finished()) after(desk.context);
  CHECK(desk.state.messages.all() == std::vector<std::string>{"listed"});
  release.set_value();
}

TEST_CASE("a runner does not wait for ever for an errand that hangs") {
  std::promise<void> release;
  std::promise<void> begun;
  const auto start = std::chrono::steady_clock::now();
  {
    app::ErrandRunner runner([] {});
    runner.submit({[gate = release.get_future().share(), &begun]() -> app::AfterErrand {
      begun.set_value();
      gate.wait();
      return [](const app::ActionContext&) {};
    }});
    begun.get_future().wait();
  }
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(10));
  release.set_value();
}
