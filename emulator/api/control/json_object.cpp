#include "emulator/api/control/json_object.h"

#include <array>
#include <charconv>

#include "emulator/codec/json_text.h"

namespace emulator {

JsonObject& JsonObject::key(std::string_view name) {
  if (out_.size() > 1) out_ += ',';
  out_ += json_string(name) + ":";
  return *this;
}

JsonObject& JsonObject::text(std::string_view name, std::string_view value) {
  return raw(name, json_string(value));
}

JsonObject& JsonObject::whole(std::string_view name, std::int64_t value) {
  return raw(name, std::to_string(value));
}

JsonObject& JsonObject::number(std::string_view name, double value) {
  std::array<char, 32> digits{};  // the shortest text that reads back as the same number
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  return raw(name, {digits.data(), end});
}

JsonObject& JsonObject::boolean(std::string_view name, bool value) {
  return raw(name, value ? "true" : "false");
}

JsonObject& JsonObject::time(std::string_view name, WallTime value) {
  using std::chrono::duration_cast;
  const auto count = duration_cast<std::chrono::milliseconds>(value.time_since_epoch()).count();
  std::string fraction = std::to_string(count % 1000);
  fraction.insert(0, 3 - fraction.size(), '0');
  return raw(name, std::to_string(count / 1000) + "." + fraction);
}

JsonObject& JsonObject::raw(std::string_view name, std::string_view json) {
  key(name);
  out_ += json;
  return *this;
}

JsonObject& JsonObject::text_if_any(std::string_view name, std::string_view value) {
  return value.empty() ? *this : text(name, value);
}

std::string json_list(const std::vector<std::string>& items) {
  std::string out = "[";
  for (const std::string& item : items) out += (out.size() > 1 ? "," : "") + item;
  return out + "]";
}

WallTime to_milliseconds(WallTime time) {
  return WallTime(std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()));
}

}  // namespace emulator
