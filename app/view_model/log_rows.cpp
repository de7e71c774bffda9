#include "app/view_model/log_rows.h"

#include <array>
#include <cctype>

#include "emulator/base/text_search.h"

namespace app {
namespace {

// How far into a line a level may stand: after a time stamp, a logger's name, a process id.
constexpr std::size_t kLevelWithin = 64;

struct LevelWord {
  std::string_view word;
  LogLevel level;
};
constexpr std::array kLevelWords = {
    LevelWord{"ERROR", LogLevel::Error},  LevelWord{"CRITICAL", LogLevel::Error},
    LevelWord{"FATAL", LogLevel::Error},  LevelWord{"WARNING", LogLevel::Warning},
    LevelWord{"WARN", LogLevel::Warning},
};

bool is_word_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

// `[ERROR]`, `ERROR:`, ` - ERROR - `, `ERROR ` at the beginning: a level set off from the message.
bool states(std::string_view head, std::string_view word) {
  const std::size_t at = head.find(word);
  if (at == std::string_view::npos) return false;
  const std::size_t end = at + word.size();
  if (at > 0 && is_word_character(head[at - 1])) return false;
  if (end < head.size() && is_word_character(head[end])) return false;
  const char before = at == 0 ? '\0' : head[at - 1];
  const char after = end < head.size() ? head[end] : '\0';
  return at == 0 || before == '[' || after == ':' || after == ']' ||
         (at >= 2 && head.substr(at - 2, 2) == "- ") ||
         (before == ' ' && std::isdigit(static_cast<unsigned char>(head.front())) != 0);
}

LogLevel json_level(std::string_view line) {
  const std::size_t key = line.find("\"level\"");
  if (key == std::string_view::npos) return LogLevel::Plain;
  const std::string_view rest = line.substr(key + 7, 16);
  for (const std::string_view word : {"error", "ERROR", "fatal", "critical"})
    if (rest.find(word) != std::string_view::npos) return LogLevel::Error;
  const bool warns =
      rest.find("warn") != std::string_view::npos || rest.find("WARN") != std::string_view::npos;
  return warns ? LogLevel::Warning : LogLevel::Plain;
}

}  // namespace

LogLevel stated_level(std::string_view line) {
  if (line.starts_with("Traceback (most recent call last)")) return LogLevel::Error;
  if (line.starts_with("{")) return json_level(line);
  const std::string_view head = line.substr(0, kLevelWithin);
  for (const LevelWord& level : kLevelWords)
    if (states(head, level.word)) return level.level;
  return LogLevel::Plain;
}

std::vector<std::size_t> places_of(std::string_view text, std::string_view line) {
  std::vector<std::size_t> places;
  for (std::size_t at = emulator::find_ignoring_case(line, text, 0); at != std::string_view::npos;
       at = emulator::find_ignoring_case(line, text, at + text.size()))
    places.push_back(at);
  return places;
}

}  // namespace app
