#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace emulator {

// What of a Dockerfile only BuildKit can do.
struct BuildKitNeed {
  int line = 0;      // from 1
  std::string what;  // "RUN --mount", "a heredoc"
};
// The first such thing; nothing where the classic builder does it all. Pure.
std::optional<BuildKitNeed> find_buildkit_need(std::string_view dockerfile);

}  // namespace emulator
