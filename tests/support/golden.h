#pragma once

#include <string>
#include <string_view>

#include <catch2/catch_test_macros.hpp>

namespace tests {

struct GoldenOutcome {
  bool same = false;
  std::string report;  // a diff, and where the actual text was left
};

// Compares with tests/golden/<name>.golden. With UPDATE_GOLDEN=1 in the environment the file is
// written instead. A mismatch leaves golden/<name>.actual in the build folder.
GoldenOutcome compare_golden(std::string_view text, std::string_view name);

// Lines of both, "-" only in `expected`, "+" only in `actual`, two lines around each change.
std::string line_diff(std::string_view expected, std::string_view actual);

}  // namespace tests

#define CHECK_GOLDEN_TEXT(text, name)                                              \
  do {                                                                             \
    const tests::GoldenOutcome golden_outcome = tests::compare_golden(text, name); \
    INFO(golden_outcome.report);                                                   \
    CHECK(golden_outcome.same);                                                    \
  } while (false)
