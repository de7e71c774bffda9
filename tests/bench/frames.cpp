// What a frame of the main window costs to build, full of data; nothing is rasterised.

#include <cstdio>
#include <string>

#include "app/app.h"
#include "app/raster/offscreen.h"
#include "tests/bench/parts.h"
#include "tests/bench/samples.h"
#include "tests/support/fake_snapshot.h"

namespace bench {
namespace {

using namespace emulator;

constexpr int kInvocations = 100'000;
constexpr int kLogLines = 50'000;
constexpr int kLinesPerInvocation = 3;

// A busy engine's stores, growing by one invocation and its log lines a step.
class GrowingWorld {
 public:
  GrowingWorld() : fixed_(tests::busy_world().snapshot()) {
    for (int i = 0; i < kInvocations; ++i) add_invocation();
    for (int i = 0; i < kLogLines; ++i) add_lines(1);
  }

  void grow() {
    add_invocation();
    add_lines(kLinesPerInvocation);
  }

  SnapshotPtr snapshot() {
    auto now = std::make_shared<EngineSnapshot>(*fixed_);
    now->generation = ++generation_;
    now->trace = trace_.view();
    now->logs = logs_.view();
    return now;
  }

 private:
  void add_invocation() {
    auto fake = tests::abalone_invocation(++last_id_);
    if (last_id_ % 7 == 0) fake.status = 424;
    trace_.put(tests::fake_invocation(fake));
  }
  void add_lines(int count) {
    std::vector<LogLine> lines;
    for (int i = 0; i < count; ++i, ++lines_)
      lines.push_back({tests::stage_id(lines_ % 3 + 1), tests::fake_now(), LogStream::Out,
                       "POST /invocations 200 1.2KB 10.6ms request " + std::to_string(lines_)});
    logs_.add(std::move(lines));
  }

  SnapshotPtr fixed_;
  TraceStore trace_{kInvocations};
  LogStore logs_{std::size_t{kLogLines}};
  std::uint64_t last_id_ = 0;
  std::uint64_t lines_ = 0;
  std::uint64_t generation_ = 0;
};

struct Scene {
  const char* name;
  bool grows;          // a new snapshot, with a new invocation and log lines, before each frame
  bool filters;        // a filter is typed in above the list and above the logs
  bool times = false;  // all invocations on one axis, and the latencies of all of them
};
constexpr std::array kScenes{
    Scene{"nothing new", false, false}, Scene{"new data each frame", true, false},
    Scene{"new data each frame, list and logs filtered", true, true},
    Scene{"new data each frame, time axis and latencies", true, false, true}};

Samples measure(const Scene& scene, GrowingWorld& world, int frames) {
  constexpr int kWarmUp = 5;  // the atlas, and layouts that settle
  app::AppState state;
  if (scene.filters) {
    state.list.filter = "424";
    state.drawer.query = "77";
  }
  if (scene.times) {
    state.time.all = true;
    state.drawer.tab = app::DrawerTab::Latency;
  }
  app::App app(std::move(state));
  app::Offscreen screen({});
  SnapshotPtr now = world.snapshot();
  Samples samples;
  for (int i = -kWarmUp; i < frames; ++i) {
    if (scene.grows) {
      world.grow();
      now = world.snapshot();
    }
    const auto begin = Clock::now();
    screen.frame([&](const app::Style& style) { app.frame(now, style); });
    if (i >= 0) samples.push_back(milliseconds(Clock::now() - begin));
  }
  return samples;
}

}  // namespace

Table measure_frames(const PartInput& in) {
  Table table{.name = "frames",
              .title =
                  "Building a frame of 1440 x 900 with 100,000 invocations and 50,000 log "
                  "lines",
              .columns = {{"scene", "Scene"},
                          {"p50 ms", "P50Milliseconds", 3},
                          {"p95 ms", "P95Milliseconds", 3},
                          {"max ms", "MaxMilliseconds", 3},
                          {"frames", "Frames"}}};
  std::fprintf(stderr, "frames\n");
  GrowingWorld world;
  for (const Scene& scene : kScenes) {
    const Samples samples = measure(scene, world, in.times(1000, 200, 3));
    table.rows.push_back({scene.name, median(samples), percentile(samples, 0.95),
                          percentile(samples, 1), static_cast<double>(samples.size())});
  }
  return table;
}

}  // namespace bench
