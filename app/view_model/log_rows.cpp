#include "app/view_model/log_rows.h"

#include <algorithm>
#include <array>
#include <cctype>

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

bool equal_letters(char a, char b) {
  return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
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

bool LogFilter::matches(const emulator::LogLine& line) const {
  if (stage && line.stage != *stage) return false;
  const std::string& whole = line.text;
  return text.empty() || std::search(whole.begin(), whole.end(), text.begin(), text.end(),
                                     equal_letters) != whole.end();
}

void LogMatches::update(const emulator::LogView& logs, const LogFilter& filter) {
  if (!(filter == filter_) || logs.total() < total_) {
    *this = LogMatches();
    filter_ = filter;
  }
  first_ = logs.total() - logs.size();
  numbers_.erase(numbers_.begin(), std::ranges::lower_bound(numbers_, first_));
  for (std::uint64_t number = std::max(total_, first_); number < logs.total(); ++number)
    if (filter_.matches(logs[static_cast<std::size_t>(number - first_)]))
      numbers_.push_back(number);
  total_ = logs.total();
}

}  // namespace app
