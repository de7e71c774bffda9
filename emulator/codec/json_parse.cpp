#include <algorithm>
#include <iterator>
#include <set>

#include <nlohmann/json.hpp>

#include "emulator/base/text.h"
#include "emulator/codec/json_text.h"
#include "emulator/model/file_pointer.h"

// nlohmann's parser keeps the last of two equal keys, has no positions and no depth limit; so it
// is driven as a SAX parser here, over an iterator that says how far it has read.
namespace emulator {
namespace {

constexpr std::size_t kMaxDepth = 64;

class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, std::size_t* count) : at_(at), count_(count) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    ++at_;
    ++*count_;
    return *this;
  }
  CountingIterator operator++(int) {
    CountingIterator before = *this;
    ++*this;
    return before;
  }
  bool operator==(const CountingIterator& other) const { return at_ == other.at_; }
  bool operator!=(const CountingIterator& other) const { return at_ != other.at_; }

 private:
  const char* at_;
  std::size_t* count_;  // characters handed out so far
};

class LineCounter {
 public:
  explicit LineCounter(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i)
      if (text[i] == '\n') breaks_.push_back(i);
  }
  int line_of(std::size_t offset) const {
    return static_cast<int>(std::ranges::lower_bound(breaks_, offset) - breaks_.begin()) + 1;
  }

 private:
  std::vector<std::size_t> breaks_;
};

// nlohmann's message without its own label and position.
// Without the middle of what it quotes, where that is a whole long text of the file.
std::string shortened(std::string text) {
  constexpr std::size_t kBegin = 160, kEnd = 60;
  const auto boundary = [&text](std::size_t at) {  // no character is cut in two
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) ++at;
    return at;
  };
  if (text.size() <= kBegin + kEnd) return text;
  const std::size_t begin = boundary(kBegin), end = boundary(text.size() - kEnd);
  return text.substr(0, begin) + "…" + text.substr(end);
}

std::string plain_reason(std::string_view message) {
  if (const auto label = message.find("] "); label != message.npos)
    message.remove_prefix(label + 2);
  if (message.starts_with("parse error"))
    if (const auto colon = message.find(": "); colon != message.npos)
      message.remove_prefix(colon + 2);
  std::string out(message);
  if (!is_valid_utf8(out))  // it may quote half a character
    std::ranges::replace_if(
        out, [](char c) { return static_cast<unsigned char>(c) >= 0x80; }, '?');
  return shortened(std::move(out));
}

class TreeBuilder {
 public:
  TreeBuilder(std::string_view text, std::string_view name)
      : text_(text), name_(name), lines_(text) {}

  Result<JsonNode> run() {
    const CountingIterator first(text_.data(), &read_);
    const CountingIterator last(text_.data() + text_.size(), &read_);
    if (nlohmann::json::sax_parse(first, last, this)) return std::move(root_);
    return fail(error_);
  }

  // The events of nlohmann's SAX interface; false stops the parser.
  using number_integer_t = nlohmann::json::number_integer_t;
  using number_unsigned_t = nlohmann::json::number_unsigned_t;
  using number_float_t = nlohmann::json::number_float_t;

  bool null() { return scalar(JsonKind::Null); }
  bool boolean(bool) { return scalar(JsonKind::Boolean); }
  bool number_integer(number_integer_t) { return scalar(JsonKind::Integer); }
  bool number_unsigned(number_unsigned_t) { return scalar(JsonKind::Integer); }
  bool number_float(number_float_t, const std::string& digits) {
    // Whole numbers beyond 64 bits arrive here too.
    const bool whole = digits.find_first_of(".eE") == std::string::npos;
    return scalar(whole ? JsonKind::Integer : JsonKind::Number);
  }
  bool string(std::string& value) {
    JsonNode& node = add(JsonKind::Text);
    node.text = std::move(value);
    node.raw = text_.substr(begin_, read_ - begin_);
    done_ = read_;
    return true;
  }
  static bool binary(nlohmann::json::binary_t&) { return false; }  // never in JSON text
  bool start_object(std::size_t) { return open(JsonKind::Object); }
  bool start_array(std::size_t) { return open(JsonKind::List); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }

  bool key(std::string& name) {
    const int line = lines_.line_of(next_token());
    const std::string pointer = pointer_step(open_.back()->pointer, name);
    if (!keys_.back().insert(name).second)
      return stop(line, pointer, "the key \"" + name + "\" stands here twice",
                  "Remove one of the two");
    key_ = std::move(name);
    key_line_ = line;
    done_ = read_;
    return true;
  }

  bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception& why) {
    const std::size_t at = read_ == 0 ? 0 : read_ - 1;
    const std::string_view message = why.what();
    const bool ended =
        read_ >= text_.size() && (message.find("unexpected end of input") != message.npos ||
                                  message.find("missing closing quote") != message.npos);
    const std::string pointer = open_.empty() ? "" : open_.back()->pointer;
    const std::string reason = plain_reason(why.what());
    return stop(lines_.line_of(at), pointer,
                ended ? "the text ends too early: " + reason : "not valid JSON: " + reason,
                advice(at, ended));
  }

 private:
  std::string advice(std::size_t at, bool ended) const {
    if (ended) return "Close what is still open, or restore the rest of the file";
    const char c = text_.empty() ? '\0' : text_[at];
    if (c == '/' || c == '#' || (at > 0 && text_[at - 1] == '/'))
      return "Remove the comment: plain JSON has none";
    const std::size_t before = at == 0 ? text_.npos : text_.find_last_not_of(" \t\r\n", at - 1);
    if ((c == '}' || c == ']') && before != text_.npos && text_[before] == ',')
      return "Remove the comma before it";
    if (c == '\'') return "Put text between double quotes";
    return open_.empty() && root_seen_ ? "Remove what stands behind the closing bracket"
                                       : "Correct the JSON at this line";
  }

  // Offset of the token that is being reported: the first one behind what is done.
  std::size_t next_token() const {
    const std::size_t at = text_.find_first_not_of(" \t\r\n,:", done_);
    return at == text_.npos ? text_.size() : at;
  }

  JsonNode& add(JsonKind kind) {
    begin_ = next_token();
    root_seen_ = true;
    JsonNode* node = &root_;
    if (!open_.empty()) {
      JsonNode& parent = *open_.back();
      node = &parent.children.emplace_back();
      const bool member = parent.kind == JsonKind::Object;
      node->pointer =
          pointer_step(parent.pointer, member ? key_ : std::to_string(parent.children.size() - 1));
      if (member) node->key = key_;
      node->line = member ? key_line_ : 0;
    }
    if (node->line == 0) node->line = lines_.line_of(begin_);
    node->kind = kind;
    return *node;
  }

  bool scalar(JsonKind kind) {
    JsonNode& node = add(kind);
    // The parser has looked one character past a number.
    const std::size_t end = text_.find_first_of(" \t\r\n,:]}", begin_);
    done_ = std::min(end, text_.size());
    node.raw = text_.substr(begin_, done_ - begin_);
    return true;
  }

  bool open(JsonKind kind) {
    JsonNode& node = add(kind);
    if (open_.size() >= kMaxDepth)
      return stop(node.line, open_.front()->pointer,
                  "nested deeper than " + std::to_string(kMaxDepth) + " levels",
                  "Flatten the structure");
    node.raw = text_.substr(begin_);  // its end is set by close()
    open_.push_back(&node);
    keys_.emplace_back();
    done_ = begin_ + 1;
    return true;
  }

  bool close() {
    const std::string_view from = open_.back()->raw;
    const auto begin = static_cast<std::size_t>(from.data() - text_.data());
    open_.back()->raw = from.substr(0, read_ - begin);
    open_.pop_back();
    keys_.pop_back();
    done_ = read_;
    return true;
  }

  bool stop(int line, std::string_view pointer, const std::string& what, std::string next_step) {
    error_ = {ErrorCode::InvalidInput, place_text(name_, line, pointer) + ": " + what,
              std::move(next_step)};
    return false;
  }

  std::string_view text_;
  std::string_view name_;
  LineCounter lines_;
  std::size_t read_ = 0;   // characters the parser has taken
  std::size_t done_ = 0;   // behind the last token that was reported
  std::size_t begin_ = 0;  // of the value that was added last
  JsonNode root_;
  bool root_seen_ = false;
  std::vector<JsonNode*> open_;  // objects and lists not closed yet, outermost first
  std::vector<std::set<std::string>> keys_;
  std::string key_;
  int key_line_ = 0;
  Error error_;
};

// What must hold before a JSON parser may look at it.
std::optional<Error> unreadable_text(std::string_view text, std::string_view name) {
  const auto error = [&](int line, const std::string& what, std::string next_step) {
    return Error{ErrorCode::InvalidInput, place_text(name, line, "") + ": " + what,
                 std::move(next_step)};
  };
  if (text.find_first_not_of(" \t\r\n") == text.npos)
    return error(1, "the file is empty", "Write a pipeline into it, or start from `hoplens new`");
  if (text.starts_with("\xEF\xBB\xBF"))
    return error(1, "begins with a byte order mark", "Save it as UTF-8 without byte order mark");
  int line = 1;
  for (std::size_t start = 0; start <= text.size(); ++line) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    const std::string_view part = text.substr(start, end - start);
    if (!is_valid_utf8(part)) return error(line, "is not UTF-8 text", "Save it as UTF-8");
    // The parser takes a NUL byte for the end of the text.
    if (part.find('\0') != part.npos)
      return error(line, "holds a NUL byte, so it is not UTF-8 text", "Save it as UTF-8");
    start = end + 1;
  }
  return std::nullopt;
}

}  // namespace

Result<JsonNode> parse_json(std::string_view text, std::string_view name) {
  if (auto error = unreadable_text(text, name)) return fail(std::move(*error));
  return TreeBuilder(text, name).run();
}

}  // namespace emulator
