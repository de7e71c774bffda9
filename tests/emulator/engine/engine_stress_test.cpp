#include <algorithm>
#include <random>

#include <catch2/catch_test_macros.hpp>

#include "emulator/engine/engine.h"
#include "tests/support/engine_watch.h"
#include "tests/support/fake_runtime.h"

using namespace emulator;

namespace {

// What the engine must agree with: the names in route order, and their history.
struct Oracle {
  struct Entry {
    std::string name;
    bool bypassed = false;
    bool operator==(const Entry&) const = default;
  };
  std::vector<Entry> now;
  std::vector<std::vector<Entry>> past;
  std::vector<std::vector<Entry>> future;

  void step(std::vector<Entry> next) {
    past.push_back(std::exchange(now, std::move(next)));
    future.clear();
  }
  void undo() {
    if (past.empty()) return;
    future.push_back(std::exchange(now, past.back()));
    past.pop_back();
  }
  void redo() {
    if (future.empty()) return;
    past.push_back(std::exchange(now, future.back()));
    future.pop_back();
  }
  std::string answer() const {
    std::string out = "x";
    for (const Entry& entry : now)
      if (!entry.bypassed) out += "+" + entry.name;
    return out;
  }
};

ReadPipeline letters() {
  ReadPipeline read;
  read.pipeline.model.model_name = "letters";
  for (const char* name : {"a", "b", "c", "d"}) {
    Stage stage;
    stage.id = new_stage_id();
    stage.container.container_hostname = name;
    stage.launch.emplace();
    stage.launch->runtime = RuntimeKind::Process;
    read.pipeline.stages.push_back(stage);
  }
  return read;
}

Edit random_edit(std::mt19937& random, Oracle& oracle) {
  const auto position = [&] {
    return std::uniform_int_distribution<std::size_t>(0, oracle.now.size() - 1)(random);
  };
  auto next = oracle.now;
  if (random() % 3 == 0) {
    const std::size_t at = position();
    // At least one stage stays in the route.
    const auto used = std::ranges::count(next, false, &Oracle::Entry::bypassed);
    next[at].bypassed = !next[at].bypassed && used > 1;
    const BypassStage edit{at, next[at].bypassed};
    oracle.step(std::move(next));
    return edit;
  }
  const MoveStage edit{position(), position()};
  const auto entry = next[edit.from];
  next.erase(next.begin() + static_cast<std::ptrdiff_t>(edit.from));
  next.insert(next.begin() + static_cast<std::ptrdiff_t>(edit.to), entry);
  oracle.step(std::move(next));
  return edit;
}

// What the debugger does to a pipeline whose answers must not change by it.
void meddle(Engine& engine, std::mt19937& random) {
  const SnapshotPtr now = engine.snapshot();
  const StageId stage = now->pipeline->stages[random() % now->pipeline->stages.size()].id;
  // Everything that is held goes on, so that the invocations end.
  for (const HeldHop& held : now->debug->held)
    engine.submit(Resume{.invocation = held.invocation,
                         .how = random() % 2 == 0 ? Resume::How::Continue : Resume::How::NextHop});
  const InvocationId some{random() % 100 + 1};
  switch (random() % 6) {
    case 0:
      engine.submit(SetBreakpoints{{{.stage = stage, .once = random() % 2 == 0}}});
      break;
    case 1:
      engine.submit(SetBreakpoints{});
      break;
    case 2:
      engine.submit(SetRehearsal{stage, {.stand_in = {}, .fault = {.kind = FaultKind::Delay}}});
      break;
    case 3:
      engine.submit(SetRehearsal{stage, {}});
      break;
    case 4:
      engine.submit(Annotate{some, "noted"});
      break;
    default:
      engine.submit(Resume{.invocation = some});
  }
}

}  // namespace

TEST_CASE("seeded random edits, undos and invocations agree with a plain model") {
  for (const unsigned seed : {1u, 2u, 3u}) {
    INFO("seed " << seed);
    std::mt19937 random(seed);
    auto runtime = std::make_shared<test::FakeRuntime>();
    Engine engine{EngineOptions{.process = runtime}};
    test::EngineWatch watch(engine);
    engine.submit(OpenPipeline{letters()});
    engine.submit(Deploy{});
    REQUIRE(watch.until([](const auto& now) { return now.service == ServiceState::InService; }));

    Oracle oracle{{{"a"}, {"b"}, {"c"}, {"d"}}, {}, {}};
    std::vector<std::string> expected;
    for (int i = 0; i < 200; ++i) {
      meddle(engine, random);
      switch (random() % 5) {
        case 0:
        case 1:
          engine.submit(ApplyEdit{random_edit(random, oracle)});
          break;
        case 2:
          engine.submit(Undo{});
          oracle.undo();
          break;
        case 3:
          engine.submit(Redo{});
          oracle.redo();
          break;
        default: {
          InvokeRequest request;
          request.content_type = "text/plain";
          request.body = make_body("x");
          engine.submit(Invoke{std::move(request)});
          expected.push_back(oracle.answer());
        }
      }
    }
    engine.submit(SetBreakpoints{});
    const auto end = watch.until([&](const auto& now) {
      for (const HeldHop& held : now.debug->held) engine.submit(Resume{held.invocation});
      return now.trace->size() == expected.size() && now.running_invocations == 0;
    });
    REQUIRE(end);
    for (std::size_t i = 0; i < expected.size(); ++i) {
      REQUIRE((*end->trace)[i]->response);
      CHECK((*end->trace)[i]->response->body->in_memory()->view() == expected[i]);
    }
    CHECK(runtime->starts() == 4);
  }
}
