#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/view_model/latency_figures.h"
#include "emulator/model/pipeline.h"

// The figures of the Latency tab as rows of words: as this program counts, and as CloudWatch would.
namespace app {

// A small picture of a distribution: bars from left to right on a logarithmic axis of time, all
// rows of a table on the same.
struct LatencyShape {
  std::vector<float> bars;  // 0 … 1, the highest is 1; empty without samples
};

struct LatencyRow {
  enum class Kind { Stage, Overhead, Whole };
  Kind kind = Kind::Stage;
  std::string name;               // the container's; with its model's where that is another
  std::optional<std::size_t> at;  // position in the open pipeline
  emulator::LatencySummary times;
  std::size_t failures = 0;
  double share = 0;  // of the time of all stages and the overhead
  bool slowest = false;
  LatencyShape shape;
};

struct LatencyTable {
  std::vector<LatencyRow> rows;    // stages in route order, others, overhead, the whole
  std::string slowest;             // "model takes 83 % of the time, p99 112 ms"; empty: nothing ran
  std::string axis_from, axis_to;  // ends of the pictures' axis: "50 µs", "200 ms"
};
LatencyTable latency_table(const LatencyFigures& figures, const emulator::Pipeline& pipeline);

// A metric as CloudWatch keeps it (contract 6.1–6.3).
struct MetricRow {
  std::string metric;     // "ContainerLatency"
  std::string container;  // its dimension ContainerName; empty: none
  std::optional<std::size_t> at;
  std::optional<emulator::Nanoseconds> chosen;  // of the selected invocation
  MinutePoint minute;
  emulator::Nanoseconds average{0};
  emulator::LatencySummary times;
  std::string_view fact;  // what it means, with the contract fact
};
std::vector<MetricRow> metric_rows(const LatencyFigures& figures,
                                   const emulator::Pipeline& pipeline,
                                   const emulator::Invocation* chosen);

// "91,234": whole microseconds, CloudWatch's unit.
std::string microseconds_text(emulator::Nanoseconds time);
// "83 %", "< 1 %"
std::string share_text(double share);
// What CloudWatch would have of it: "One point a minute: 22:07 has 12 invocations as one average".
std::string minute_text(const MinutePoint& minute);
// "All invocations", "the last 100", …: what is counted, for a chip and for what is copied.
std::string_view scope_text(LatencyScope scope);

// Both tables as lines of tab-separated values with a heading each, for a spreadsheet. Times in
// microseconds without separators.
std::string latency_tsv(const LatencyTable& table);
std::string metrics_tsv(const std::vector<MetricRow>& rows);

}  // namespace app
