#include "emulator/model/http_message.h"

#include <algorithm>

#include "emulator/base/text.h"

namespace emulator {

void Headers::set(std::string_view name, std::string value) {
  const auto named = [name](const Header& h) { return equals_ignoring_case(h.name, name); };
  const auto first = std::ranges::find_if(list_, named);
  if (first == list_.end()) {
    add(std::string(name), std::move(value));
    return;
  }
  first->value = std::move(value);
  list_.erase(std::remove_if(first + 1, list_.end(), named), list_.end());
}

void Headers::remove(std::string_view name) {
  std::erase_if(list_, [name](const Header& h) { return equals_ignoring_case(h.name, name); });
}

std::optional<std::string_view> Headers::get(std::string_view name) const {
  for (const Header& header : list_)
    if (equals_ignoring_case(header.name, name)) return header.value;
  return std::nullopt;
}

}  // namespace emulator
