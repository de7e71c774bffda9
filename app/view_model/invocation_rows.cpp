#include "app/view_model/invocation_rows.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <optional>
#include <utility>

#include "app/view_model/address_words.h"
#include "app/view_model/debug_words.h"
#include "app/view_model/log_rows.h"
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

constexpr std::array<std::string_view, 4> kKeys = {"status", "stage", "endpoint", "client"};

std::optional<int> number_of(std::string_view text) {
  int number = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || rest != text.data() + text.size()) return std::nullopt;
  return number;
}

// 4 for "4xx".
std::optional<int> hundreds_of(std::string_view text) {
  if (text.size() != 3 || !text.ends_with("xx")) return std::nullopt;
  return number_of(text.substr(0, 1));
}

// What is still being typed counts as what it may become.
bool is_status(std::string_view text, std::string_view comparison) {
  if (text.empty() || number_of(text)) return true;
  if (comparison != "=") return false;
  const bool hundreds = text.size() == 2 && text[1] == 'x' && number_of(text.substr(0, 1));
  return hundreds || hundreds_of(text) || std::string_view("running").starts_with(text) ||
         std::string_view("cancelled").starts_with(text);
}

std::string ago_text(emulator::Nanoseconds passed) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(passed).count();
  if (seconds < 60) return std::to_string(std::max<std::int64_t>(seconds, 0)) + " s ago";
  if (seconds < 3600) return std::to_string(seconds / 60) + " min ago";
  return std::to_string(seconds / 3600) + " h ago";
}

std::string exact_milliseconds(emulator::Nanoseconds length) {
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "%.3f ms",
                std::chrono::duration<double, std::milli>(length).count());
  return text.data();
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace

InvocationRow invocation_row(const emulator::Invocation& invocation, emulator::WallTime now) {
  InvocationRow row;
  row.status = invocation_words(invocation);
  row.id = std::to_string(invocation.id.value);
  row.name = invocation.request.name;
  row.duration = invocation.finished ? emulator::format_duration(invocation.duration)
                                     : elapsed_text(now - invocation.started_at);
  row.caller = came_through_address(invocation) ? caller_text(invocation)
               : row.name.empty()               ? "sent from this window"
                                                : row.name;
  for (const std::string& words : {tampering(invocation), provenance(invocation)})
    if (!words.empty()) row.caller = words + ", " + row.caller;
  row.time = emulator::format_time_of_day(invocation.started_at, false);
  return row;
}

std::vector<std::string> invocation_details(const emulator::Invocation& invocation,
                                            emulator::WallTime now) {
  const auto size = [](const emulator::BodyPtr& body) {
    return emulator::format_size(body ? body->size() : 0);
  };
  std::vector<std::string> lines;
  const std::string& name = invocation.request.name;
  lines.push_back("Invocation " + std::to_string(invocation.id.value) +
                  (name.empty() ? "" : ", " + name));
  lines.push_back(ago_text(now - invocation.started_at) + ", " +
                  emulator::format_time_of_day(invocation.started_at, true));
  lines.push_back(invocation.finished
                      ? exact_milliseconds(invocation.duration)
                      : "running since " + elapsed_text(now - invocation.started_at));
  std::string traffic = size(invocation.request.body) + " in";
  if (invocation.response) traffic += ", " + size(invocation.response->body) + " out";
  lines.push_back(traffic);
  if (invocation.order.empty() && invocation.hops.empty()) {
    lines.emplace_back("no container was called");
  } else {
    lines.push_back(std::to_string(invocation.hops.size()) + " of " +
                    counted(invocation.order.size(), "container") + " called");
  }
  if (came_through_address(invocation)) {
    lines.push_back("to " + caller_text(invocation));
    lines.push_back("from " + invocation.client);
  }
  if (!invocation.uuid.empty()) lines.push_back(invocation.uuid);
  return lines;
}

std::span<const std::string_view> invocation_filter_keys() { return kKeys; }

std::vector<std::string> invocation_filter_offers(const emulator::Pipeline& pipeline,
                                                  const emulator::AddressView* address) {
  std::vector<std::string> offers = {"status:>=400", "status:4xx", "status:running"};
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i)
    offers.push_back("stage:" + emulator::container_name(pipeline, i));
  if (!address) return offers;
  for (const emulator::EndpointView& endpoint : address->endpoints)
    offers.push_back("endpoint:" + endpoint.name);
  return offers;
}

InvocationFilter::InvocationFilter(std::string_view query) {
  for (const QueryTerm& term : query_terms(query, kKeys)) terms_.push_back(parse(term));
}

InvocationFilter::Term InvocationFilter::parse(const QueryTerm& term) {
  if (term.key == "stage") return {Field::Stage, "=", term.value};
  if (term.key == "endpoint") return {Field::Endpoint, "=", term.value};
  if (term.key == "client") return {Field::Client, "=", term.value};
  if (term.key != "status") return {Field::Text, "=", term.value};
  for (const std::string_view sign : kComparisons)
    if (term.value.starts_with(sign))
      return {Field::Status, std::string(sign), term.value.substr(sign.size())};
  return {Field::Status, "=", term.value};
}

std::string InvocationFilter::problem() const {
  for (const Term& term : terms_) {
    if (term.field == Field::Status && !is_status(term.value, term.comparison))
      return "status: takes 424, >=400, 4xx, running or cancelled";
    const std::size_t colon = term.value.find(':');
    if (term.field != Field::Text || colon == std::string::npos) continue;
    const std::string near =
        emulator::nearest(term.value.substr(0, colon), {kKeys.begin(), kKeys.end()});
    if (!near.empty()) return "No such term — write " + near + ":" + term.value.substr(colon + 1);
  }
  return "";
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
    case Field::Endpoint:
      return came_through_address(invocation) && invocation.endpoint.endpoint == term.value;
    case Field::Client:
      return !places_of(term.value, invocation.client).empty();
    case Field::Text:
      break;
  }
  return std::to_string(invocation.id.value) == term.value ||
         contains(invocation.request.name, term.value) ||
         contains(invocation.model_name, term.value) || contains(invocation.uuid, term.value);
}

bool InvocationFilter::status_holds(const Term& term, const emulator::Invocation& invocation) {
  if (const auto wanted = number_of(term.value))
    return invocation.response && compare(invocation.response->status, term.comparison, *wanted);
  if (const auto hundred = hundreds_of(term.value))
    return invocation.response && invocation.response->status / 100 == *hundred;
  return invocation_words(invocation).text.starts_with(term.value);
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

std::size_t InvocationMatches::newer_than(emulator::InvocationId id) const {
  return static_cast<std::size_t>(ids_.end() - std::ranges::upper_bound(ids_, id));
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
