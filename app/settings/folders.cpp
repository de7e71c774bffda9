#include "app/settings/folders.h"

#include <cstdlib>

namespace app {
namespace {

namespace fs = std::filesystem;

fs::path absolute_in(const char* variable) {
  const char* value = std::getenv(variable);
  const fs::path path = value == nullptr ? "" : value;
  return path.is_absolute() ? path : fs::path{};
}

fs::path folder(const char* variable, const char* below_home) {
  if (const fs::path set = absolute_in(variable); !set.empty()) return set / "hoplens";
  const fs::path home = absolute_in("HOME");
  return home.empty() ? fs::path{} : home / below_home / "hoplens";
}

}  // namespace

KeptFolders xdg_folders() {
  return {folder("XDG_CONFIG_HOME", ".config"), folder("XDG_STATE_HOME", ".local/state")};
}

fs::path xdg_cache_folder() { return folder("XDG_CACHE_HOME", ".cache"); }

}  // namespace app
