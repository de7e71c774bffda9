#include "emulator/payload/libsvm.h"

#include <algorithm>
#include <charconv>

#include "emulator/base/text.h"

namespace emulator {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

bool is_real(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool known = error == std::errc{} || error == std::errc::result_out_of_range;
  return known && end == text.data() + text.size() && !text.empty();
}

std::optional<std::uint64_t> index_of(std::string_view text) {
  std::uint64_t index = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), index);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return index;
}

struct Line {
  std::string_view text;
  std::size_t number;

  tl::unexpected<Error> wrong(std::string_view word, const std::string& what) const {
    const auto column = static_cast<std::size_t>(word.data() - text.data()) + 1;
    return fail(ErrorCode::InvalidInput, "Not LIBSVM in line " + format_count(number) +
                                             ", column " + format_count(column) + ": " + what);
  }
};

Result<LibsvmRow> with_word(LibsvmRow row, const Line& line, std::string_view word) {
  const std::size_t colon = word.find(':');
  const bool first = row.label.empty() && row.pairs.empty() && row.query.empty();
  const std::string_view before = word.substr(0, colon);
  if (colon == std::string_view::npos) {
    if (!first) return line.wrong(word, "a pair index:value is expected");
    if (!is_real(word)) return line.wrong(word, "a number is expected as the label");
    row.label = word;
    return row;
  }
  const std::string_view after = word.substr(colon + 1);
  if (before == "qid" && row.pairs.empty() && index_of(after)) {
    row.query = after;
    return row;
  }
  if (!is_real(after)) return line.wrong(word, "a number is expected behind the colon");
  const auto index = index_of(before);
  if (!index) return line.wrong(word, "a whole number is expected before the colon");
  row.pairs.push_back({*index, after});
  return row;
}

// "1:0.5 3:2": is the first word a label with its weight, or a pair? Indices ascend, and XGBoost
// reads the first word as label:weight.
void take_weight(LibsvmRow& row, std::string_view first_word) {
  if (!row.label.empty() || row.pairs.empty()) return;
  const std::size_t colon = first_word.find(':');
  const std::string_view before = first_word.substr(0, colon);
  if (before == "qid" || row.pairs.size() < 2 || row.pairs[0].index < row.pairs[1].index) return;
  row.label = before;
  row.weight = first_word.substr(colon + 1);
  row.pairs.erase(row.pairs.begin());
}

std::string_view first_word_of(std::string_view text) {
  const auto start = std::ranges::find_if_not(text, is_blank);
  const auto end = std::find_if(start, text.end(), is_blank);
  return {start, end};
}

}  // namespace

Result<LibsvmRow> parse_libsvm_line(std::string_view text, std::size_t number) {
  const Line line{text, number};
  Result<LibsvmRow> row = LibsvmRow{};
  const std::size_t hash = text.find('#');
  const std::string_view words = text.substr(0, hash);
  if (hash != std::string_view::npos) row->comment = text.substr(hash + 1);
  for (std::size_t at = 0; at < words.size();) {
    if (is_blank(words[at])) {
      ++at;
      continue;
    }
    const std::string_view word = first_word_of(words.substr(at));
    row = with_word(std::move(*row), line, word);
    if (!row) return row;
    at += word.size();
  }
  take_weight(*row, first_word_of(words));
  return row;
}

bool is_like_libsvm(std::string_view text) {
  const std::size_t start = text.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos) return false;
  text.remove_prefix(start);
  const auto row = parse_libsvm_line(text.substr(0, text.find('\n')));
  return row && !row->label.empty() && !row->pairs.empty();
}

}  // namespace emulator
