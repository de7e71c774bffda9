#include "emulator/base/query_terms.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

#include "emulator/base/text.h"
#include "emulator/base/text_search.h"

namespace emulator {
namespace {

constexpr std::string_view kBlanks = " \t\n";
constexpr double kInfinity = std::numeric_limits<double>::infinity();

bool is_blank(char c) { return kBlanks.find(c) != kBlanks.npos; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Reads one word from the front of the rest of a query.
class WordReader {
 public:
  WordReader(std::string_view query, std::size_t at) : query_(query), at_(at) {}

  QueryWord read() {
    QueryWord word;
    word.begin = at_;
    word.negated = query_[at_] == '-' && at_ + 1 < query_.size() && !is_blank(query_[at_ + 1]);
    if (word.negated) ++at_;
    read_key(word);
    word.value_begin = at_;
    word.quoted = word.key.empty() && query_[at_] == '"';
    read_values(word);
    word.end = at_;
    return word;
  }

 private:
  // A sign at the end of a word is part of a text ("error: x") unless the query ends there.
  void read_key(QueryWord& word) {
    std::size_t end = at_;
    while (end < query_.size() && (is_letter(query_[end]) || (end > at_ && query_[end] == '-')))
      ++end;
    const bool signed_key =
        end > at_ && end < query_.size() && (query_[end] == ':' || query_[end] == '~');
    if (!signed_key || (end + 1 < query_.size() && is_blank(query_[end + 1]))) return;
    word.key = query_.substr(at_, end - at_);
    word.sign = query_[end];
    at_ = end + 1;
  }

  void read_values(QueryWord& word) {
    word.values.emplace_back();
    for (; at_ < query_.size() && !is_blank(query_[at_]); ++at_) {
      if (query_[at_] == '"' && begins_value(word)) {
        word.unfinished = !read_quoted(word.values.back());
        if (word.unfinished) return;
      } else if (query_[at_] == '|' && !word.key.empty()) {
        word.values.emplace_back();
      } else {
        word.values.back() += query_[at_];
      }
    }
  }

  // Or follows a sign in it: header:Name="a b".
  bool begins_value(const QueryWord& word) const {
    if (word.values.back().empty()) return true;
    const char before = query_[at_ - 1];
    return !word.key.empty() && (before == '=' || before == '~' || before == '>' || before == '<');
  }

  // Ends on the closing quote; false where there is none.
  bool read_quoted(std::string& value) {
    while (++at_ < query_.size() && query_[at_] != '"') {
      const bool escape = query_[at_] == '\\' && at_ + 1 < query_.size() &&
                          (query_[at_ + 1] == '"' || query_[at_ + 1] == '\\');
      if (escape) ++at_;
      value += query_[at_];
    }
    return at_ < query_.size();
  }

  std::string_view query_;
  std::size_t at_;
};

struct Sign {
  std::string_view text;
  Comparison comparison;
};
// Longer signs first, so that ">=" is not read as ">".
constexpr std::array kSigns{Sign{">=", Comparison::AtLeast},  Sign{"<=", Comparison::AtMost},
                            Sign{"!=", Comparison::NotEqual}, Sign{">", Comparison::More},
                            Sign{"<", Comparison::Less},      Sign{"=", Comparison::Equal},
                            Sign{"~", Comparison::Contains}};

const Sign* sign_at_front(std::string_view text) {
  for (const Sign& sign : kSigns)
    if (text.starts_with(sign.text)) return &sign;
  return nullptr;
}

FieldTest field_test(std::string_view value) {
  for (std::size_t i = 0; i < value.size(); ++i)
    if (const Sign* sign = sign_at_front(value.substr(i)))
      return {std::string(value.substr(0, i)), sign->comparison,
              std::string(value.substr(i + sign->text.size()))};
  return {std::string(value), std::nullopt, ""};
}

bool compare(Comparison sign, double left, double right) {
  if (sign == Comparison::Less) return left < right;
  if (sign == Comparison::AtMost) return left <= right;
  if (sign == Comparison::More) return left > right;
  if (sign == Comparison::AtLeast) return left >= right;
  return (left == right) == (sign == Comparison::Equal);
}

struct Unit {
  std::string_view name;
  double factor;
};
// Of each kind the one that is meant where none is written comes first.
constexpr std::array kNoUnits{Unit{"", 1}};
constexpr std::array kTimes{Unit{"ms", 1e6}, Unit{"ns", 1},  Unit{"us", 1e3},
                            Unit{"µs", 1e3}, Unit{"s", 1e9}, Unit{"min", 60e9}};
constexpr std::array kSizes{Unit{"b", 1}, Unit{"kb", 1e3}, Unit{"mb", 1e6}, Unit{"gb", 1e9}};

std::span<const Unit> units_of(NumberKind kind) {
  if (kind == NumberKind::Time) return kTimes;
  if (kind == NumberKind::Size) return kSizes;
  return kNoUnits;
}

// A number with the size of the last digit that was written.
struct Measured {
  double value = 0;
  double digit = 1;
};

std::optional<Measured> measured(std::string_view text, NumberKind kind) {
  double number = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || !std::isfinite(number)) return std::nullopt;
  const std::string_view digits = text.substr(0, static_cast<std::size_t>(rest - text.data()));
  const std::string_view name = trim(text.substr(digits.size()));
  const std::size_t point = digits.find('.');
  const auto decimals = point == digits.npos ? 0.0 : static_cast<double>(digits.size() - point - 1);
  for (const Unit& unit : units_of(kind))
    if (begins_ignoring_case(unit.name, name))  // "m" on the way to "ms"
      return Measured{number * unit.factor, std::pow(10.0, -decimals) * unit.factor};
  return std::nullopt;
}

std::optional<NumberRange> compared_range(Comparison sign, double number) {
  const double below = std::nextafter(number, -kInfinity);
  const double above = std::nextafter(number, kInfinity);
  if (sign == Comparison::Less) return NumberRange{-kInfinity, below};
  if (sign == Comparison::AtMost) return NumberRange{-kInfinity, number};
  if (sign == Comparison::More) return NumberRange{above, kInfinity};
  if (sign == Comparison::AtLeast) return NumberRange{number, kInfinity};
  if (sign == Comparison::Equal) return NumberRange{number, number};
  return std::nullopt;
}

std::optional<NumberRange> range_between(std::string_view low, std::string_view high,
                                         NumberKind kind) {
  NumberRange range;
  if (!low.empty()) {
    // The unit may be written once: "1..2s".
    const bool unit = low.find_first_not_of("0123456789.") != low.npos;
    const std::size_t of_high = std::min(high.find_first_not_of("0123456789."), high.size());
    const auto number =
        number_of(std::string(low) + std::string(unit ? "" : high.substr(of_high)), kind);
    if (!number) return std::nullopt;
    range.low = *number;
  }
  if (!high.empty()) {
    const auto number = number_of(high, kind);
    if (!number) return std::nullopt;
    range.high = *number;
  }
  return range;
}

// "4xx", and "4x" on the way to it.
std::optional<NumberRange> hundreds(std::string_view text) {
  if (text.size() < 2 || text.size() > 3 || text[0] < '1' || text[0] > '9') return std::nullopt;
  if (text.find_first_not_of("xX", 1) != text.npos) return std::nullopt;
  const double first = (text[0] - '0') * 100.0;
  return NumberRange{first, first + 99};
}

}  // namespace

std::vector<QueryWord> query_words(std::string_view query) {
  std::vector<QueryWord> words;
  for (std::size_t at = query.find_first_not_of(kBlanks); at != query.npos;
       at = query.find_first_not_of(kBlanks, at)) {
    words.push_back(WordReader(query, at).read());
    at = words.back().end;
  }
  return words;
}

std::string quoted_value(std::string_view value) {
  const bool plain = !value.empty() && value.find_first_of(" \t\n|\"\\") == value.npos;
  if (plain) return std::string(value);
  std::string text = "\"";
  for (const char c : value) {
    if (c == '"' || c == '\\') text += '\\';
    text += c;
  }
  return text + "\"";
}

QueryProblem unknown_term(const QueryWord& word, std::span<const std::string_view> keys) {
  const std::string near = nearest(word.key, {keys.begin(), keys.end()});
  const std::size_t at = word.begin + (word.negated ? 1 : 0);
  const std::string text = "Unknown term `" + word.key + "`";
  return {near.empty() ? text : text + " — did you mean `" + near + "`?", at, word.key.size()};
}

QueryProblem value_problem(const QueryWord& word, std::string text) {
  return {std::move(text), word.value_begin, word.end - word.value_begin};
}

std::vector<FieldTest> field_tests(const QueryWord& word) {
  std::vector<FieldTest> tests;
  for (const std::string& value : word.values) {
    FieldTest test = field_test(value);
    if (!test.sign && !tests.empty() && tests.back().sign)
      test = {tests.back().name, tests.back().sign, test.name};
    tests.push_back(std::move(test));
  }
  return tests;
}

bool holds(Comparison sign, std::string_view left, std::string_view right) {
  if (sign == Comparison::Contains) return find_ignoring_case(left, right) != left.npos;
  const auto a = number_of(left);
  const auto b = number_of(right);
  if (a && b) return compare(sign, *a, *b);
  if (sign == Comparison::Equal || sign == Comparison::NotEqual)
    return equals_ignoring_case(left, right) == (sign == Comparison::Equal);
  return false;
}

std::optional<double> number_of(std::string_view text, NumberKind kind) {
  const auto number = measured(trim(text), kind);
  return number ? std::optional(number->value) : std::nullopt;
}

std::optional<NumberRange> number_range(std::string_view text, NumberKind kind) {
  text = trim(text);
  if (text.empty()) return NumberRange{};
  if (const std::size_t dots = text.find(".."); dots != text.npos)
    return range_between(text.substr(0, dots), text.substr(dots + 2), kind);
  if (const Sign* sign = sign_at_front(text)) {
    const std::string_view rest = text.substr(sign->text.size());
    if (rest.empty()) return NumberRange{};
    const auto number = number_of(rest, kind);
    return number ? compared_range(sign->comparison, *number) : std::nullopt;
  }
  if (kind == NumberKind::Plain && hundreds(text)) return hundreds(text);
  const auto number = measured(text, kind);
  if (!number) return std::nullopt;
  const double half = kind == NumberKind::Plain ? 0 : number->digit / 2;
  return NumberRange{number->value - half, number->value + half};
}

}  // namespace emulator
