#include "app/view_model/invocation_rows.h"

#include <algorithm>
#include <array>
#include <charconv>

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

std::vector<std::uint32_t> filtered_newest_first(const emulator::TraceView& trace,
                                                 const InvocationFilter& filter) {
  std::vector<std::uint32_t> positions;
  for (std::size_t i = trace.size(); i-- > 0;)
    if (filter.matches(*trace[i])) positions.push_back(static_cast<std::uint32_t>(i));
  return positions;
}

}  // namespace app
