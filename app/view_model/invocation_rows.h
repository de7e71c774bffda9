#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/view_model/humanise.h"

namespace app {

// One line of the invocation list.
struct InvocationRow {
  StatusWords status;
  std::string id;        // "127"
  std::string duration;  // "101 ms"; elapsed time while it runs
  std::string time;      // local time of day of receipt
};
InvocationRow invocation_row(const emulator::Invocation& invocation, emulator::WallTime now);

// What the filter box says, as terms that all must hold: `status:424`, `status:>=400`,
// `status:running`, `stage:model` (reached it), anything else: part of the id, name or model.
class InvocationFilter {
 public:
  explicit InvocationFilter(std::string_view query);
  bool empty() const { return terms_.empty(); }
  bool matches(const emulator::Invocation& invocation) const;

 private:
  enum class Field { Status, Stage, Text };
  struct Term {
    Field field = Field::Text;
    std::string comparison;  // "=", ">=", "<=", ">", "<"
    std::string value;
  };
  static Term parse(std::string_view word);
  static bool holds(const Term& term, const emulator::Invocation& invocation);
  static bool status_holds(const Term& term, const emulator::Invocation& invocation);
  std::vector<Term> terms_;
};

// Positions in the trace of the invocations that match, newest first.
std::vector<std::uint32_t> filtered_newest_first(const emulator::TraceView& trace,
                                                 const InvocationFilter& filter);

}  // namespace app
