#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/view_model/humanise.h"
#include "app/view_model/query_text.h"

namespace app {

// One line of the invocation list.
struct InvocationRow {
  StatusWords status;
  std::string id;        // "127"
  std::string name;      // of the request; may be empty
  std::string duration;  // "101 ms"; elapsed time while it runs
  std::string time;      // local time of day of receipt
  std::string
      caller;  // "abalone/AllTraffic, Boto3/1.37.9"; the request's name where it was sent here
};
InvocationRow invocation_row(const emulator::Invocation& invocation, emulator::WallTime now);

// What the pointer on a row tells: "2 min ago, 22:05:11.482", "101.243 ms", …
std::vector<std::string> invocation_details(const emulator::Invocation& invocation,
                                            emulator::WallTime now);

// The keys of the filter's terms: "status", "stage", "endpoint", "client".
std::span<const std::string_view> invocation_filter_keys();
// Terms worth offering while one types, for the stages at hand.
// And for the endpoints of the address.
std::vector<std::string> invocation_filter_offers(const emulator::Pipeline& pipeline,
                                                  const emulator::AddressView* address = nullptr);

// What the filter box says, as terms that all must hold: `status:424`, `status:>=400`,
// `status:4xx`, `status:running`, `stage:model` (reached it), `endpoint:abalone` (was asked for),
// `client:boto3` (part of what it calls itself, ASCII case ignored), anything else: part of the id,
// the request's name, the model's name or the request id.
class InvocationFilter {
 public:
  explicit InvocationFilter(std::string_view query);
  bool empty() const { return terms_.empty(); }
  // Why the query cannot mean anything, and what would; empty: it can.
  std::string problem() const;
  bool matches(const emulator::Invocation& invocation) const;

 private:
  enum class Field { Status, Stage, Endpoint, Client, Text };
  struct Term {
    Field field = Field::Text;
    std::string comparison;  // "=", ">=", "<=", ">", "<"
    std::string value;
  };
  static Term parse(const QueryTerm& term);
  static bool holds(const Term& term, const emulator::Invocation& invocation);
  static bool status_holds(const Term& term, const emulator::Invocation& invocation);
  std::vector<Term> terms_;
};

// Which invocations of a growing trace match a query. Looks only at those that are new or were
// still running, so that a busy trace costs a frame little.
class InvocationMatches {
 public:
  void update(const emulator::TraceView& trace, const std::string& query);
  std::size_t size() const { return ids_.size(); }
  // How many have an id above that one.
  std::size_t newer_than(emulator::InvocationId id) const;
  // The id in that row, newest first.
  emulator::InvocationId operator[](std::size_t row) const { return ids_[ids_.size() - 1 - row]; }

 private:
  void start_over(const std::string& query);
  void forget_dropped(const emulator::TraceView& trace);
  void look_again_at_running(const emulator::TraceView& trace);
  void take(const emulator::Invocation& invocation);

  std::string query_;
  InvocationFilter filter_{""};
  std::vector<emulator::InvocationId> ids_;      // ascending
  std::vector<emulator::InvocationId> running_;  // when last looked at, ascending
  emulator::InvocationId newest_;                // looked at
  std::uint64_t total_ = 0;                      // of the trace then
};

}  // namespace app
