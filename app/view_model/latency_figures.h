#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <vector>

#include "app/view_model/finished_feed.h"
#include "app/view_model/filter/invocation_filter.h"
#include "emulator/base/latency_series.h"

namespace app {

// Which invocations are counted.
enum class LatencyScope { All, Last100, Filter, SinceEdit };

struct LatencyQuery {
  LatencyScope scope = LatencyScope::All;
  bool made_up = false;        // count hops that were mocked, faulted, edited or taken over, too
  std::string filter;          // of the invocation list, for LatencyScope::Filter
  std::uint64_t revision = 0;  // of the pipeline, for LatencyScope::SinceEdit
  bool operator==(const LatencyQuery&) const = default;
};

// What CloudWatch keeps of a metric: one point a minute (contract 6.1). The newest minute's.
struct MinutePoint {
  std::int64_t minute = -1;  // since the epoch
  std::size_t count = 0;
  emulator::Nanoseconds sum{0};
  void add(emulator::WallTime time, emulator::Nanoseconds value);
  emulator::Nanoseconds average() const;
};

// Times of one kind, and the newest minute of them.
struct LatencyStream {
  emulator::LatencySeries series;
  MinutePoint minute;
};

struct StageLatencies {
  emulator::StageId stage;
  std::string container_hostname;  // the newest it had
  std::string model_name;
  LatencyStream container;  // contract 6.2: ContainerLatency
};

// How long stages and whole invocations of a growing trace took, kept up to date: each frame costs
// what is new. Left out is what says nothing about the stages: hops that the user cancelled, and
// unless asked for those that are not real; time held at the user's wish is no latency.
class LatencyFigures {
 public:
  // Looks at `most` new invocations at the most; another query starts over.
  void update(const emulator::TraceView& trace, const LatencyQuery& query, std::size_t most);

  std::size_t behind() const { return feed_.behind(); }  // invocations not looked at yet
  std::size_t invocations() const { return whole_.series.count(); }
  std::size_t left_out() const {
    return left_out_.size();
  }  // invocations with hops that are not real
  std::span<const StageLatencies> stages() const { return stages_; }  // as they were first seen
  // Of invocations that went through the pipeline: receipt to answer, the containers, the rest.
  const LatencyStream& whole() const { return whole_; }
  const LatencyStream& model() const { return model_; }        // contract 6.1: ModelLatency
  const LatencyStream& overhead() const { return overhead_; }  // contract 6.1: OverheadLatency

 private:
  void start_over(const emulator::TraceView& trace, const LatencyQuery& query);
  bool counts(const emulator::Invocation& invocation) const;
  void take(const emulator::Invocation& invocation);
  void take_hop(const emulator::Invocation& invocation, const emulator::Hop& hop);
  void take_whole(const emulator::Invocation& invocation);
  void forget_before(std::uint64_t id);
  void forget_old(const emulator::TraceView& trace);

  LatencyQuery query_;
  InvocationFilter filter_{""};
  FinishedFeed feed_;
  std::vector<StageLatencies> stages_;
  LatencyStream whole_, model_, overhead_;
  std::deque<std::uint64_t> last_;  // ids counted, at most 100, for LatencyScope::Last100
  std::deque<std::uint64_t> left_out_;
  bool started_ = false;
};

}  // namespace app
