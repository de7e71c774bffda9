#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/base/clock.h"

namespace emulator {

// One JSON object as compact text, member by member.
class JsonObject {
 public:
  JsonObject& text(std::string_view key, std::string_view value);
  JsonObject& whole(std::string_view key, std::int64_t value);
  JsonObject& number(std::string_view key, double value);
  JsonObject& boolean(std::string_view key, bool value);
  // Epoch seconds with milliseconds (contract 4.12).
  JsonObject& time(std::string_view key, WallTime value);
  JsonObject& raw(std::string_view key, std::string_view json);
  // Nothing where it is empty.
  JsonObject& text_if_any(std::string_view key, std::string_view value);

  std::string take() { return std::move(out_) + "}"; }

 private:
  JsonObject& key(std::string_view name);
  std::string out_ = "{";
};

// [a,b]
std::string json_list(const std::vector<std::string>& items);

// The moment in whole milliseconds, as answers show it: what is compared and kept is what was told.
WallTime to_milliseconds(WallTime time);

}  // namespace emulator
