#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/base/bytes.h"
#include "emulator/base/query_terms.h"
#include "emulator/base/result.h"
#include "emulator/model/invocation.h"

namespace app {

// A term's name and what it takes, for lists of what could be typed.
struct FilterKey {
  std::string_view name;   // "status"
  std::string_view takes;  // "424, >=400, 4xx, 200..299, running or cancelled"
  bool contains = false;   // written with a tilde: note~"…"
};
std::span<const FilterKey> invocation_filter_keys();

// A body's content wherever it is kept. Waits for the disk.
using ReadBody =
    std::function<emulator::Result<std::shared_ptr<const emulator::Bytes>>(const emulator::Body&)>;

// What an invocation's bodies say to a filter.
struct BodyVerdict {
  bool matches = false;
  std::size_t unread = 0;  // bodies that are not kept any more, or could not be read
};

// What the filter box says, as terms that all must hold: `status:>=400`, `-stage:model`,
// `type:json|csv`, `time:>50ms`, `header:Accept=*/*`, `body~"NaN"`; any other word is part of the
// id, the request's name, the model's name, the request id or the note, ASCII case ignored.
// A value that stays what it is.
class InvocationFilter {
 public:
  InvocationFilter() = default;
  explicit InvocationFilter(std::string_view query);
  bool empty() const { return terms_.empty() && bodies_.empty(); }
  // Why the query cannot mean anything, and what would.
  const std::optional<emulator::QueryProblem>& problem() const { return problem_; }

  // All but the terms about bodies. Terms remember what they found out: one thread at a time.
  bool matches(const emulator::Invocation& invocation) const;
  bool searches_bodies() const { return !bodies_.empty(); }
  // The terms about bodies. Upper case in what is searched for counts, lower case stands for both.
  BodyVerdict bodies_match(const emulator::Invocation& invocation, const ReadBody& read) const;

 private:
  using Holds = std::function<bool(const emulator::Invocation&)>;
  struct Term {
    bool negated = false;
    Holds holds;
  };
  struct BodyTerm {
    bool negated = false;
    std::string where;  // "body", "request", "response"
    std::vector<std::string> texts;
  };

  void take(std::string_view query, const emulator::QueryWord& word);
  void take_text(std::string text, bool negated);

  std::vector<Term> terms_;
  std::vector<BodyTerm> bodies_;
  std::optional<emulator::QueryProblem> problem_;
};

// Whether a content type is what a short or full name says: "json", "csv", "text/csv", "image".
bool is_type(std::string_view content_type, std::string_view name);

}  // namespace app
