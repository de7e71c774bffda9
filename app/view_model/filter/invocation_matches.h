#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/view_model/filter/invocation_filter.h"
#include "emulator/engine/snapshot.h"

namespace app {

// Some invocations whose bodies are to be searched, for another thread.
struct BodySearchPart {
  std::uint64_t search = 0;  // which one it is part of
  InvocationFilter filter;
  std::vector<emulator::InvocationPtr> invocations;  // in the order in which they are looked at
  std::shared_ptr<const std::atomic<bool>> stop;
};

struct BodySearchResult {
  std::uint64_t search = 0;
  std::vector<emulator::InvocationId> found;
  std::vector<emulator::InvocationId> left;  // not looked at: stopped, or its time was up
  std::size_t searched = 0;
  std::size_t unread = 0;  // bodies
};

struct BodySearchProgress {
  std::size_t searched = 0;  // invocations
  std::size_t all = 0;
  std::size_t unread = 0;  // bodies that are not kept any more
  bool stopped = false;
  bool done() const { return searched == all; }
};

// Which invocations of a growing trace match a query. Looks only at those that are new or were
// still running, and after a change of the query at the newest first, so many at once, so that a
// frame costs little however full the trace is. Bodies are searched elsewhere, part by part.
class InvocationMatches {
 public:
  static constexpr std::size_t kAtOnce = 25'000;
  InvocationMatches() = default;
  explicit InvocationMatches(std::size_t at_once) : at_once_(at_once) {}

  void update(const emulator::TraceView& trace, const std::string& query);
  // No query is asked any more; what is away comes back for nothing.
  void clear() { start_over({}, ""); }
  // Older ones are still to be looked at.
  bool pending(const emulator::TraceView& trace) const {
    return !trace.empty() && trace[0]->id < oldest_;
  }
  const InvocationFilter& filter() const { return filter_; }

  std::size_t size() const { return ids_.size(); }
  // How many have an id above that one.
  std::size_t newer_than(emulator::InvocationId id) const;
  // The id in that row, newest first.
  emulator::InvocationId operator[](std::size_t row) const { return ids_[ids_.size() - 1 - row]; }
  // The row of an id that is listed.
  std::optional<std::size_t> row_of(emulator::InvocationId id) const;

  // What is to be searched next, newest first; nothing while another part is away, after stop()
  // and when all is done.
  std::optional<BodySearchPart> next_part(const emulator::TraceView& trace);
  void take(const BodySearchResult& result);
  void stop();
  void go_on();
  BodySearchProgress progress() const;

 private:
  void start_over(const emulator::TraceView& trace, const std::string& query);
  void look_at_older(const emulator::TraceView& trace);
  void forget_dropped(const emulator::TraceView& trace);
  void look_again_at_running(const emulator::TraceView& trace);
  void look_at(const emulator::Invocation& invocation, std::vector<emulator::InvocationId>& out);

  using Ids = std::vector<emulator::InvocationId>;
  std::size_t at_once_ = kAtOnce;
  std::string query_;
  InvocationFilter filter_;
  Ids ids_;                        // ascending
  Ids running_;                    // when last looked at, ascending
  emulator::InvocationId newest_;  // looked at
  emulator::InvocationId oldest_;  // … down to here
  std::uint64_t total_ = 0;        // of the trace then

  struct {
    std::uint64_t number = 0;
    Ids waiting;  // the last one first
    std::size_t away = 0;
    std::size_t searched = 0;
    std::size_t unread = 0;
    bool stopped = false;
    std::shared_ptr<std::atomic<bool>> stop;
  } search_;
};

}  // namespace app
