#include "app/view_model/log_rows.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "app/view_model/address_words.h"
#include "app/view_model/query_text.h"

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

constexpr std::array<std::string_view, 2> kKeys = {"stage", "level"};
constexpr std::array kLevelNames = {std::pair{std::string_view("warning"), LogLevel::Warning},
                                    std::pair{std::string_view("error"), LogLevel::Error}};

char lowered(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool begins_with(const char* at, std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i)
    if (lowered(at[i]) != lowered(text[i])) return false;
  return true;
}

// Looks for one letter first: a log of many megabytes is gone through for each letter typed.
std::size_t find_ignoring_case(std::string_view line, std::string_view text, std::size_t from) {
  if (text.empty() || text.size() > line.size()) return std::string_view::npos;
  const char small = lowered(text.front());
  const char large = small >= 'a' && small <= 'z' ? static_cast<char>(small - 'a' + 'A') : small;
  const std::size_t last = line.size() - text.size();
  for (std::size_t at = from; at <= last; ++at)
    if ((line[at] == small || line[at] == large) && begins_with(line.data() + at, text)) return at;
  return std::string_view::npos;
}

void take_stage(LogQuery& query, const std::string& name, const emulator::Pipeline& pipeline,
                const emulator::AddressView* address) {
  const auto at = emulator::find_container(pipeline, name);
  query.filter.stage = at ? pipeline.stages[*at].id : hosted_stage(address, name);
  if (!query.filter.stage->value) query.problem = "No stage is named " + name;
}

void take_level(LogQuery& query, const std::string& name) {
  for (const auto& [word, level] : kLevelNames)
    if (word.starts_with(name)) query.filter.least = level;
  if (query.filter.least == LogLevel::Plain) query.problem = "A level is warning or error";
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
  if (!text.empty() && find_ignoring_case(line.text, text, 0) == std::string::npos) return false;
  return least == LogLevel::Plain || stated_level(line.text) >= least;
}

LogQuery log_query(std::string_view query, const emulator::Pipeline& pipeline,
                   const emulator::AddressView* address) {
  LogQuery out;
  for (const QueryTerm& term : query_terms(query, kKeys)) {
    if (term.value.empty()) continue;  // still being typed
    if (term.key == "stage") {
      take_stage(out, term.value, pipeline, address);
    } else if (term.key == "level") {
      take_level(out, term.value);
    } else {
      out.filter.text += (out.filter.text.empty() ? "" : " ") + term.value;
    }
  }
  return out;
}

std::vector<std::string> log_query_offers(const emulator::Pipeline& pipeline,
                                          const emulator::AddressView* address) {
  std::vector<std::string> offers;
  for (const auto& [word, level] : kLevelNames) offers.push_back("level:" + std::string(word));
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i)
    offers.push_back("stage:" + emulator::container_name(pipeline, i));
  for (const std::string& name : hosted_names(address)) offers.push_back("stage:" + name);
  return offers;
}

std::vector<std::size_t> places_of(std::string_view text, std::string_view line) {
  std::vector<std::size_t> places;
  for (std::size_t at = find_ignoring_case(line, text, 0); at != std::string_view::npos;
       at = find_ignoring_case(line, text, at + text.size()))
    places.push_back(at);
  return places;
}

int hop_during(const emulator::Invocation& invocation, const emulator::LogLine& line) {
  for (const emulator::HopPtr& hop : invocation.hops) {
    if (hop->stage != line.stage) continue;
    const auto since = line.time - invocation.started_at;
    if (since >= hop->start && since <= hop->start + hop->timing.container()) return hop->index;
  }
  return 0;
}

std::size_t LogMatches::row_of(std::uint64_t number) const {
  return static_cast<std::size_t>(std::ranges::lower_bound(numbers_, number) - numbers_.begin());
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
