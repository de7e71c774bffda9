#include <random>

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include "app/view_model/latency_table.h"
#include "app/view_model/timing_table.h"
#include "app/view_model/waterfall_layout.h"
#include "emulator/trace/statistics.h"
#include "tests/support/fake_snapshot.h"

using namespace app;
using namespace std::chrono_literals;
using Catch::Approx;
using emulator::HopSource;
using emulator::Invocation;
using emulator::InvocationId;

namespace {

constexpr std::size_t kAll = 1'000'000;

std::shared_ptr<Invocation> abalone(std::uint64_t id, double model_ms = 82.6) {
  auto fake = tests::abalone_invocation(id);
  fake.hops[1].wait_ms = model_ms;
  fake.duration_ms += model_ms - 82.6;
  fake.hops[2].start_ms += model_ms - 82.6;
  return std::make_shared<Invocation>(*tests::fake_invocation(fake));
}

// The same with one hop changed.
template <typename Change>
std::shared_ptr<Invocation> with_hop(std::shared_ptr<Invocation> invocation, std::size_t at,
                                     Change change) {
  auto hop = std::make_shared<emulator::Hop>(*invocation->hops[at]);
  change(*hop);
  invocation->hops[at] = hop;
  return invocation;
}

LatencyFigures figures_of(const emulator::TraceView& trace, const LatencyQuery& query = {}) {
  LatencyFigures figures;
  figures.update(trace, query, kAll);
  return figures;
}

const emulator::Pipeline& pipeline() {
  static const emulator::Pipeline made = tests::busy_world().pipeline;
  return made;
}

}  // namespace

TEST_CASE("figures kept up to date are those of a look at everything") {
  std::mt19937 random(5);
  emulator::TraceStore store(150);
  LatencyFigures figures;
  for (std::uint64_t id = 1; id <= 600; ++id) {
    store.put(abalone(id, 10 + static_cast<double>(random() % 1'000) / 10));
    if (id % 7 != 0) continue;
    const auto trace = store.view();
    figures.update(*trace, {}, 20);
    if (figures.behind() > 0) continue;
    const auto exact = emulator::stage_latencies(*trace);
    REQUIRE(figures.stages().size() == exact.size());
    for (std::size_t i = 0; i < exact.size(); ++i) {
      const auto told = figures.stages()[i].container.series.summary();
      CHECK(told.count == exact[i].container.count);
      CHECK(told.max == exact[i].container.max);
      CHECK(static_cast<double>(told.p90.count()) ==
            Approx(static_cast<double>(exact[i].container.p90.count())).epsilon(0.001));
    }
  }
}

TEST_CASE("looking at a few a frame ends with all of them") {
  emulator::TraceStore store;
  for (std::uint64_t id = 1; id <= 100; ++id) store.put(abalone(id));
  LatencyFigures figures;
  figures.update(*store.view(), {}, 30);
  CHECK(figures.behind() == 70);
  CHECK(figures.invocations() == 30);
  for (int frame = 0; frame < 3; ++frame) figures.update(*store.view(), {}, 30);
  CHECK(figures.behind() == 0);
  CHECK(figures.invocations() == 100);
}

TEST_CASE("an invocation that still runs counts once it has ended") {
  emulator::TraceStore store;
  auto running = abalone(1);
  running->finished = false;
  running->response.reset();
  store.put(running);
  store.put(abalone(2));
  LatencyFigures figures = figures_of(*store.view());
  CHECK(figures.invocations() == 1);
  store.put(abalone(1));
  figures.update(*store.view(), {}, kAll);
  CHECK(figures.invocations() == 2);
  figures.update(*store.view(), {}, kAll);
  CHECK(figures.invocations() == 2);
}

TEST_CASE("the scopes count all, the last hundred, what is listed, and what ran since the edit") {
  emulator::TraceStore store;
  for (std::uint64_t id = 1; id <= 250; ++id) {
    auto invocation = abalone(id);
    invocation->revision = id <= 240 ? 4 : 5;
    invocation->request.name = id % 2 == 0 ? "even" : "odd";
    store.put(invocation);
  }
  const auto count = [&](const LatencyQuery& query) {
    return figures_of(*store.view(), query).invocations();
  };
  CHECK(count({LatencyScope::All}) == 250);
  CHECK(count({LatencyScope::Last100}) == 100);
  CHECK(count({LatencyScope::Filter, false, "even"}) == 125);
  CHECK(count({LatencyScope::SinceEdit, false, "", 5}) == 10);
}

TEST_CASE("the last hundred of many are found without looking at all of them") {
  emulator::TraceStore store;
  for (std::uint64_t id = 1; id <= 3'000; ++id) store.put(abalone(id, id <= 2'900 ? 1 : 500));
  LatencyFigures figures;
  figures.update(*store.view(), {LatencyScope::Last100}, 1'000);
  CHECK(figures.behind() == 0);
  CHECK(figures.invocations() == 100);
  CHECK(figures.stages()[1].container.series.summary().p50 > 400ms);
}

TEST_CASE("what was made up counts only where that is asked for") {
  emulator::TraceStore store;
  store.put(abalone(1));
  store.put(with_hop(abalone(2), 1, [](emulator::Hop& hop) { hop.source = HopSource::Canned; }));
  const LatencyFigures real = figures_of(*store.view());
  CHECK(real.stages()[0].container.series.count() == 2);
  CHECK(real.stages()[1].container.series.count() == 1);
  CHECK(real.invocations() == 1);
  CHECK(real.left_out() == 1);
  const LatencyFigures all = figures_of(*store.view(), {LatencyScope::All, true});
  CHECK(all.stages()[1].container.series.count() == 2);
  CHECK(all.invocations() == 2);
}

TEST_CASE("time held at the user's wish is no latency") {
  emulator::TraceStore store;
  auto held = with_hop(abalone(1), 1, [](emulator::Hop& hop) { hop.held = 10s; });
  held->duration += 10s;
  store.put(held);
  const LatencyFigures figures = figures_of(*store.view());
  CHECK(figures.whole().series.summary().max < 102ms);
  CHECK(figures.overhead().series.summary().max < 2ms);
}

TEST_CASE("one stage alone tells nothing about the pipeline as a whole") {
  emulator::TraceStore store;
  auto alone = abalone(1);
  alone->alone = true;
  alone->hops = {alone->hops[1]};
  store.put(alone);
  const LatencyFigures figures = figures_of(*store.view());
  CHECK(figures.invocations() == 0);
  CHECK(figures.stages()[0].container.series.count() == 1);
}

TEST_CASE("a cleared trace leaves nothing to count") {
  emulator::TraceStore store;
  store.put(abalone(1));
  LatencyFigures figures = figures_of(*store.view());
  store.clear();
  figures.update(*store.view(), {}, kAll);
  CHECK(latency_table(figures, pipeline()).rows.empty());
  store.put(abalone(2));
  figures.update(*store.view(), {}, kAll);
  CHECK(figures.invocations() == 1);
}

TEST_CASE("the slowest stage is named with its share of the time") {
  emulator::TraceStore store;
  for (std::uint64_t id = 1; id <= 10; ++id) store.put(abalone(id));
  const LatencyTable table = latency_table(figures_of(*store.view()), pipeline());
  CHECK(table.slowest == "model takes 83 % of the time, p99 84.0 ms");
  REQUIRE(table.rows.size() == 5);
  CHECK(table.rows[1].slowest);
  CHECK(table.rows[3].name == "overhead");
  CHECK(table.rows[4].name == "whole invocation");
  double shares = 0;
  for (std::size_t i = 0; i < 4; ++i) shares += table.rows[i].share;
  CHECK(shares == Approx(1));
  for (const LatencyRow& row : table.rows)
    CHECK(row.shape.bars.size() == table.rows[0].shape.bars.size());
}

TEST_CASE("stages of another model stand behind the pipeline's, with its name") {
  emulator::TraceStore store;
  auto guest = with_hop(abalone(1), 0, [](emulator::Hop& hop) { hop.stage = tests::stage_id(77); });
  guest->hops.resize(1);
  guest->model_name = "wine";
  store.put(guest);
  store.put(abalone(2));
  const LatencyTable table = latency_table(figures_of(*store.view()), pipeline());
  CHECK(table.rows[0].name == "preprocess");
  CHECK(table.rows[3].name == "preprocess of wine");
  CHECK_FALSE(table.rows[3].at);
}

TEST_CASE("CloudWatch's metrics are in its names and whole microseconds") {
  emulator::TraceStore store;
  store.put(abalone(1));
  const auto chosen = (*store.view())[0];
  const auto rows = metric_rows(figures_of(*store.view()), pipeline(), chosen.get());
  REQUIRE(rows.size() == 5);
  CHECK(rows[0].metric == "ModelLatency");
  CHECK(microseconds_text(*rows[0].chosen) == "100,400");
  CHECK(rows[2].metric == "ContainerLatency");
  CHECK(rows[2].container == "model");
  CHECK(microseconds_text(rows[2].average) == "84,000");
  CHECK(rows[4].metric == "OverheadLatency");
  CHECK(microseconds_text(*rows[4].chosen) == "800");
}

TEST_CASE("a minute's point is the average of those that began in it") {
  MinutePoint point;
  point.add(emulator::WallTime{59s}, 10ms);
  point.add(emulator::WallTime{61s}, 20ms);
  point.add(emulator::WallTime{119s}, 40ms);
  point.add(emulator::WallTime{58s}, 900ms);  // late: that minute is over
  CHECK(point.minute == 1);
  CHECK(point.count == 2);
  CHECK(point.average() == 30ms);
}

TEST_CASE("what is copied is a line a stage, times in microseconds") {
  emulator::TraceStore store;
  store.put(abalone(1));
  const LatencyFigures figures = figures_of(*store.view());
  const std::string text = latency_tsv(latency_table(figures, pipeline()));
  CHECK(text.starts_with("stage\tcount\tfailures\tp50 µs\tp90 µs\tp99 µs\tmax µs\tshare\n"));
  CHECK(text.find("model\t1\t0\t84000\t84000\t84000\t84000\t0.83") != std::string::npos);
  CHECK(metrics_tsv(metric_rows(figures, pipeline(), nullptr))
            .find("ContainerLatency\tmodel\t1\t84000") != std::string::npos);
}

TEST_CASE("held time stands where it was spent, before the stage or after its answer") {
  auto invocation = abalone(1);
  // Hop 1 was held for 50 ms before it was asked, hop 2 for 30 ms after it answered.
  with_hop(invocation, 0, [](emulator::Hop& hop) {
    hop.held = 50ms;
    hop.start += 50ms;
  });
  with_hop(invocation, 1, [](emulator::Hop& hop) {
    hop.held = 30ms;
    hop.start += 50ms;
  });
  with_hop(invocation, 2, [](emulator::Hop& hop) { hop.start += 80ms; });
  invocation->duration += 80ms;
  const auto held = held_times(*invocation);
  CHECK(held[0].before == 50ms);
  CHECK(held[0].after == 0ms);
  CHECK(held[1].before < 1ms);
  CHECK(held[1].after > 29ms);
  WaterfallInput input;
  input.plot_width = 1'000;
  const WaterfallLayout layout = waterfall_layout(*invocation, input);
  const auto bar = std::ranges::find(layout.rows[0].bars, Phase::Held, &PhaseBar::phase);
  REQUIRE(bar != layout.rows[0].bars.end());
  CHECK(bar->width == Approx(1'000 * 50 / (181.2 * 1.1)).margin(1));
  CHECK(layout.rows[0].total == "12.4 ms");
  CHECK(layout.rows[1].bars.back().phase == Phase::Held);
  const auto rows = timing_table(*invocation, 1);
  const auto row = std::ranges::find(rows, "Held", &TimingRow::label);
  REQUIRE(row != rows.end());
  CHECK(row->value == "50.0 ms");
}

TEST_CASE("the timing table tells who answered in the stage's place") {
  auto invocation = with_hop(abalone(1), 1, [](emulator::Hop& hop) {
    hop.source = HopSource::Recording;
    hop.source_note = "answer of invocation 12";
  });
  const auto rows = timing_table(*invocation, 2);
  CHECK(rows[1].label == "Source");
  CHECK(rows[1].value == "MOCK");
  CHECK(rows[1].note.starts_with("answer of invocation 12"));
  CHECK(waterfall_layout(*invocation, {}).rows[1].made_up == "MOCK");
}

TEST_CASE("a zoomed waterfall shows the bars within, cut at its edges") {
  const auto invocation = abalone(1);
  WaterfallInput input;
  input.plot_width = 1'000;
  input.shown = TimeRange{50ms, 60ms};
  const WaterfallLayout layout = waterfall_layout(*invocation, input);
  CHECK(layout.rows[0].bars.empty());
  REQUIRE(layout.rows[1].bars.size() == 1);
  CHECK(layout.rows[1].bars[0].phase == Phase::Wait);
  CHECK(layout.rows[1].bars[0].x == 0);
  CHECK(layout.rows[1].bars[0].width == 1'000);
  CHECK(layout.rows[0].total == "12.4 ms");
  CHECK(layout.shown == TimeRange{50ms, 60ms});
}
