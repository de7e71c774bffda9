#pragma once

#include <filesystem>

namespace app {

// Where this program keeps what it remembers. Empty: nowhere, nothing is kept.
struct KeptFolders {
  std::filesystem::path config;  // what the user chose
  std::filesystem::path state;   // what can be forgotten: window, recent files, recovery

  std::filesystem::path settings() const { return config / "settings.json"; }
  std::filesystem::path window() const { return state / "window.json"; }
  std::filesystem::path recovery() const { return state / "recovery"; }
  explicit operator bool() const { return !config.empty() && !state.empty(); }
};

// The XDG folders: $XDG_CONFIG_HOME/hoplens and $XDG_STATE_HOME/hoplens, below the home folder
// where they are not set. A relative path in them counts as not set, as XDG says.
KeptFolders xdg_folders();
// $XDG_CACHE_HOME/hoplens, found in the same way: what can be made again at any time.
std::filesystem::path xdg_cache_folder();

}  // namespace app
