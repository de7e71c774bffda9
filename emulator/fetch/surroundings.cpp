#include "emulator/fetch/surroundings.h"

#include <cstdlib>
#include <vector>

#include <pwd.h>
#include <unistd.h>

namespace emulator {
namespace fs = std::filesystem;
namespace {

std::optional<std::string> own_variable(const std::string& name) {
  const char* const value = std::getenv(name.c_str());
  if (value == nullptr) return std::nullopt;
  return value;
}

fs::path home_folder() {
  if (const auto home = own_variable("HOME"); home && !home->empty()) return *home;
  std::vector<char> memory(16 * 1024);
  passwd entry{};
  passwd* found = nullptr;
  getpwuid_r(geteuid(), &entry, memory.data(), memory.size(), &found);
  return found == nullptr ? "/" : found->pw_dir;
}

}  // namespace

FetchSurroundings fetch_surroundings() {
  FetchSurroundings out;
  out.variable = own_variable;
  out.home = home_folder();
  // The XDG rules: a path that is not absolute counts for nothing.
  const fs::path cache = out.text("XDG_CACHE_HOME");
  out.cache = (cache.is_absolute() ? cache : out.home / ".cache") / "hoplens" / "model-data";
  return out;
}

}  // namespace emulator
