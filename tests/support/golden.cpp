#include "tests/support/golden.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <vector>

namespace tests {
namespace {

namespace fs = std::filesystem;

std::optional<std::string> read_text(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(in), {});
}

void write_text(const fs::path& path, std::string_view text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

struct DiffLine {
  char mark = ' ';
  std::string_view text;
};

using Lines = std::vector<std::string_view>;

// common[i][j]: the longest common subsequence of a from i and b from j.
std::vector<std::vector<int>> common_lengths(const Lines& a, const Lines& b) {
  std::vector<std::vector<int>> common(a.size() + 1, std::vector<int>(b.size() + 1, 0));
  for (std::size_t i = a.size(); i-- > 0;) {
    for (std::size_t j = b.size(); j-- > 0;) {
      common[i][j] =
          a[i] == b[j] ? common[i + 1][j + 1] + 1 : std::max(common[i + 1][j], common[i][j + 1]);
    }
  }
  return common;
}

std::vector<DiffLine> diff(const Lines& a, const Lines& b) {
  const auto common = common_lengths(a, b);
  std::vector<DiffLine> lines;
  std::size_t i = 0, j = 0;
  while (i < a.size() || j < b.size()) {
    if (i < a.size() && j < b.size() && a[i] == b[j]) {
      lines.push_back({' ', a[i++]});
      ++j;
    } else if (j == b.size() || (i < a.size() && common[i + 1][j] >= common[i][j + 1])) {
      lines.push_back({'-', a[i++]});
    } else {
      lines.push_back({'+', b[j++]});
    }
  }
  return lines;
}

bool change_near(const std::vector<DiffLine>& lines, std::size_t at) {
  constexpr std::size_t kAround = 2;
  const std::size_t from = at < kAround ? 0 : at - kAround;
  const std::size_t to = std::min(lines.size(), at + kAround + 1);
  for (std::size_t i = from; i < to; ++i) {
    if (lines[i].mark != ' ') return true;
  }
  return false;
}

}  // namespace

std::string line_diff(std::string_view expected, std::string_view actual) {
  const std::vector<DiffLine> lines = diff(split_lines(expected), split_lines(actual));
  std::string text;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!change_near(lines, i)) continue;
    text += lines[i].mark;
    text += std::string(lines[i].text) + '\n';
  }
  return text;
}

GoldenOutcome compare_golden(std::string_view text, std::string_view name) {
  const fs::path golden = fs::path(HOPLENS_GOLDEN_DIR) / (std::string(name) + ".golden");
  const fs::path actual = fs::path(HOPLENS_ACTUAL_DIR) / (std::string(name) + ".actual");
  const char* update = std::getenv("UPDATE_GOLDEN");
  if (update != nullptr && std::string_view(update) == "1") {
    write_text(golden, text);
    return {true, {}};
  }
  const std::optional<std::string> expected = read_text(golden);
  if (expected && *expected == text) {
    fs::remove(actual);
    return {true, {}};
  }
  write_text(actual, text);
  const std::string left =
      "\nThe actual text is in " + actual.string() + "; UPDATE_GOLDEN=1 accepts it";
  if (!expected) return {false, "There is no " + golden.string() + left};
  return {false, line_diff(*expected, text) + left};
}

}  // namespace tests
