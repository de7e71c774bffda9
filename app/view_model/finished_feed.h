#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "emulator/engine/snapshot.h"

namespace app {

// Hands out every invocation of a growing trace once, as soon as it has ended: in order of their
// ids, but for those that take longer or come late. Looks only at those that are new or still ran.
class FinishedFeed {
 public:
  FinishedFeed() = default;
  // Only those with an id above that one.
  explicit FinishedFeed(emulator::InvocationId after) : seen_(after.value) {}

  // Looks at `most` new ones at the most; the rest waits for the next call.
  template <typename Take>
  void update(const emulator::TraceView& trace, std::size_t most, Take take) {
    look_again(trace, take);
    std::size_t at = first_after(trace, seen_);
    for (; at < trace.size() && most > 0; ++at, --most) {
      const emulator::Invocation& invocation = *trace[at];
      wait_for_late_ones(invocation.id.value);
      seen_ = invocation.id.value;
      if (invocation.finished) {
        take(invocation);
      } else {
        waiting_.push_back(seen_);
      }
    }
    behind_ = trace.size() - at;
  }

  std::size_t behind() const { return behind_; }  // new ones that were not looked at yet
  // Ids of those that still ran, or were not there although later ones were.
  const std::vector<std::uint64_t>& waiting() const { return waiting_; }

 private:
  static constexpr std::uint64_t kPatience = 1'000;  // ids that one may come late by

  // Position of the first invocation with an id above that.
  static std::size_t first_after(const emulator::TraceView& trace, std::uint64_t id) {
    std::size_t low = 0;
    std::size_t high = trace.size();
    while (low < high) {
      const std::size_t middle = (low + high) / 2;
      if (trace[middle]->id.value > id) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  // Ids count up: one that is left out is still on its way.
  void wait_for_late_ones(std::uint64_t id) {
    if (seen_ == 0) return;
    std::uint64_t missing = seen_ + 1;
    if (id > kPatience && missing < id - kPatience) missing = id - kPatience;
    for (; missing < id; ++missing) waiting_.push_back(missing);
  }

  template <typename Take>
  void look_again(const emulator::TraceView& trace, Take& take) {
    for (const std::uint64_t id : std::exchange(waiting_, {})) {
      const auto invocation = trace.find(emulator::InvocationId{id});
      if (invocation && invocation->finished) {
        take(*invocation);
      } else if (invocation || id + kPatience > seen_) {
        waiting_.push_back(id);
      }
    }
  }

  std::uint64_t seen_ = 0;
  std::vector<std::uint64_t> waiting_;
  std::size_t behind_ = 0;
};

}  // namespace app
