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

// Positions in the view of the lines that match, oldest first.
std::vector<std::uint32_t> filtered_lines(const emulator::LogView& logs, const LogFilter& filter);

}  // namespace app
