// A body of 25 MB: what is on the screen while other threads still look through it.

#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "app/app.h"
#include "tests/support/fake_snapshot.h"
#include "tests/support/gui_driver.h"

namespace {

// The whole window, with errands that are done when the test says so.
struct PatientScreen {
  explicit PatientScreen(emulator::SnapshotPtr world) : now(std::move(world)) {}

  void do_errands() {
    for (app::Errand& errand : std::exchange(waiting, {})) done.push_back(errand.work());
    gui.frames(2);
  }
  bool shows(std::string_view words) const { return gui.frame_text().find(words) != words.npos; }

  app::AppPorts ports() {
    app::AppPorts ports;
    ports.start_errand = [this](app::Errand errand) { waiting.push_back(std::move(errand)); };
    ports.finished_errands = [this] { return std::exchange(done, {}); };
    return ports;
  }

  emulator::SnapshotPtr now;
  std::vector<app::Errand> waiting;
  std::vector<app::AfterErrand> done;
  app::App app{app::AppState{}, ports()};
  tests::GuiDriver gui{[this](const app::Style& style) { app.frame(now, style); }};
};

emulator::SnapshotPtr world_with_answer(std::string body) {
  tests::FakeWorld world = tests::busy_world();
  tests::FakeInvocation invocation = tests::abalone_invocation(200);
  invocation.hops.front().response_body = std::move(body);
  world.invocations.push_back(tests::fake_invocation(invocation));
  return world.snapshot();
}

std::string large_json() {
  constexpr std::size_t kBytes = 25'000'000;
  std::string body = "{\"first\": \"beginning\", \"rows\": [";
  while (body.size() < kBytes) body += "[0.455, 0.365, 0.095, 0.514, \"M\"],\n";
  return body + "\"last\"]}";
}

}  // namespace

TEST_CASE("a body of 25 MB shows its beginning at once and its tree when it is ready") {
  PatientScreen screen(world_with_answer(large_json()));
  screen.gui.frames(1);
  CHECK(screen.shows("\"first\": \"beginning\""));
  CHECK(screen.shows("Building the tree"));
  CHECK_FALSE(screen.waiting.empty());
  screen.do_errands();
  CHECK_FALSE(screen.shows("Building the tree"));
  CHECK(screen.gui.has("node:rows"));
}
