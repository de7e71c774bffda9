#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/trace/log_store.h"

namespace app {

enum class LogLevel { Plain, Warning, Error };

// The level that a line states itself, in the formats of Python's logging, log4j, glog-free
// servers and JSON lines ("level":"error"), and the first line of a Python traceback. Never
// guessed from words in the message.
LogLevel stated_level(std::string_view line);

struct LogFilter {
  std::optional<emulator::StageId> stage;
  std::string text;  // part of the line, ASCII case ignored
  bool empty() const { return !stage && text.empty(); }
  bool matches(const emulator::LogLine& line) const;
  bool operator==(const LogFilter&) const = default;
};

// Which lines of a growing log match a filter. Looks only at those that are new.
class LogMatches {
 public:
  void update(const emulator::LogView& logs, const LogFilter& filter);
  std::size_t size() const { return numbers_.size(); }
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
