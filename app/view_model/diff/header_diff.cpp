#include "app/view_model/diff/header_diff.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "emulator/base/text.h"

namespace app {
namespace {

// Of every message its own, or a consequence of its body.
constexpr std::array<std::string_view, 10> kPassing = {
    "Date",         "Age",         "Content-Length", "x-amzn-RequestId", "x-amzn-Trace-Id",
    "X-Request-Id", "traceparent", "Server-Timing",  "Last-Modified",    "Host"};

bool is_passing(std::string_view name) {
  return std::ranges::any_of(
      kPassing, [name](std::string_view one) { return emulator::equals_ignoring_case(one, name); });
}

// The position of the first field of that name that is not taken; headers.size() where none is.
std::size_t find_free(const emulator::Headers& headers, const std::string& name,
                      const std::vector<bool>& taken) {
  std::size_t at = 0;
  while (at < headers.size() &&
         (taken[at] || !emulator::equals_ignoring_case(headers[at].name, name)))
    ++at;
  return at;
}

}  // namespace

std::size_t HeaderDiff::differences() const {
  return static_cast<std::size_t>(std::ranges::count_if(
      rows, [](const HeaderDiffRow& row) { return !row.same() && !row.passing; }));
}

HeaderDiff diff_headers(const emulator::Headers& before, const emulator::Headers& after) {
  HeaderDiff diff;
  std::vector<bool> taken(before.size());
  std::size_t last = 0;
  for (const emulator::Header& header : after) {
    HeaderDiffRow row{header.name, std::nullopt, header.value, is_passing(header.name)};
    const std::size_t at = find_free(before, header.name, taken);
    if (at < before.size()) {
      taken[at] = true;
      row.before = before[at].value;
      diff.order_differs = diff.order_differs || at < last;
      last = at;
    }
    diff.rows.push_back(std::move(row));
  }
  for (std::size_t i = 0; i < before.size(); ++i)
    if (!taken[i])
      diff.rows.push_back(
          {before[i].name, before[i].value, std::nullopt, is_passing(before[i].name)});
  return diff;
}

std::string header_differences_text(const HeaderDiff& diff) {
  constexpr std::size_t kNamed = 2;
  const std::size_t count = diff.differences();
  if (count == 0) return "";
  if (count > kNamed) return std::to_string(count) + " headers";
  std::string names;
  for (const HeaderDiffRow& row : diff.rows)
    if (!row.same() && !row.passing) names += (names.empty() ? "" : " and ") + row.name;
  return (count == 1 ? "header " : "headers ") + names;
}

}  // namespace app
