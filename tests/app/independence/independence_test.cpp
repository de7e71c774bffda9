// The window never waits for the engine, and the engine never for the window.

#include <future>
#include <latch>
#include <string>
#include <thread>

#include <catch2/catch_test_macros.hpp>

#include "emulator/base/published.h"
#include "tests/app/independence/live_screen.h"
#include "tests/support/fake_snapshot.h"

using namespace emulator;
using tests::LiveScreen;
using tests::shows;

namespace {

constexpr int kSecondsOfFlood = 3;

// Stages that write as many lines as they are told, a hundred at a time, while they run.
class FloodingRuntime final : public Runtime {
 public:
  explicit FloodingRuntime(int lines) : lines_(lines) {}

  Result<std::unique_ptr<RunningStage>> start(const StageLaunchPlan& plan, StageNews news,
                                              std::stop_token stop) override {
    auto stage = quiet_.start(plan, news, stop);
    flood_ = std::jthread([this, log = news.log, id = plan.stage] {
      constexpr int kAtOnce = 100;
      for (int i = 0; i < lines_; i += kAtOnce) {
        std::vector<LogLine> batch;
        for (int k = i; k < i + kAtOnce; ++k)
          batch.push_back({id, std::chrono::system_clock::now(), LogStream::Out,
                           "line " + std::to_string(k + 1) + " of the flood"});
        log(std::move(batch));
      }
    });
    return stage;
  }

 private:
  int lines_;
  test::FakeRuntime quiet_;
  std::jthread flood_;
};

}  // namespace

TEST_CASE("a stage that hangs does not hang the window, and what waits for it can be cancelled") {
  auto runtime = std::make_shared<test::FakeRuntime>();
  std::promise<void> release;
  runtime->answer("b", [gate = release.get_future().share()](const httplib::Request&,
                                                             httplib::Response&) { gate.wait(); });
  LiveScreen screen(runtime, {"a", "b"});
  // However this test ends: the stage inside it waits for its own threads.
  const std::shared_ptr<void> let_go(nullptr, [&release](void*) { release.set_value(); });
  screen.gui.click("Send");
  const SnapshotPtr asked = screen.watch.until([](const EngineSnapshot& now) {
    return now.running_invocations == 1 && (*now.trace)[0]->hops.size() == 1;
  });
  REQUIRE(asked);
  screen.gui.frames(100);  // each of them ends, though b never answers
  screen.gui.click("hop:b");
  CHECK(shows(screen, "b is being asked"));
  screen.gui.click("Cancel");
  const SnapshotPtr over =
      screen.watch.until([](const EngineSnapshot& now) { return now.running_invocations == 0; });
  REQUIRE(over);
  CHECK(over->service == ServiceState::InService);
}

TEST_CASE(
    "a stage that floods its log is shown to the last line, and clicks are answered meanwhile") {
  constexpr int kLines = 10'000 * kSecondsOfFlood;
  LiveScreen screen(std::make_shared<FloodingRuntime>(kLines), {"a"});
  const std::string last = "line " + std::to_string(kLines) + " of the flood";
  screen.gui.click("Findings");
  screen.gui.click("Logs");
  CHECK(screen.app.state().drawer.tab == app::DrawerTab::Logs);
  const SnapshotPtr whole = screen.watch.until([&last](const EngineSnapshot& now) {
    return now.logs->size() > 0 && (*now.logs)[now.logs->size() - 1].text == last;
  });
  REQUIRE(whole);
  CHECK(whole->logs->total() >= kLines);
  screen.gui.frames(2);
  CHECK(shows(screen, last));
}

TEST_CASE("a window in the middle of a frame does not hold up ten thousand invocations a second") {
  constexpr std::uint64_t kInvocations = 10'000 * kSecondsOfFlood;
  constexpr std::uint64_t kAtOnce = 10'000 / 60;  // as an engine publishes, 60 times a second
  Published<EngineSnapshot> published(tests::busy_world().snapshot());
  std::latch in_the_middle(1);
  std::latch all_published(1);
  std::jthread engine([&] {
    in_the_middle.wait();
    TraceStore trace;
    for (std::uint64_t id = 1; id <= kInvocations;) {
      for (const std::uint64_t end = id + kAtOnce; id < end; ++id)
        trace.put(tests::fake_invocation(tests::abalone_invocation(id)));
      auto next = std::make_shared<EngineSnapshot>(*published.get());
      ++next->generation;
      next->trace = trace.view();
      published.set(std::move(next));
    }
    all_published.count_down();
  });

  app::App app{app::AppState{}};
  std::size_t drawn = 0;
  bool first = true;
  tests::GuiDriver gui([&](const app::Style& style) {
    const SnapshotPtr now = published.get();
    if (std::exchange(first, false)) {
      in_the_middle.count_down();
      all_published.wait();  // this frame has its snapshot and does not end before the flood
    }
    app.frame(now, style);
    drawn = now->trace->size();
  });
  CHECK(drawn >= kInvocations);
  gui.frames(1);
  CHECK(app.state().selection.invocation == (*published.get()->trace)[drawn - 1]->id);
}

TEST_CASE(
    "while ten thousand invocations a second arrive every frame shows the newest and clicks "
    "count") {
  constexpr std::uint64_t kAtOnce = 10'000 / 60;
  tests::FakeWorld world = tests::busy_world();
  auto now = std::make_shared<EngineSnapshot>(*world.snapshot());
  TraceStore trace;
  std::uint64_t id = 0;
  SnapshotPtr shown = now;
  app::App app{app::AppState{}};
  tests::GuiDriver gui([&](const app::Style& style) {
    for (std::uint64_t i = 0; i < kAtOnce; ++i)
      trace.put(tests::fake_invocation(tests::abalone_invocation(++id)));
    auto next = std::make_shared<EngineSnapshot>(*shown);
    ++next->generation;
    next->trace = trace.view();
    shown = next;
    app.frame(shown, style);
    CHECK((!app.state().list.filter.empty() || app.state().selection.invocation.value == id));
  });
  gui.frames(60);
  CHECK(gui.has("invocation:" + std::to_string(id)));
  gui.click("Client");
  CHECK(app.state().inspector.tab == app::InspectorTab::Client);
  gui.replace_text("invocations/filter", "status:>=400");
  gui.frames(60);
  CHECK(gui.frame_text().find("Nothing matches") != std::string::npos);
}
