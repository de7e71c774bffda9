#include "app/view_model/filter/log_filter.h"

#include <algorithm>
#include <array>
#include <utility>

#include "app/view_model/address_words.h"
#include "app/view_model/filter/invocation_filter.h"
#include "emulator/base/text.h"
#include "emulator/base/text_search.h"

namespace app {
namespace {

using emulator::EngineSnapshot;
using emulator::QueryWord;

constexpr std::array<std::string_view, 4> kKeys = {"stage", "level", "invocation", "id"};
constexpr std::array kLevelNames = {std::pair{std::string_view("warning"), LogLevel::Warning},
                                    std::pair{std::string_view("error"), LogLevel::Error}};

bool is_of_list(std::string_view key) {
  return std::ranges::find(invocation_filter_keys(), key, &FilterKey::name) !=
         invocation_filter_keys().end();
}

bool fits(const QueryWord& word, std::string_view name) {
  return std::ranges::any_of(word.values, [&](const std::string& value) {
    return word.sign == '~' ? emulator::find_ignoring_case(name, value) != name.npos
                            : name == value;
  });
}

std::vector<emulator::StageId> stages_named(const QueryWord& word, const EngineSnapshot& now) {
  std::vector<emulator::StageId> ids;
  for (std::size_t i = 0; i < now.pipeline->stages.size(); ++i)
    if (fits(word, emulator::container_name(*now.pipeline, i)))
      ids.push_back(now.pipeline->stages[i].id);
  for (const std::string& name : hosted_names(now.address.get()))
    if (fits(word, name)) ids.push_back(hosted_stage(now.address.get(), name));
  return ids;
}

// The mildest of the levels; what is still being typed counts as what it may become.
std::optional<LogLevel> least_level(const QueryWord& word) {
  std::optional<LogLevel> least;
  for (const std::string& value : word.values)
    for (const auto& [name, level] : kLevelNames)
      if (name.starts_with(value)) least = least ? std::min(*least, level) : level;
  return least;
}

// Reads words into a LogQuery.
class LogQueryReader {
 public:
  LogQueryReader(std::string_view query, const EngineSnapshot& now) : query_(query), now_(now) {}

  LogQuery read() {
    for (const QueryWord& word : emulator::query_words(query_)) take(word);
    return std::move(out_);
  }

 private:
  void take(const QueryWord& word) {
    if (word.key.empty()) return take_text(word, word.value());
    if (std::ranges::find(kKeys, word.key) == kKeys.end()) return take_unknown(word);
    if (word.value().empty()) return;  // still being typed
    if (word.key == "stage") return take_stages(word);
    if (word.key == "level") return take_level(word);
    take_invocations(word);
  }

  void take_text(const QueryWord& word, std::string text) {
    out_.filter.terms.push_back({.negated = word.negated, .text = std::move(text)});
  }

  // Lines are full of words with colons: those that are like no term are searched for.
  void take_unknown(const QueryWord& word) {
    const std::size_t begin = word.begin + (word.negated ? 1 : 0);
    if (is_of_list(word.key))
      return wrong({"`" + word.key + "` is a term of the invocation list — in quotes it is a text",
                    begin, word.key.size()});
    emulator::QueryProblem problem = emulator::unknown_term(word, kKeys);
    if (problem.text.find("did you mean") != problem.text.npos) return wrong(std::move(problem));
    take_text(word, std::string(query_.substr(begin, word.end - begin)));
  }

  void take_stages(const QueryWord& word) {
    auto ids = stages_named(word, now_);
    if (ids.empty()) return wrong(value_problem(word, "No stage is named " + word.value()));
    out_.filter.terms.push_back(
        {.kind = LogTerm::Kind::Stage, .negated = word.negated, .stages = std::move(ids)});
  }

  void take_level(const QueryWord& word) {
    const auto least = least_level(word);
    if (!least) return wrong(value_problem(word, "A level is warning or error"));
    out_.filter.terms.push_back(
        {.kind = LogTerm::Kind::Level, .negated = word.negated, .least = *least});
  }

  void take_invocations(const QueryWord& word) {
    LogTerm term{.kind = LogTerm::Kind::Invocation, .negated = word.negated};
    for (const std::string& value : word.values) {
      const auto number = emulator::number_of(value);
      if (!number || *number < 0)
        return wrong(value_problem(word, "`invocation` takes the number of an invocation"));
      const auto found = now_.trace->find({static_cast<std::uint64_t>(*number)});
      if (!found) return wrong(value_problem(word, "No invocation has the number " + value));
      for (const HopWindow& window : hop_windows(*found)) term.windows.push_back(window);
    }
    out_.filter.terms.push_back(std::move(term));
  }

  void wrong(emulator::QueryProblem problem) {
    if (!out_.problem) out_.problem = std::move(problem);
    out_.filter.terms.push_back({.kind = LogTerm::Kind::Nothing});
  }

  std::string_view query_;
  const EngineSnapshot& now_;
  LogQuery out_;
};

}  // namespace

bool LogTerm::holds(const emulator::LogLine& line) const {
  switch (kind) {
    case Kind::Stage:
      return (std::ranges::find(stages, line.stage) != stages.end()) != negated;
    case Kind::Level:
      return (stated_level(line.text) >= least) != negated;
    case Kind::Invocation:
      return std::ranges::any_of(
                 windows, [&](const HopWindow& window) { return window.holds(line); }) != negated;
    case Kind::Text:
      return (emulator::find_ignoring_case(line.text, text) != std::string::npos) != negated;
    case Kind::Nothing:
      break;
  }
  return false;
}

bool LogFilter::matches(const emulator::LogLine& line) const {
  return std::ranges::all_of(terms, [&](const LogTerm& term) { return term.holds(line); });
}

std::vector<std::string> LogFilter::texts() const {
  std::vector<std::string> texts;
  for (const LogTerm& term : terms)
    if (term.kind == LogTerm::Kind::Text && !term.negated) texts.push_back(term.text);
  return texts;
}

LogFilter LogFilter::without_texts() const {
  LogFilter rest = *this;
  std::erase_if(rest.terms, [](const LogTerm& term) {
    return term.kind == LogTerm::Kind::Text && !term.negated;
  });
  return rest;
}

LogQuery log_query(std::string_view query, const EngineSnapshot& now) {
  return LogQueryReader(query, now).read();
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
