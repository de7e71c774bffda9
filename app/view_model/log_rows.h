#pragma once

#include <string_view>
#include <vector>

namespace app {

enum class LogLevel { Plain, Warning, Error };

// The level that a line states itself, in the formats of Python's logging, log4j, glog-free
// servers and JSON lines ("level":"error"), and the first line of a Python traceback. Never
// guessed from words in the message.
LogLevel stated_level(std::string_view line);

// Where a text stands in a line, ASCII case ignored: offsets, ascending, not overlapping.
std::vector<std::size_t> places_of(std::string_view text, std::string_view line);

}  // namespace app
