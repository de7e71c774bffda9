#include "app/view_model/invocation_rows.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "emulator/base/text.h"

namespace app {
namespace {

// Longer signs first, so that ">=" is not read as ">".
constexpr std::array<std::string_view, 5> kComparisons = {">=", "<=", ">", "<", "="};

bool compare(int left, std::string_view sign, int right) {
  if (sign == ">=") return left >= right;
  if (sign == "<=") return left <= right;
  if (sign == ">") return left > right;
  if (sign == "<") return left < right;
  return left == right;
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace

InvocationRow invocation_row(const emulator::Invocation& invocation, emulator::WallTime now) {
  InvocationRow row;
  row.status = invocation_words(invocation);
  row.id = std::to_string(invocation.id.value);
  row.duration = invocation.finished ? emulator::format_duration(invocation.duration)
                                     : elapsed_text(now - invocation.started_at);
  row.time = emulator::format_time_of_day(invocation.started_at, false);
  return row;
}

InvocationFilter::InvocationFilter(std::string_view query) {
  for (const std::string& word : emulator::split(query, ' '))
    if (!emulator::trim(word).empty()) terms_.push_back(parse(emulator::trim(word)));
}

InvocationFilter::Term InvocationFilter::parse(std::string_view word) {
  constexpr std::string_view kStatus = "status:";
  constexpr std::string_view kStage = "stage:";
  if (word.starts_with(kStage)) return {Field::Stage, "=", std::string(word.substr(6))};
  if (!word.starts_with(kStatus)) return {Field::Text, "=", std::string(word)};
  word.remove_prefix(kStatus.size());
  for (const std::string_view sign : kComparisons)
    if (word.starts_with(sign))
      return {Field::Status, std::string(sign), std::string(word.substr(sign.size()))};
  return {Field::Status, "=", std::string(word)};
}

bool InvocationFilter::matches(const emulator::Invocation& invocation) const {
  return std::ranges::all_of(terms_, [&](const Term& term) { return holds(term, invocation); });
}

bool InvocationFilter::holds(const Term& term, const emulator::Invocation& invocation) {
  if (term.value.empty()) return true;  // still being typed
  switch (term.field) {
    case Field::Status:
      return status_holds(term, invocation);
    case Field::Stage:
      return std::ranges::any_of(invocation.hops, [&](const emulator::HopPtr& hop) {
        return hop->container_hostname == term.value;
      });
    case Field::Text:
      break;
  }
  return std::to_string(invocation.id.value) == term.value ||
         contains(invocation.request.name, term.value) ||
         contains(invocation.model_name, term.value) || contains(invocation.uuid, term.value);
}

bool InvocationFilter::status_holds(const Term& term, const emulator::Invocation& invocation) {
  int wanted = 0;
  const char* end = term.value.data() + term.value.size();
  const auto [rest, error] = std::from_chars(term.value.data(), end, wanted);
  if (error != std::errc{} || rest != end)
    return invocation_words(invocation).text.starts_with(term.value);
  return invocation.response && compare(invocation.response->status, term.comparison, wanted);
}

void InvocationMatches::update(const emulator::TraceView& trace, const std::string& query) {
  if (query != query_ || trace.total() < total_) start_over(query);
  std::size_t first_new = trace.size();
  while (first_new > 0 && trace[first_new - 1]->id > newest_) --first_new;
  // One that came late, with an older id, shows in the count; then everything is looked at.
  const std::uint64_t arrived = std::min<std::uint64_t>(trace.total() - total_, trace.size());
  if (trace.size() - first_new != arrived) {
    start_over(query);
    first_new = 0;
  }
  forget_dropped(trace);
  look_again_at_running(trace);
  for (std::size_t i = first_new; i < trace.size(); ++i) take(*trace[i]);
  total_ = trace.total();
  if (!trace.empty()) newest_ = trace[trace.size() - 1]->id;
}

void InvocationMatches::start_over(const std::string& query) {
  *this = InvocationMatches();
  query_ = query;
  filter_ = InvocationFilter(query);
}

void InvocationMatches::forget_dropped(const emulator::TraceView& trace) {
  const auto kept_from = [&trace](const std::vector<emulator::InvocationId>& ids) {
    return trace.empty() ? ids.end() : std::ranges::lower_bound(ids, trace[0]->id);
  };
  ids_.erase(ids_.begin(), kept_from(ids_));
  running_.erase(running_.begin(), kept_from(running_));
}

void InvocationMatches::look_again_at_running(const emulator::TraceView& trace) {
  for (const emulator::InvocationId id : std::exchange(running_, {})) {
    const auto place = std::ranges::lower_bound(ids_, id);
    const bool listed = place != ids_.end() && *place == id;
    const auto invocation = trace.find(id);
    const bool matches = invocation && filter_.matches(*invocation);
    if (listed && !matches) ids_.erase(place);
    if (!listed && matches) ids_.insert(place, id);
    if (invocation && !invocation->finished) running_.push_back(id);
  }
}

void InvocationMatches::take(const emulator::Invocation& invocation) {
  if (filter_.matches(invocation)) ids_.push_back(invocation.id);
  if (!invocation.finished) running_.push_back(invocation.id);
}

}  // namespace app
