#include "app/view_model/latency_table.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "emulator/base/text.h"

namespace app {
namespace {

using emulator::LatencyHistogram;
using emulator::LatencySeries;
using emulator::Nanoseconds;
using emulator::Pipeline;

// Position among the stages of the open pipeline; none for those of another model.
std::optional<std::size_t> position_of(const Pipeline& pipeline, emulator::StageId stage) {
  const std::size_t at = emulator::index_of(pipeline, stage);
  return at < pipeline.stages.size() ? std::optional(at) : std::nullopt;
}

// Those with samples, in route order; those of other models after them.
std::vector<const StageLatencies*> stages_in_order(const LatencyFigures& figures,
                                                   const Pipeline& pipeline) {
  std::vector<const StageLatencies*> stages;
  for (const StageLatencies& stage : figures.stages())
    if (stage.container.series.count() > 0) stages.push_back(&stage);
  std::ranges::stable_sort(stages, {}, [&](const StageLatencies* stage) {
    return position_of(pipeline, stage->stage).value_or(pipeline.stages.size());
  });
  return stages;
}

std::string stage_name(const StageLatencies& stage, bool ours) {
  if (ours || stage.model_name.empty()) return stage.container_hostname;
  return stage.container_hostname + " of " + stage.model_name;
}

LatencyRow row_of(LatencyRow::Kind kind, std::string name, const LatencySeries& series,
                  Nanoseconds all) {
  LatencyRow row;
  row.kind = kind;
  row.name = std::move(name);
  row.times = series.summary();
  row.failures = series.failures();
  row.share = all <= Nanoseconds{0}
                  ? 0
                  : static_cast<double>(series.sum().count()) / static_cast<double>(all.count());
  return row;
}

// Quarters of an octave that any of the rows has something in.
struct QuarterRange {
  std::size_t first = LatencyHistogram::kQuarters;
  std::size_t last = 0;
  void take(const LatencySeries& series) {
    const LatencyHistogram::Quarters& quarters = series.histogram().quarters();
    for (std::size_t i = 0; i < quarters.size(); ++i) {
      if (quarters[i] == 0) continue;
      first = std::min(first, i);
      last = std::max(last, i);
    }
  }
  // Room around what there is: a single bar alone would tell nothing.
  void widen() {
    first = std::max<std::size_t>(first, 6) - 2;
    last = std::min(std::max(last + 1, first + 11), LatencyHistogram::kQuarters - 2);
  }
};

// What is quicker than all that the axis has counts at its left end.
LatencyShape shape_of(const LatencySeries& series, const QuarterRange& range) {
  LatencyShape shape;
  const LatencyHistogram::Quarters& quarters = series.histogram().quarters();
  std::vector<std::uint32_t> counts(range.last + 1 - range.first);
  for (std::size_t i = 0; i < quarters.size(); ++i)
    counts[std::clamp(i, range.first, range.last) - range.first] += quarters[i];
  const std::uint32_t most = std::ranges::max(counts);
  if (most == 0) return shape;
  for (const std::uint32_t count : counts)
    shape.bars.push_back(static_cast<float>(count) / static_cast<float>(most));
  return shape;
}

std::string slowest_text(std::vector<LatencyRow>& rows) {
  LatencyRow* slowest = nullptr;
  for (LatencyRow& row : rows)
    if (row.kind == LatencyRow::Kind::Stage && (!slowest || row.share > slowest->share))
      slowest = &row;
  if (!slowest) return "";
  slowest->slowest = true;
  return slowest->name + " takes " + share_text(slowest->share) + " of the time, p99 " +
         emulator::format_duration(slowest->times.p99);
}

constexpr std::string_view kModelFact =
    "ModelLatency: the time of all containers of the pipeline together (contract 6.1)";
constexpr std::string_view kContainerFact =
    "ContainerLatency: one container as SageMaker sees it, from connecting to the last byte of its "
    "answer; only pipelines have it (contract 6.1, 6.2)";
constexpr std::string_view kOverheadFact =
    "OverheadLatency: from receipt to answer without ModelLatency (contract 6.1). Here it is what "
    "Hoplens takes to hand over on this machine, not what AWS takes (contract 6.2)";

MetricRow metric_of(std::string metric, const LatencyStream& stream, std::string_view fact) {
  MetricRow row;
  row.metric = std::move(metric);
  row.minute = stream.minute;
  row.average = stream.series.average();
  row.times = stream.series.summary();
  row.fact = fact;
  return row;
}

std::optional<Nanoseconds> container_time(const emulator::Invocation* invocation,
                                          emulator::StageId stage) {
  if (!invocation) return std::nullopt;
  for (const emulator::HopPtr& hop : invocation->hops)
    if (hop->stage == stage) return hop->timing.container();
  return std::nullopt;
}

std::string plain_microseconds(Nanoseconds time) {
  return std::to_string((time.count() + 500) / 1'000);
}

std::string times_tsv(const emulator::LatencySummary& times) {
  std::string text;
  for (const Nanoseconds time : {times.p50, times.p90, times.p99, times.max})
    text += "\t" + plain_microseconds(time);
  return text;
}

}  // namespace

LatencyTable latency_table(const LatencyFigures& figures, const Pipeline& pipeline) {
  LatencyTable table;
  const auto stages = stages_in_order(figures, pipeline);
  if (stages.empty()) return table;
  const LatencySeries& overhead = figures.overhead().series;
  Nanoseconds all = overhead.sum();
  QuarterRange range;
  for (const StageLatencies* stage : stages) {
    all += stage->container.series.sum();
    range.take(stage->container.series);
  }
  range.take(figures.whole().series);
  range.widen();
  const auto add = [&](LatencyRow::Kind kind, std::string name, const LatencySeries& series) {
    table.rows.push_back(row_of(kind, std::move(name), series, all));
    table.rows.back().shape = shape_of(series, range);
  };
  for (const StageLatencies* stage : stages) {
    const auto at = position_of(pipeline, stage->stage);
    add(LatencyRow::Kind::Stage, stage_name(*stage, at.has_value()), stage->container.series);
    table.rows.back().at = at;
  }
  table.slowest = slowest_text(table.rows);
  if (overhead.count() > 0) {
    add(LatencyRow::Kind::Overhead, "overhead", overhead);
    add(LatencyRow::Kind::Whole, "whole invocation", figures.whole().series);
    table.rows.back().share = 1;
  }
  table.axis_from = emulator::format_duration(LatencyHistogram::quarter_start(range.first));
  table.axis_to = emulator::format_duration(LatencyHistogram::quarter_start(range.last + 1));
  return table;
}

std::vector<MetricRow> metric_rows(const LatencyFigures& figures, const Pipeline& pipeline,
                                   const emulator::Invocation* chosen) {
  std::vector<MetricRow> rows;
  const bool ended = chosen && chosen->finished && !chosen->hops.empty();
  rows.push_back(metric_of("ModelLatency", figures.model(), kModelFact));
  if (ended) rows.back().chosen = chosen->container_time();
  for (const StageLatencies* stage : stages_in_order(figures, pipeline)) {
    rows.push_back(metric_of("ContainerLatency", stage->container, kContainerFact));
    rows.back().at = position_of(pipeline, stage->stage);
    rows.back().container = stage_name(*stage, rows.back().at.has_value());
    rows.back().chosen = container_time(chosen, stage->stage);
  }
  rows.push_back(metric_of("OverheadLatency", figures.overhead(), kOverheadFact));
  if (ended) rows.back().chosen = std::max(chosen->overhead_time(), Nanoseconds{0});
  return rows;
}

std::string microseconds_text(Nanoseconds time) {
  const Nanoseconds::rep whole = (std::max<Nanoseconds::rep>(time.count(), 0) + 500) / 1'000;
  return emulator::format_count(static_cast<std::uint64_t>(whole));
}

std::string share_text(double share) {
  if (share > 0 && share < 0.01) return "< 1 %";
  return std::to_string(std::lround(share * 100)) + " %";
}

std::string minute_text(const MinutePoint& minute) {
  if (minute.count == 0) return "";
  const emulator::WallTime start{std::chrono::minutes{minute.minute}};
  const std::string many = minute.count == 1
                               ? "the one invocation"
                               : "all " + emulator::format_count(minute.count) + " invocations";
  return "CloudWatch keeps one point a minute: " +
         emulator::format_time_of_day(start, false).substr(0, 5) + " stands for " + many +
         " of that minute";
}

std::string_view scope_text(LatencyScope scope) {
  constexpr std::array<std::string_view, 4> kTexts = {"all", "last 100", "as filtered",
                                                      "since last edit"};
  return kTexts[static_cast<std::size_t>(scope)];
}

std::string latency_tsv(const LatencyTable& table) {
  std::string text = "stage\tcount\tfailures\tp50 µs\tp90 µs\tp99 µs\tmax µs\tshare\n";
  for (const LatencyRow& row : table.rows) {
    std::array<char, 16> share{};
    std::snprintf(share.data(), share.size(), "%.4f", row.share);
    text += row.name + "\t" + std::to_string(row.times.count) + "\t" +
            std::to_string(row.failures) + times_tsv(row.times) + "\t" + share.data() + "\n";
  }
  return text;
}

std::string metrics_tsv(const std::vector<MetricRow>& rows) {
  std::string text =
      "metric\tContainerName\tSampleCount\tAverage µs\tp50 µs\tp90 µs\tp99 µs\tMaximum µs\n";
  for (const MetricRow& row : rows)
    text += row.metric + "\t" + row.container + "\t" + std::to_string(row.times.count) + "\t" +
            plain_microseconds(row.average) + times_tsv(row.times) + "\n";
  return text;
}

}  // namespace app
