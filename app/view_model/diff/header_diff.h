#pragma once

#include <optional>
#include <string>
#include <vector>

#include "emulator/model/http_message.h"

namespace app {

struct HeaderDiffRow {
  std::string name;  // as spelled last
  std::optional<std::string> before, after;
  bool passing = false;  // differs from message to message, or follows from the body: no difference
  bool same() const { return before == after; }
  bool operator==(const HeaderDiffRow&) const = default;
};

// Names without case. The order counts for nothing, but is told.
struct HeaderDiff {
  std::vector<HeaderDiffRow> rows;  // in the order of what is now; what went comes last
  bool order_differs = false;
  std::size_t differences() const;  // passing ones aside
};

HeaderDiff diff_headers(const emulator::Headers& before, const emulator::Headers& after);

// "header Accept", "headers Accept and Server", "4 headers"; "" where none differs.
std::string header_differences_text(const HeaderDiff& diff);

}  // namespace app
