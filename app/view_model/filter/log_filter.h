#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/view_model/log_hops.h"
#include "app/view_model/log_rows.h"
#include "emulator/base/query_terms.h"
#include "emulator/engine/snapshot.h"

namespace app {

// One thing that a log line has to be, or must not be.
struct LogTerm {
  enum class Kind { Stage, Level, Invocation, Text, Nothing };
  Kind kind = Kind::Text;
  bool negated = false;
  std::vector<emulator::StageId> stages;  // one of them wrote it
  LogLevel least = LogLevel::Plain;       // it states this level or a worse one
  std::vector<HopWindow> windows;         // it was written in one of them
  std::string text;                       // part of it, ASCII case ignored
  bool holds(const emulator::LogLine& line) const;
  bool operator==(const LogTerm&) const = default;
};

// All of its terms must hold.
struct LogFilter {
  std::vector<LogTerm> terms;
  bool empty() const { return terms.empty(); }
  bool matches(const emulator::LogLine& line) const;
  std::vector<std::string> texts() const;  // that are searched for
  LogFilter without_texts() const;
  bool operator==(const LogFilter&) const = default;
};

// `stage:model level:error invocation:128 -"GET /ping" KeyError`: what the log's search box says.
struct LogQuery {
  LogFilter filter;
  std::optional<emulator::QueryProblem> problem;  // then nothing matches
};
// Stages of the address have names of three parts.
LogQuery log_query(std::string_view query, const emulator::EngineSnapshot& now);

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
