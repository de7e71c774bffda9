#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/engine/snapshot.h"
#include "emulator/model/invocation.h"
#include "emulator/model/pipeline.h"
#include "emulator/trace/log_store.h"

namespace app {

enum class LogLevel { Plain, Warning, Error };

// The level that a line states itself, in the formats of Python's logging, log4j, glog-free
// servers and JSON lines ("level":"error"), and the first line of a Python traceback. Never
// guessed from words in the message.
LogLevel stated_level(std::string_view line);

struct LogFilter {
  std::optional<emulator::StageId> stage;
  LogLevel least = LogLevel::Plain;
  std::string text;  // part of the line, ASCII case ignored
  bool empty() const { return !stage && least == LogLevel::Plain && text.empty(); }
  bool matches(const emulator::LogLine& line) const;
  bool operator==(const LogFilter&) const = default;
};

// `stage:model level:error KeyError`: what the log's search box says. All words that are no such
// term are one text.
struct LogQuery {
  LogFilter filter;
  std::string problem;  // why nothing can match; empty: all is well
};
// Stages of the address have names of three parts.
LogQuery log_query(std::string_view query, const emulator::Pipeline& pipeline,
                   const emulator::AddressView* address = nullptr);
// What can be written into the box, term by term.
std::vector<std::string> log_query_offers(const emulator::Pipeline& pipeline,
                                          const emulator::AddressView* address = nullptr);

// Where a text stands in a line, ASCII case ignored: offsets, ascending, not overlapping.
std::vector<std::size_t> places_of(std::string_view text, std::string_view line);

// The 1-based hop of the invocation that the line's stage was busy with when it wrote the line;
// 0: none.
int hop_during(const emulator::Invocation& invocation, const emulator::LogLine& line);

// Which lines of a growing log match a filter. Looks only at those that are new.
class LogMatches {
 public:
  void update(const emulator::LogView& logs, const LogFilter& filter);
  std::size_t size() const { return numbers_.size(); }
  // The number of a line, counted from the first one ever; for a place that outlasts the view.
  std::uint64_t number(std::size_t row) const { return numbers_[row]; }
  // The first row whose line has that number or a later one; size() where there is none.
  std::size_t row_of(std::uint64_t number) const;
  // Position in the view it was last updated with, oldest first.
  std::size_t operator[](std::size_t row) const {
    return static_cast<std::size_t>(numbers_[row] - first_);
  }

 private:
  LogFilter filter_;
  std::vector<std::uint64_t> numbers_;  // of the lines, counted from the first one ever
  std::uint64_t first_ = 0;             // number of the first line in the view
  std::uint64_t total_ = 0;             // lines looked at, counted so
};

}  // namespace app
