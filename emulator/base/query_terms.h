#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/base/clock.h"

// What filters and conditions are written in: `status:>=400 -type:json|csv header:Accept=*/*
// body~"not a number"`. The words and their values; what a key means is known to whoever asks.
namespace emulator {

// One word of a query. All positions are bytes of the query.
struct QueryWord {
  bool negated = false;             // a minus before it
  std::string key;                  // "status"; empty: a plain word
  char sign = ':';                  // ':' is, '~' contains; after a key only
  std::vector<std::string> values;  // separated by '|'; at least one, "" while it is being typed
  bool quoted = false;              // a plain word that began with a quote
  bool unfinished = false;          // its closing quote is missing
  std::size_t begin = 0;            // of the word, the minus included
  std::size_t value_begin = 0;      // behind the sign
  std::size_t end = 0;

  const std::string& value() const { return values.front(); }
  bool operator==(const QueryWord&) const = default;
};

// Blanks separate words, outside double quotes; \" and \\ stand for themselves inside them.
// A key is letters and minuses. What has no key, or one with nothing that could be its value
// ("error: x", "12:30"), is a plain word.
std::vector<QueryWord> query_words(std::string_view query);

// A value as it has to be written so that query_words() gives it back.
std::string quoted_value(std::string_view value);

// Why a query means nothing, and which part of it.
struct QueryProblem {
  std::string text;  // "Unknown term `stauts` — did you mean `status`?"
  std::size_t at = 0;
  std::size_t length = 0;
  bool operator==(const QueryProblem&) const = default;
};
// About the key of a word that is none of `keys`, with the nearest of them.
QueryProblem unknown_term(const QueryWord& word, std::span<const std::string_view> keys);
// About the values of a word.
QueryProblem value_problem(const QueryWord& word, std::string text);

enum class Comparison { Equal, NotEqual, Less, AtMost, More, AtLeast, Contains };

// "Content-Type=text/csv", "$.a.b>=3", "$.a~nan", "x-amzn-RequestId" (there at all).
struct FieldTest {
  std::string name;
  std::optional<Comparison> sign;
  std::string value;
  bool operator==(const FieldTest&) const = default;
};
// One for each of the word's values; one without a sign shares name and sign of the one before it:
// `header:Content-Type=text/csv|application/json`.
std::vector<FieldTest> field_tests(const QueryWord& word);
// Numbers compare as numbers where both sides are one, all else as text without ASCII case.
bool holds(Comparison sign, std::string_view left, std::string_view right);

// From, to, both included.
struct NumberRange {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  bool holds(double number) const { return number >= low && number <= high; }
  bool operator==(const NumberRange&) const = default;
};

enum class NumberKind {
  Plain,
  Time,  // in nanoseconds: "50ms", "1.5 s", "80us", "2min"; ms where no unit is written
  Size   // in bytes: "1MB", "3.4KB", "200B"; powers of ten, B where no unit is written
};
// nullopt: not a number of that kind.
std::optional<double> number_of(std::string_view text, NumberKind kind = NumberKind::Plain);

// "400", ">=400", "<50ms", "200..299", "4xx". What is still being typed ("", ">=", "200..", "4x")
// holds for all that it may become. A time or size without a comparison stands for all that is
// rounded to it. nullopt: it cannot mean anything.
std::optional<NumberRange> number_range(std::string_view text, NumberKind kind = NumberKind::Plain);

}  // namespace emulator
