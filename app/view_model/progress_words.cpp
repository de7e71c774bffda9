#include "app/view_model/progress_words.h"

#include <algorithm>

namespace app {

std::string progress_text(std::string_view what, std::uint64_t done, std::uint64_t total) {
  if (total == 0) return std::string(what) + "…";
  const int percent = std::min(99, static_cast<int>(progress_share(done, total) * 100));
  return std::string(what) + " · " + std::to_string(percent) + " %";
}

float progress_share(std::uint64_t done, std::uint64_t total) {
  if (total == 0) return 0;
  return static_cast<float>(static_cast<double>(std::min(done, total)) /
                            static_cast<double>(total));
}

}  // namespace app
