#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace app {

// "Saving wine.har · 45 %"; "Saving wine.har…" where nobody knows how much there is. Never 100 %:
// what is done is told otherwise.
std::string progress_text(std::string_view what, std::uint64_t done, std::uint64_t total);
// From 0 to 1.
float progress_share(std::uint64_t done, std::uint64_t total);

}  // namespace app
