#include <algorithm>
#include <array>
#include <charconv>
#include <functional>

#include "app/view_model/lessons/lesson.h"
#include "emulator/base/text.h"

namespace app {
namespace {

using emulator::fail;
using emulator::Result;
using emulator::trim;

constexpr std::string_view kEnding = ".lesson.txt";

// "key: value" with the lines that went on, and where it began.
struct Entry {
  std::string key;
  std::string value;
  int line = 0;
};

struct Reading {
  std::string_view file;
  Lesson lesson;
  std::vector<std::string> said;  // keys of the head, and "done"
  std::string problem;            // what is wrong with the entry that is taken
  LessonStep* step() { return lesson.steps.empty() ? nullptr : &lesson.steps.back(); }
};

emulator::Error error_at(std::string_view file, int line, std::string_view what,
                         std::string next = "") {
  return {emulator::ErrorCode::InvalidInput,
          std::string(file) + ", line " + std::to_string(line) + ": " + std::string(what),
          std::move(next)};
}

std::optional<int> whole_number(std::string_view text) {
  int number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc{} || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

void take_number(Reading& reading, const Entry& entry, int& number) {
  const auto value = whole_number(entry.value);
  if (!value) reading.problem = entry.key + " is a whole number";
  number = value.value_or(0);
}

void take_conditions(Reading& reading, const Entry& entry, LessonConditions& conditions) {
  auto read = read_conditions(entry.value);
  if (!read) {
    reading.problem = read.error().what;
  } else if (!conditions.empty()) {
    reading.problem = entry.key + " is said twice; join conditions with \" and \"";
  } else {
    conditions = std::move(*read);
  }
}

// "action:deploy", or "/Local/Stages/model/ModelData = ../../demo/model"
void take_deed(Reading& reading, const Entry& entry, LessonStep& step) {
  constexpr std::string_view kAction = "action:";
  LessonDeed deed;
  const std::size_t equals = entry.value.find('=');
  if (entry.value.starts_with(kAction)) {
    deed.action = entry.value.substr(kAction.size());
  } else if (entry.value.starts_with('/') && equals != std::string::npos) {
    deed.pointer = trim(std::string_view(entry.value).substr(0, equals));
    deed.value = trim(std::string_view(entry.value).substr(equals + 1));
  } else {
    reading.problem = "do is action:NAME, or /POINTER = VALUE";
  }
  if (step.hints.empty()) reading.problem = "do is the last rung: hints come before it";
  step.deeds.push_back(std::move(deed));
}

struct KeyRow {
  std::string_view key;
  bool of_step;
  void (*take)(Reading&, const Entry&);
};

constexpr std::array kKeys = {
    KeyRow{"title", false, [](Reading& r, const Entry& e) { r.lesson.title = e.value; }},
    KeyRow{"goal", false, [](Reading& r, const Entry& e) { r.lesson.goal = e.value; }},
    KeyRow{"pipeline", false, [](Reading& r, const Entry& e) { r.lesson.pipeline = e.value; }},
    KeyRow{"contract", false, [](Reading& r, const Entry& e) { r.lesson.contract = e.value; }},
    KeyRow{"order", false, [](Reading& r, const Entry& e) { take_number(r, e, r.lesson.order); }},
    KeyRow{"minutes", false,
           [](Reading& r, const Entry& e) { take_number(r, e, r.lesson.minutes); }},
    KeyRow{"success", false,
           [](Reading& r, const Entry& e) { take_conditions(r, e, r.lesson.success); }},
    KeyRow{"done", false, [](Reading& r, const Entry& e) { r.lesson.done = e.value; }},
    KeyRow{"step", true,
           [](Reading& r, const Entry& e) {
             r.lesson.steps.push_back({e.value, {}, {}, {}, {}, {}});
           }},
    KeyRow{"text", true, [](Reading& r, const Entry& e) { r.step()->text.push_back(e.value); }},
    KeyRow{"spot", true, [](Reading& r, const Entry& e) { r.step()->spots.push_back(e.value); }},
    KeyRow{"hint", true, [](Reading& r, const Entry& e) { r.step()->hints.push_back(e.value); }},
    KeyRow{"do", true, [](Reading& r, const Entry& e) { take_deed(r, e, *r.step()); }},
    KeyRow{"go on", true,
           [](Reading& r, const Entry& e) { take_conditions(r, e, r.step()->go_on); }},
};
constexpr std::array<std::string_view, 7> kMust = {"title",   "goal",    "pipeline", "contract",
                                                   "minutes", "success", "done"};

Result<Entry> entry_of(std::string_view file, std::string_view line, int number) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos)
    return fail(error_at(file, number, "a line is \"key: value\", or goes on with two blanks"));
  return Entry{std::string(trim(line.substr(0, colon))), std::string(trim(line.substr(colon + 1))),
               number};
}

// The file as entries: lines that begin with two blanks go on, those with # are comments.
Result<std::vector<Entry>> entries_of(std::string_view text, std::string_view file) {
  std::vector<Entry> entries;
  int number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    if (trim(line).empty() || line.starts_with('#')) continue;
    if (line.starts_with("  ")) {
      if (entries.empty()) return fail(error_at(file, number, "there is nothing to go on with"));
      entries.back().value += (entries.back().value.empty() ? "" : " ") + std::string(trim(line));
      continue;
    }
    auto entry = entry_of(file, line, number);
    if (!entry) return fail(entry.error());
    entries.push_back(std::move(*entry));
  }
  return entries;
}

emulator::Error unknown_key(std::string_view file, const Entry& entry) {
  std::vector<std::string_view> names;
  for (const KeyRow& row : kKeys) names.push_back(row.key);
  const std::string near = emulator::nearest(entry.key, names);
  return error_at(file, entry.line, "there is no key \"" + entry.key + "\"",
                  near.empty() ? "" : "Did you mean " + near + "?");
}

Result<void> take(Reading& reading, const Entry& entry) {
  const auto row = std::ranges::find(kKeys, entry.key, &KeyRow::key);
  if (row == kKeys.end()) return fail(unknown_key(reading.file, entry));
  const auto wrong = [&](std::string_view what) {
    return fail(error_at(reading.file, entry.line, what));
  };
  if (entry.value.empty()) return wrong(entry.key + " has no value");
  if (row->of_step && entry.key != "step" && reading.step() == nullptr)
    return wrong(entry.key + " belongs to a step: write \"step: …\" before it");
  if (!row->of_step && std::ranges::find(reading.said, entry.key) != reading.said.end())
    return wrong(entry.key + " is said twice");
  if (!row->of_step) reading.said.push_back(entry.key);
  row->take(reading, entry);
  if (!reading.problem.empty()) return wrong(reading.problem);
  return {};
}

// What is missing, at the line where it should have been.
Result<void> check(const Reading& reading, const std::vector<int>& step_lines, int last) {
  for (const std::string_view key : kMust)
    if (std::ranges::find(reading.said, key) == reading.said.end())
      return fail(error_at(reading.file, last, "there is no " + std::string(key)));
  if (reading.lesson.steps.empty()) return fail(error_at(reading.file, last, "there is no step"));
  for (std::size_t i = 0; i < reading.lesson.steps.size(); ++i) {
    const LessonStep& step = reading.lesson.steps[i];
    if (step.text.empty()) return fail(error_at(reading.file, step_lines[i], "a step needs text"));
    if (step.go_on.empty())
      return fail(error_at(reading.file, step_lines[i], "a step needs go on: what it waits for"));
  }
  return {};
}

}  // namespace

Result<Lesson> read_lesson(std::string_view text, std::string_view file) {
  const auto entries = entries_of(text, file);
  if (!entries) return fail(entries.error());
  Reading reading{file, {}, {}, {}};
  reading.lesson.id = file.ends_with(kEnding) ? file.substr(0, file.size() - kEnding.size()) : file;
  std::vector<int> step_lines;
  for (const Entry& entry : *entries) {
    if (entry.key == "step") step_lines.push_back(entry.line);
    const auto taken = take(reading, entry);
    if (!taken) return fail(taken.error());
  }
  const int last = entries->empty() ? 1 : entries->back().line;
  const auto whole = check(reading, step_lines, last);
  if (!whole) return fail(whole.error());
  return std::move(reading.lesson);
}

}  // namespace app
