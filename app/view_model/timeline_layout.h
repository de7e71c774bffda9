#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "app/view_model/finished_feed.h"
#include "app/view_model/time_axis.h"

// Many invocations on one axis of time: which ones, where, and how many at once. Times are counted
// from the epoch.
namespace app {

// When the invocations of a growing trace ran, kept up to date: a frame costs what is new.
class TimelineIndex {
 public:
  // Looks at `most` new invocations at the most.
  void update(const emulator::TraceView& trace, std::size_t most);

  std::size_t behind() const { return feed_.behind(); }
  // From the first receipt to the last answer, or until now where one runs. Needs a trace that is
  // not empty.
  TimeRange whole(const emulator::TraceView& trace, emulator::WallTime now) const;
  // Those that ran within the range, newest first.
  std::vector<emulator::InvocationId> within(const TimeRange& range) const;
  // Changes whenever within() may.
  std::uint64_t version() const { return version_; }

  // How much went on, in equal parts of the range.
  struct Part {
    std::uint32_t running = 0;  // at most at once
    bool failed = false;        // one that ran then did not end well
  };
  std::vector<Part> parts(const TimeRange& range, std::size_t count) const;

 private:
  struct Entry {
    std::uint64_t id = 0;
    emulator::Nanoseconds from{0};
    emulator::Nanoseconds to{0};
    bool failed = false;
  };
  void take(const emulator::Invocation& invocation);
  void note_running(const emulator::TraceView& trace);

  FinishedFeed feed_;
  std::deque<Entry> entries_;   // ended; ids ascend
  std::vector<Entry> running_;  // `to` lies beyond everything
  emulator::Nanoseconds latest_{0};
  std::uint64_t version_ = 0;
};

// Rows of a list of which only those in view are made: their ids, newest first.
class TimelineRows {
 public:
  void update(const TimelineIndex& index, const TimeRange& range);
  std::size_t size() const { return ids_.size(); }
  emulator::InvocationId operator[](std::size_t row) const { return ids_[row]; }
  // Of that invocation, or of where it would be.
  std::size_t row_of(emulator::InvocationId id) const;

 private:
  std::vector<emulator::InvocationId> ids_;
  std::uint64_t version_ = 0;
  TimeRange range_;
  bool known_ = false;
};

// The time that one stage took of a row's bar.
struct TimelineSegment {
  int hop = 0;  // 1-based
  float x = 0;  // pixels from the plot's left edge
  float width = 0;
  bool made_up = false;  // Hop::is_real() is false
  bool failed = false;
  bool running = false;
};
struct TimelineBar {
  float x = 0;  // from receipt to answer
  float width = 0;
  std::vector<TimelineSegment> segments;  // empty where they would be too small to tell apart
  bool failed = false;
  bool ends_here = false;  // its end stands on the plot
};
// Where a row's bar stands; a width of 0: not within the range.
TimelineBar timeline_bar(const emulator::Invocation& invocation, const TimeScale& scale,
                         float least, emulator::WallTime now);

// A stretch with an invocation in its middle.
TimeRange around(const emulator::Invocation& invocation);

}  // namespace app
