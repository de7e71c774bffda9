#include "app/view_model/elide.h"

#include <algorithm>
#include <vector>

namespace app {
namespace {

constexpr std::string_view kEllipsis = "…";

std::vector<std::size_t> boundaries(std::string_view text) {
  std::vector<std::size_t> starts;
  for (std::size_t at = 0; at < text.size(); at = next_code_point(text, at)) starts.push_back(at);
  starts.push_back(text.size());
  return starts;
}

// The longest shortened form that fits; `shorten(n)` keeps n code points.
template <typename Shorten>
std::string longest_fitting(std::size_t most_kept, float most, const MeasureText& measure,
                            Shorten shorten) {
  std::size_t fits = 0;
  std::size_t too_long = most_kept + 1;
  while (fits + 1 < too_long) {
    const std::size_t middle = (fits + too_long) / 2;
    (measure(shorten(middle)) <= most ? fits : too_long) = middle;
  }
  return shorten(fits);
}

}  // namespace

std::size_t next_code_point(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  std::size_t length = 1;
  if (lead >= 0xF0)
    length = 4;
  else if (lead >= 0xE0)
    length = 3;
  else if (lead >= 0xC0)
    length = 2;
  std::size_t end = at + 1;
  while (end < text.size() && end < at + length &&
         (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
    ++end;
  return end;
}

std::size_t code_points(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); at = next_code_point(text, at)) ++count;
  return count;
}

std::string elide_middle(std::string_view text, float most, const MeasureText& measure) {
  if (measure(text) <= most) return std::string(text);
  const std::vector<std::size_t> starts = boundaries(text);
  const std::size_t count = starts.size() - 1;
  return longest_fitting(count, most, measure, [&](std::size_t kept) {
    const std::size_t head = kept / 2;
    const std::size_t tail = kept - head;
    return std::string(text.substr(0, starts[head])) + std::string(kEllipsis) +
           std::string(text.substr(starts[count - tail]));
  });
}

std::string elide_end(std::string_view text, float most, const MeasureText& measure) {
  if (measure(text) <= most) return std::string(text);
  const std::vector<std::size_t> starts = boundaries(text);
  return longest_fitting(starts.size() - 1, most, measure, [&](std::size_t kept) {
    return std::string(text.substr(0, starts[kept])) + std::string(kEllipsis);
  });
}

std::string short_path(std::string_view path, std::string_view home) {
  const bool inside = !home.empty() && home != "/" && path.starts_with(home) &&
                      path.size() > home.size() && path[home.size()] == '/';
  return inside ? "~" + std::string(path.substr(home.size())) : std::string(path);
}

}  // namespace app
