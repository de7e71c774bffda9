#include "emulator/codec/json_text.h"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace emulator {
namespace {

constexpr std::size_t kLineWidth = 100;
constexpr std::string_view kSpace = " \t\r\n";

// Index behind the JSON string that begins at `at`.
std::size_t string_end(std::string_view json, std::size_t at) {
  for (std::size_t i = at + 1; i < json.size(); ++i) {
    if (json[i] == '\\')
      ++i;
    else if (json[i] == '"')
      return i + 1;
  }
  return json.size();
}

// Index behind the list that begins at `at` when it holds plain values only, else npos.
std::size_t plain_list_end(std::string_view json, std::size_t at) {
  for (std::size_t i = at + 1; i < json.size();) {
    if (json[i] == ']') return i + 1;
    if (json[i] == '[' || json[i] == '{') break;
    i = json[i] == '"' ? string_end(json, i) : i + 1;
  }
  return std::string_view::npos;
}

// Lays compact JSON out over lines.
class Indenter {
 public:
  explicit Indenter(std::string_view json) : json_(json) {}

  std::string run() {
    while (at_ < json_.size()) step();
    return std::move(out_);
  }

 private:
  void step() {
    const char c = json_[at_];
    if (c == '"') {
      const std::size_t end = string_end(json_, at_);
      out_ += json_.substr(at_, end - at_);
      at_ = end;
      return;
    }
    ++at_;
    if (c == '{' || c == '[')
      open(c);
    else if (c == '}' || c == ']')
      close(c);
    else if (c == ',')
      out_ += inside_plain_list() ? ", " : "," + new_line();
    else if (c == ':')
      out_ += ": ";
    else
      out_ += c;
  }

  void open(char c) {
    out_ += c;
    if (at_ < json_.size() && (json_[at_] == '}' || json_[at_] == ']')) {
      out_ += json_[at_++];
      return;
    }
    if (c == '[' && fits_on_the_line()) {
      plain_end_ = plain_list_end(json_, at_ - 1);
      return;
    }
    ++depth_;
    out_ += new_line();
  }

  void close(char c) {
    if (inside_plain_list()) {
      plain_end_ = 0;
    } else {
      --depth_;
      out_ += new_line();
    }
    out_ += c;
  }

  bool inside_plain_list() const { return at_ <= plain_end_; }

  bool fits_on_the_line() const {
    const std::size_t end = plain_list_end(json_, at_ - 1);
    if (end == std::string_view::npos) return false;
    const std::size_t column = out_.size() - (out_.rfind('\n') + 1);
    const auto list = json_.substr(at_, end - at_);
    const auto commas = static_cast<std::size_t>(std::ranges::count(list, ','));
    return column + list.size() + commas <= kLineWidth;
  }

  std::string new_line() const { return "\n" + std::string(2 * depth_, ' '); }

  std::string_view json_;
  std::size_t at_ = 0;
  std::size_t plain_end_ = 0;  // behind the list that is being laid out on one line
  std::size_t depth_ = 0;
  std::string out_;
};

}  // namespace

std::string_view to_text(JsonKind kind) {
  switch (kind) {
    case JsonKind::Null:
      return "null";
    case JsonKind::Boolean:
      return "true or false";
    case JsonKind::Integer:
    case JsonKind::Number:
      return "a number";
    case JsonKind::Text:
      return "text";
    case JsonKind::List:
      return "a list";
    case JsonKind::Object:
      return "an object";
  }
  return "";
}

const JsonNode* JsonNode::find(std::string_view member) const {
  const auto found = std::ranges::find(children, member, &JsonNode::key);
  return kind == JsonKind::Object && found != children.end() ? &*found : nullptr;
}

std::string place_text(std::string_view name, int line, std::string_view pointer) {
  std::string out(name);
  if (line > 0) out += ", line " + std::to_string(line);
  if (!pointer.empty()) out.append(", ").append(pointer);
  return out;
}

std::string json_string(std::string_view text) {
  using nlohmann::json;
  return json(text).dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string compact_json(std::string_view json) {
  std::string out;
  for (std::size_t at = 0; at < json.size();) {
    const std::size_t end = json[at] == '"' ? string_end(json, at) : at + 1;
    if (kSpace.find(json[at]) == std::string_view::npos) out += json.substr(at, end - at);
    at = end;
  }
  return out;
}

std::string indent_json(std::string_view compact) { return Indenter(compact).run(); }

}  // namespace emulator
