#pragma once

#include <algorithm>
#include <cctype>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/base/text.h"
#include "emulator/serving/run_pipeline.h"

namespace emulator {

// Of a body only so much is searched for words.
inline constexpr std::size_t kSearchedBytes = 64 * 1024;

inline std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) {
    return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  });
  return out;
}

inline std::string_view header_of(const Headers& headers, std::string_view name) {
  return headers.get(name).value_or(std::string_view{});
}

// "text/csv" of "Text/CSV; charset=utf-8"
inline std::string media_type(std::string_view content_type) {
  return lower(trim(content_type.substr(0, content_type.find(';'))));
}

inline std::string beginning_of(const BodyPtr& body) {
  const auto bytes = body ? body->in_memory() : nullptr;
  return bytes ? std::string(bytes->view().substr(0, kSearchedBytes)) : std::string();
}

// One hop seen in its surroundings. Words of the answer are read once, when a detector asks.
class Sight {
 public:
  Sight(const RoutePlan& route_plan, const InvokeRequest& client, const std::vector<HopPtr>& all,
        const Hop& seen)
      : plan(route_plan),
        request(client),
        hops(all),
        hop(seen),
        called_(called_stages(route_plan, client)) {}

  const RoutePlan& plan;
  const InvokeRequest& request;
  const std::vector<HopPtr>& hops;
  const Hop& hop;

  bool last() const { return static_cast<std::size_t>(hop.index) == called_.size(); }
  bool first() const { return hop.index == 1; }
  int status() const { return hop.response() ? hop.response()->status : 0; }
  bool succeeded() const { return !failed(hop); }
  bool refused() const { return status() >= 400; }
  const std::string& name() const { return hop.container_hostname; }
  // Of its definition, "" where there is none.
  std::string_view image() const {
    const auto at = static_cast<std::size_t>(hop.index) - 1;
    return at < called_.size() ? std::string_view(called_[at].image) : std::string_view{};
  }
  std::string sender() const {
    return first() ? "the client"
                   : hops[static_cast<std::size_t>(hop.index) - 2]->container_hostname;
  }
  std::string receiver() const {
    return last() ? "the client" : called_[static_cast<std::size_t>(hop.index)].container_hostname;
  }
  std::string_view sent_type() const { return header_of(hop.request.headers, "Content-Type"); }
  std::string_view sent_accept() const { return header_of(hop.request.headers, "Accept"); }
  std::size_t sent_size() const { return hop.request.body->size(); }
  std::string_view answered_type() const {
    return hop.response() ? header_of(hop.response()->headers, "Content-Type") : std::string_view{};
  }
  std::size_t answered_size() const { return hop.response() ? hop.response()->body->size() : 0; }
  // The answer's words, lower case.
  bool says(std::string_view words) const {
    if (!words_) words_ = hop.response() ? lower(beginning_of(hop.response()->body)) : "";
    return words_->find(words) != std::string::npos;
  }
  // It did not want the type it was sent (contract 8.3: 415 from some toolkits, 500 from others).
  bool refuses_type() const {
    return status() == 415 || (refused() && says("content") && says("support"));
  }
  bool refuses_accept() const {
    return status() == 406 ||
           (refused() && says("accept") && (says("not valid") || says("not supported")));
  }
  std::optional<TransportErrorKind> broken() const {
    if (const TransportError* error = hop.error()) return error->kind;
    return std::nullopt;
  }

 private:
  std::span<const RouteStage> called_;
  mutable std::optional<std::string> words_;
};

}  // namespace emulator
