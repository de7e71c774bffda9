#include "emulator/codec/json_path.h"

#include <charconv>

#include <nlohmann/json.hpp>

namespace emulator {
namespace {

using Json = nlohmann::json;

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-';
}

// Reads one step after another; says where it stopped.
class PathReader {
 public:
  explicit PathReader(std::string_view text) : text_(text) {
    if (text_.starts_with('$'))
      ++at_;
    else
      first_is_bare_ = true;
  }

  bool done() const { return at_ == text_.size(); }
  std::size_t at() const { return at_; }

  std::optional<std::variant<std::string, std::size_t>> step() {
    const bool bare = std::exchange(first_is_bare_, false);
    if (text_[at_] == '[') return bracket();
    if (text_[at_] == '.')
      ++at_;
    else if (!bare)
      return std::nullopt;
    const std::size_t begin = at_;
    while (!done() && is_plain(text_[at_])) ++at_;
    if (at_ == begin) return std::nullopt;
    return std::string(text_.substr(begin, at_ - begin));
  }

 private:
  std::optional<std::variant<std::string, std::size_t>> bracket() {
    const std::string_view inner = text_.substr(at_ + 1);
    const char quote = inner.empty() ? ' ' : inner.front();
    if (quote == '"' || quote == '\'') {
      const std::size_t end = inner.find(quote, 1);
      if (end == inner.npos || inner.substr(end + 1, 1) != "]") return std::nullopt;
      at_ += end + 3;
      return std::string(inner.substr(1, end - 1));
    }
    std::size_t position = 0;
    const auto read = std::from_chars(inner.data(), inner.data() + inner.size(), position);
    const auto length = static_cast<std::size_t>(read.ptr - inner.data());
    if (read.ec != std::errc{} || inner.substr(length, 1) != "]") return std::nullopt;
    at_ += length + 2;
    return position;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool first_is_bare_ = false;
};

const Json* member_of(const Json& value, const std::string& name) {
  if (!value.is_object()) return nullptr;
  const auto found = value.find(name);
  return found == value.end() ? nullptr : &*found;
}

const Json* item_of(const Json& value, std::size_t position) {
  return value.is_array() && position < value.size() ? &value[position] : nullptr;
}

}  // namespace

std::optional<JsonPath> JsonPath::parse(std::string_view text, std::size_t* problem_at) {
  JsonPath path;
  PathReader reader(text);
  while (!text.empty() && !reader.done()) {
    auto step = reader.step();
    if (!step) break;
    path.steps_.push_back(std::move(*step));
  }
  if (!text.empty() && reader.done()) return path;
  if (problem_at != nullptr) *problem_at = reader.at();
  return std::nullopt;
}

std::optional<std::string> JsonPath::value_in(std::string_view json) const {
  const Json document = Json::parse(json, nullptr, false);
  if (document.is_discarded()) return std::nullopt;
  const Json* value = &document;
  for (const auto& step : steps_) {
    const auto* name = std::get_if<std::string>(&step);
    value = name != nullptr ? member_of(*value, *name) : item_of(*value, std::get<1>(step));
    if (value == nullptr) return std::nullopt;
  }
  if (value->is_string()) return value->get<std::string>();
  return value->dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace emulator
