#include <limits>
#include <utility>

#include <nlohmann/json.hpp>

#include "app/view_model/bodies/json_scan.h"
#include "app/view_model/bodies/json_tree.h"
#include "app/view_model/bodies/visible_text.h"
#include "emulator/base/text.h"
#include "emulator/payload/text_lines.h"

namespace app {
namespace {

// Only listens for what is wrong.
struct Checker : nlohmann::json_sax<nlohmann::json> {
  std::string problem;

  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(std::int64_t) override { return true; }
  bool number_unsigned(std::uint64_t) override { return true; }
  bool number_float(double, const std::string&) override { return true; }
  bool string(std::string&) override { return true; }
  bool binary(nlohmann::json::binary_t&) override { return true; }
  bool start_object(std::size_t) override { return true; }
  bool key(std::string&) override { return true; }
  bool end_object() override { return true; }
  bool start_array(std::size_t) override { return true; }
  bool end_array() override { return true; }
  bool parse_error(std::size_t position, const std::string& token,
                   const nlohmann::detail::exception& error) override {
    constexpr int kNumberTooLarge = 406;
    const std::string at = "byte " + emulator::format_count(position);
    problem = error.id == kNumberTooLarge
                  ? "A number before " + at + " is too large to be a double"
                  : "Not JSON from " + at + " on, near " + visible_text(token, 30);
    return false;
  }
};

// Where and why a text is not JSON; empty when it is.
std::string json_problem(std::string_view text) {
  Checker checker;
  return nlohmann::json::sax_parse(text.begin(), text.end(), &checker) ? "" : checker.problem;
}

std::string line_problem(std::string_view line) {
  if (line.find('\0') != line.npos) return "a NUL byte";
  if (line.starts_with("\xEF\xBB\xBF")) return "begins with a byte order mark";
  return json_problem(line);
}

// Lays out nodes over text that is known to be JSON. A loop, so that depth costs no stack.
class Indexer {
 public:
  Indexer(std::string_view text, JsonTree& tree) : text_(text), tree_(tree) {}

  void run() { lay(0, text_.size()); }

  // Each line is a child of a root that stands for the whole text.
  void run_lines() {
    tree_.nodes.push_back({0, 0, 1});
    open_.push_back({0, 0, false});
    std::size_t all = 0;
    for (const emulator::TextLine& line : emulator::text_lines(text_)) {
      const auto start = static_cast<std::size_t>(line.text.data() - text_.data());
      const std::string problem = line_problem(line.text);
      ++all;
      if (problem.empty()) {
        lay(start, start + line.text.size());
      } else {
        note(line, problem, start);
      }
    }
    close();
    if (tree_.bad_lines.empty()) return;
    tree_.remark =
        emulator::format_count(tree_.bad_lines.size()) + " of " + emulator::format_count(all) +
        (tree_.bad_lines.size() == 1 ? " lines is not JSON. " : " lines are not JSON. ") +
        tree_.remark;
  }

 private:
  void lay(std::size_t from, std::size_t end) {
    for (std::size_t at = skip_blanks(text_, from); at < end; at = skip_blanks(text_, at)) {
      const char c = text_[at];
      if (c == ',') {
        ++at;
      } else if (c == '}' || c == ']') {
        close();
        ++at;
      } else {
        at = value(at);
      }
    }
  }

  void note(const emulator::TextLine& line, const std::string& problem, std::size_t start) {
    const auto node = static_cast<std::uint32_t>(tree_.nodes.size());
    const std::size_t first = skip_blanks(text_, start);
    tree_.nodes.push_back({static_cast<std::uint32_t>(first), 0, node + 1});
    ++open_.back().children;
    if (tree_.bad_lines.empty())
      tree_.remark = "Line " + emulator::format_count(line.number) + ": " + problem;
    tree_.bad_lines.emplace(node, line.number);
  }

  struct Open {
    std::uint32_t node;
    std::uint32_t children;
    bool object;
  };

  std::size_t value(std::size_t at) {
    const auto node = static_cast<std::uint32_t>(tree_.nodes.size());
    const std::uint32_t parent = open_.empty() ? 0 : open_.back().node;
    tree_.nodes.push_back({static_cast<std::uint32_t>(at), parent, node + 1});
    if (!open_.empty()) {
      ++open_.back().children;
      if (open_.back().object) at = after_colon(text_, at);
    }
    if (text_[at] != '{' && text_[at] != '[') return end_of_scalar(text_, at);
    open_.push_back({node, 0, text_[at] == '{'});
    return at + 1;
  }

  void close() {
    constexpr std::uint32_t kFew = 16;  // so few are counted when they are drawn
    const Open& done = open_.back();
    tree_.nodes[done.node].next = static_cast<std::uint32_t>(tree_.nodes.size());
    if (done.children > kFew)
      tree_.counts.emplace_hint(tree_.counts.end(), done.node, done.children);
    open_.pop_back();
  }

  std::string_view text_;
  JsonTree& tree_;
  std::vector<Open> open_;
};

}  // namespace

JsonTree build_json_tree(std::string_view text) {
  JsonTree tree;
  if (text.size() >= std::numeric_limits<std::uint32_t>::max()) {
    tree.problem = "Larger than 4 GB";
    return tree;
  }
  // The parser takes a NUL byte for the end of the text.
  if (const std::size_t nul = text.find('\0'); nul != text.npos) {
    tree.problem = "Not JSON from byte " + emulator::format_count(nul + 1) + " on: a NUL byte";
    return tree;
  }
  tree.problem = json_problem(text);
  if (!tree.problem.empty()) return tree;
  if (text.starts_with("\xEF\xBB\xBF")) {
    tree.problem = "Begins with a byte order mark, which JSON does not allow";
    return tree;
  }
  Indexer(text, tree).run();
  tree.nodes.shrink_to_fit();
  return tree;
}

JsonTree build_lines_tree(std::string_view text) {
  JsonTree tree;
  tree.of_lines = true;
  if (text.size() >= std::numeric_limits<std::uint32_t>::max()) {
    tree.problem = "Larger than 4 GB";
    return tree;
  }
  Indexer(text, tree).run_lines();
  tree.nodes.shrink_to_fit();
  return tree;
}

}  // namespace app
