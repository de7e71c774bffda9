// What a frame of the main window costs to build, full of data; nothing is rasterised.

#include <array>
#include <cstdio>

#include "app/app.h"
#include "app/raster/offscreen.h"
#include "tests/bench/full_world.h"
#include "tests/bench/parts.h"
#include "tests/bench/samples.h"

namespace bench {
namespace {

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

Samples measure(const Scene& scene, FullWorld& world, int frames) {
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
  FullWorld world;
  for (const Scene& scene : kScenes) {
    const Samples samples = measure(scene, world, in.times(1000, 200, 3));
    table.rows.push_back({scene.name, median(samples), percentile(samples, 0.95),
                          percentile(samples, 1), static_cast<double>(samples.size())});
  }
  return table;
}

}  // namespace bench
