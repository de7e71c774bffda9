#include "app/view_model/filter/filter_offers.h"

#include <algorithm>
#include <array>

#include "app/view_model/address_words.h"
#include "app/view_model/filter/invocation_filter.h"
#include "emulator/base/text.h"

namespace app {
namespace {

using emulator::EngineSnapshot;

constexpr std::size_t kLookedAt = 300;  // invocations, the newest
constexpr std::size_t kMostValues = 12;

constexpr std::array kLogKeys{
    FilterKey{"stage", "a container's name"},
    FilterKey{"level", "error or warning, as the line itself states it"},
    FilterKey{"invocation", "128: lines written while its hops ran"},
};

// Offers in the order in which they were added, each once.
class Offers {
 public:
  void add(std::string offer) {
    if (std::ranges::find(list_, offer) == list_.end()) list_.push_back(std::move(offer));
  }
  void add_value(std::string_view key, std::string_view value) {
    if (!value.empty()) add(std::string(key) + ":" + emulator::quoted_value(value));
  }
  // Values of one key that were seen, the most frequent first.
  void add_seen(std::string_view key, std::vector<std::pair<std::string, std::size_t>> seen) {
    std::ranges::stable_sort(seen, std::greater{}, &std::pair<std::string, std::size_t>::second);
    for (std::size_t i = 0; i < std::min(seen.size(), kMostValues); ++i)
      add_value(key, seen[i].first);
  }
  std::vector<std::string> take() { return std::move(list_); }

 private:
  std::vector<std::string> list_;
};

class Seen {
 public:
  void add(std::string_view value) {
    if (value.empty()) return;
    for (auto& [name, count] : values_)
      if (name == value) return void(++count);
    values_.emplace_back(value, 1);
  }
  std::vector<std::pair<std::string, std::size_t>> take() { return std::move(values_); }

 private:
  std::vector<std::pair<std::string, std::size_t>> values_;
};

void add_type(Seen& types, std::string_view content_type) {
  types.add(emulator::trim(content_type.substr(0, content_type.find(';'))));
}

struct SeenValues {
  Seen statuses, types, clients, errors, sources;
};

void look_at(const emulator::Invocation& invocation, SeenValues& seen) {
  if (invocation.response) {
    seen.statuses.add(std::to_string(invocation.response->status));
    if (const auto type = invocation.response->headers.get("Content-Type"))
      add_type(seen.types, *type);
    if (const auto told = invocation.response->headers.get("x-amzn-ErrorType"))
      seen.errors.add(*told);
  }
  if (invocation.request.content_type) add_type(seen.types, *invocation.request.content_type);
  seen.clients.add(short_client(invocation.client));
  for (const emulator::HopPtr& hop : invocation.hops) {
    if (const auto type = hop->request.headers.get("Content-Type")) add_type(seen.types, *type);
    if (hop->error()) seen.errors.add(to_text(hop->error()->kind));
    if (!hop->is_real()) seen.sources.add(to_text(hop->source));
  }
}

SeenValues values_seen(const emulator::TraceView& trace) {
  SeenValues seen;
  for (std::size_t i = 0; i < std::min(trace.size(), kLookedAt); ++i)
    look_at(*trace[trace.size() - 1 - i], seen);
  return seen;
}

void add_stages(Offers& offers, const EngineSnapshot& now) {
  for (std::size_t i = 0; i < now.pipeline->stages.size(); ++i)
    offers.add_value("stage", emulator::container_name(*now.pipeline, i));
}

void add_fixed_values(Offers& offers) {
  for (const char* term : {"status:>=400", "status:4xx", "status:running", "status:cancelled",
                           "time:>50ms", "time:>1s", "size:>1MB", "source:container", "source:mock",
                           "source:hand", "source:kept", "source:fault", "source:edited",
                           "replay:yes", "replay:no", "error:any", "type:json", "type:csv"})
    offers.add(term);
}

}  // namespace

std::vector<std::string> invocation_offers(const EngineSnapshot& now) {
  Offers offers;
  for (const FilterKey& key : invocation_filter_keys())
    offers.add(std::string(key.name) + (key.contains ? "~\"" : ":"));
  SeenValues seen = values_seen(*now.trace);
  offers.add_seen("status", seen.statuses.take());
  add_stages(offers, now);
  offers.add_seen("type", seen.types.take());
  offers.add_seen("error", seen.errors.take());
  offers.add_seen("source", seen.sources.take());
  offers.add_seen("client", seen.clients.take());
  if (now.address)
    for (const emulator::EndpointView& endpoint : now.address->endpoints)
      offers.add_value("endpoint", endpoint.name);
  add_fixed_values(offers);
  return offers.take();
}

std::vector<std::string> log_offers(const EngineSnapshot& now) {
  Offers offers;
  for (const FilterKey& key : kLogKeys) offers.add(std::string(key.name) + ":");
  offers.add("level:error");
  offers.add("level:warning");
  add_stages(offers, now);
  for (const std::string& name : hosted_names(now.address.get())) offers.add_value("stage", name);
  const emulator::TraceView& trace = *now.trace;
  for (std::size_t i = 0; i < std::min(trace.size(), kMostValues); ++i)
    offers.add_value("invocation", std::to_string(trace[trace.size() - 1 - i]->id.value));
  return offers.take();
}

std::string_view offer_hint(std::string_view offer) {
  if (!offer.ends_with(':') && !offer.ends_with('"')) return "";
  const std::string_view name = offer.substr(0, offer.find_first_of(":~"));
  if (offer.size() > name.size() + 2) return "";
  for (const FilterKey& key : invocation_filter_keys())
    if (key.name == name) return key.takes;
  for (const FilterKey& key : kLogKeys)
    if (key.name == name) return key.takes;
  return "";
}

}  // namespace app
