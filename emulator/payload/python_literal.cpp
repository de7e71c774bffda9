#include "emulator/payload/python_literal.h"

#include <charconv>
#include <utility>

#include "emulator/base/text.h"

namespace emulator {
namespace {

class Reader {
 public:
  Reader(std::string_view text, std::size_t offset) : text_(text), offset_(offset) {}

  Result<PythonDict> dict() {
    PythonDict entries;
    if (!take('{')) return wrong("a dictionary is expected");
    while (!take('}')) {
      auto key = string();
      if (!key) return fail(key.error());
      if (!take(':')) return wrong("a colon is expected");
      auto entry = value();
      if (!entry) return fail(entry.error());
      if (!entries.emplace(std::move(*key), std::move(*entry)).second)
        return wrong("a name is there twice");
      if (!take(',') && peek() != '}') return wrong("a comma is expected");
    }
    if (at_end()) return entries;
    return wrong("nothing more is expected");
  }

 private:
  tl::unexpected<Error> wrong(std::string_view what) const {
    return fail(ErrorCode::InvalidInput, "The header cannot be read at byte " +
                                             format_count(offset_ + at_) + ": " +
                                             std::string(what));
  }

  void skip_blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t'))
      ++at_;
  }
  bool at_end() {
    skip_blanks();
    return at_ == text_.size();
  }
  char peek() { return at_end() ? '\0' : text_[at_]; }
  bool take(char c) {
    if (at_end() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool take_word(std::string_view word) {
    skip_blanks();
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }

  Result<std::string> string() {
    const char quote = peek();
    if (quote != '\'' && quote != '"') return wrong("a quoted text is expected");
    const std::size_t end = text_.find(quote, at_ + 1);
    if (end == std::string_view::npos) return wrong("a quote is not closed");
    std::string value(text_.substr(at_ + 1, end - at_ - 1));
    if (value.find('\\') != std::string::npos) return wrong("no escapes are expected");
    at_ = end + 1;
    return value;
  }

  Result<PythonValue> value() {
    if (take_word("True")) return PythonValue{true};
    if (take_word("False")) return PythonValue{false};
    if (take('(')) return tuple();
    if (take('[')) return list();
    auto text = string();
    if (!text) return fail(text.error());
    return PythonValue{std::move(*text)};
  }

  Result<PythonValue> tuple() {
    std::vector<std::uint64_t> numbers;
    while (!take(')')) {
      std::uint64_t number = 0;
      if (at_end()) return wrong("a bracket is not closed");
      const auto [end, error] =
          std::from_chars(text_.data() + at_, text_.data() + text_.size(), number);
      if (error != std::errc{}) return wrong("a whole number is expected");
      at_ = static_cast<std::size_t>(end - text_.data());
      take('L');  // what Python 2 writes behind long numbers
      numbers.push_back(number);
      if (!take(',') && peek() != ')') return wrong("a comma is expected");
    }
    return PythonValue{std::move(numbers)};
  }

  // Up to its closing bracket; quoted brackets do not count.
  Result<PythonValue> list() {
    int depth = 1;
    for (char quote = '\0'; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (quote != '\0') {
        if (c == quote) quote = '\0';
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '[') {
        ++depth;
      } else if (c == ']' && --depth == 0) {
        ++at_;
        return PythonValue{PythonValue::List{}};
      }
    }
    return wrong("a bracket is not closed");
  }

  std::string_view text_;
  std::size_t offset_;
  std::size_t at_ = 0;
};

}  // namespace

Result<PythonDict> parse_python_dict(std::string_view text, std::size_t offset) {
  return Reader(text, offset).dict();
}

}  // namespace emulator
