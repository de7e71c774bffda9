#include "app/view_model/filter/invocation_matches.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

#include "app/view_model/trace_position.h"

namespace app {
namespace {

using emulator::InvocationId;

// Few enough that a part comes back soon.
constexpr std::size_t kPart = 512;
// A frame waits no longer for a filter, however slow it or the machine is.
constexpr std::chrono::milliseconds kFrameShare{8};
constexpr std::size_t kBetweenLooksAtClock = 1024;

InvocationId behind(InvocationId id) { return InvocationId{id.value + 1}; }

// Adds ids to ascending ones; twice is once.
void merge(std::vector<InvocationId>& ids, std::vector<InvocationId> added) {
  std::ranges::sort(added);
  const auto middle = static_cast<std::ptrdiff_t>(ids.size());
  ids.insert(ids.end(), added.begin(), added.end());
  std::inplace_merge(ids.begin(), ids.begin() + middle, ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

}  // namespace

void InvocationMatches::update(const emulator::TraceView& trace, const std::string& query) {
  if (query != query_ || trace.total() < total_) start_over(trace, query);
  std::size_t first_new = trace.size();
  while (first_new > 0 && trace[first_new - 1]->id > newest_) --first_new;
  // One that came late, with an older id, shows in the count; then everything is looked at.
  const std::uint64_t arrived = std::min<std::uint64_t>(trace.total() - total_, trace.size());
  if (trace.size() - first_new != arrived) {
    start_over(trace, query);
    first_new = trace.size();
  }
  forget_dropped(trace);
  look_again_at_running(trace);
  for (std::size_t i = first_new; i < trace.size(); ++i) look_at(*trace[i], ids_);
  total_ = trace.total();
  if (!trace.empty()) newest_ = trace[trace.size() - 1]->id;
  look_at_older(trace);
}

std::size_t InvocationMatches::newer_than(InvocationId id) const {
  return static_cast<std::size_t>(ids_.end() - std::ranges::upper_bound(ids_, id));
}

std::optional<std::size_t> InvocationMatches::row_of(InvocationId id) const {
  const auto found = std::ranges::lower_bound(ids_, id);
  if (found == ids_.end() || *found != id) return std::nullopt;
  return static_cast<std::size_t>(ids_.end() - found) - 1;
}

void InvocationMatches::start_over(const emulator::TraceView& trace, const std::string& query) {
  const std::uint64_t number = search_.number + 1;
  stop();
  *this = InvocationMatches(at_once_);
  search_.number = number;
  query_ = query;
  filter_ = InvocationFilter(query);
  total_ = trace.total();
  if (trace.empty()) return;
  newest_ = trace[trace.size() - 1]->id;
  oldest_ = behind(newest_);
}

void InvocationMatches::look_at_older(const emulator::TraceView& trace) {
  if (!pending(trace)) return;
  const auto until = std::chrono::steady_clock::now() + kFrameShare;
  const std::size_t end = position_of(trace, oldest_);
  const std::size_t begin = end - std::min(end, at_once_);
  Ids found;  // descending
  std::size_t at = end;
  while (at > begin) {
    look_at(*trace[--at], found);
    const bool asks = (end - at) % kBetweenLooksAtClock == 0;
    if (asks && std::chrono::steady_clock::now() >= until) break;
  }
  std::ranges::sort(running_);
  ids_.insert(ids_.begin(), found.rbegin(), found.rend());
  oldest_ = trace[at]->id;
}

void InvocationMatches::forget_dropped(const emulator::TraceView& trace) {
  const auto kept_from = [&trace](const Ids& ids) {
    return trace.empty() ? ids.end() : std::ranges::lower_bound(ids, trace[0]->id);
  };
  ids_.erase(ids_.begin(), kept_from(ids_));
  running_.erase(running_.begin(), kept_from(running_));
}

void InvocationMatches::look_again_at_running(const emulator::TraceView& trace) {
  Ids matching;
  for (const InvocationId id : std::exchange(running_, {})) {
    const auto place = std::ranges::lower_bound(ids_, id);
    if (place != ids_.end() && *place == id) ids_.erase(place);
    if (const auto invocation = trace.find(id)) look_at(*invocation, matching);
  }
  if (!matching.empty()) merge(ids_, std::move(matching));
}

// Bodies of one that runs are searched when it is finished.
void InvocationMatches::look_at(const emulator::Invocation& invocation, Ids& out) {
  if (!invocation.finished) running_.push_back(invocation.id);
  if (!filter_.matches(invocation)) return;
  if (!filter_.searches_bodies()) {
    out.push_back(invocation.id);
  } else if (invocation.finished) {
    search_.waiting.push_back(invocation.id);
  }
}

std::optional<BodySearchPart> InvocationMatches::next_part(const emulator::TraceView& trace) {
  if (search_.stopped || search_.away > 0 || search_.waiting.empty()) return std::nullopt;
  // Older ones are looked at later, and new ones come meanwhile.
  if (!std::ranges::is_sorted(search_.waiting)) std::ranges::sort(search_.waiting);
  if (!search_.stop) search_.stop = std::make_shared<std::atomic<bool>>(false);
  BodySearchPart part{search_.number, filter_, {}, search_.stop};
  while (part.invocations.size() < kPart && !search_.waiting.empty()) {
    if (auto invocation = trace.find(search_.waiting.back()))
      part.invocations.push_back(std::move(invocation));
    search_.waiting.pop_back();
  }
  search_.away = part.invocations.size();
  return search_.away > 0 ? std::optional(std::move(part)) : std::nullopt;
}

void InvocationMatches::take(const BodySearchResult& result) {
  if (result.search != search_.number) return;
  search_.away = 0;
  search_.searched += result.searched;
  search_.unread += result.unread;
  search_.waiting.insert(search_.waiting.end(), result.left.rbegin(), result.left.rend());
  if (!result.found.empty()) merge(ids_, result.found);
}

void InvocationMatches::stop() {
  search_.stopped = true;
  if (search_.stop) *search_.stop = true;
}

void InvocationMatches::go_on() {
  search_.stopped = false;
  search_.stop.reset();
}

BodySearchProgress InvocationMatches::progress() const {
  const std::size_t all = search_.searched + search_.away + search_.waiting.size();
  return {search_.searched, all, search_.unread, search_.stopped};
}

}  // namespace app
