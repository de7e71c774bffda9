#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// A Dockerfile as text, as far as it has to be understood before an engine reads it. Pure.
namespace emulator {

// What of a Dockerfile only BuildKit can do.
struct BuildKitNeed {
  int line = 0;      // from 1
  std::string what;  // "RUN --mount", "a heredoc"
};
// The first such thing; nothing where the classic builder does it all.
std::optional<BuildKitNeed> find_buildkit_need(std::string_view dockerfile);

// The images that it begins with or copies from, each once; without "scratch", its own stages, and
// names that hold a variable whose value does not stand in it.
std::vector<std::string> base_images(std::string_view dockerfile);

}  // namespace emulator
