#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "app/settings/settings.h"
#include "app/settings/window_memory.h"
#include "emulator/base/result.h"

// settings.json and window.json. Reading forgives: what is missing or makes no sense is the
// default; a file that is no JSON at all is set aside under another name, which is said.
// All of this waits for the disk.
namespace app {

template <typename T>
struct Kept {
  T value;
  std::optional<emulator::Error> problem;  // why it is not what was written there
};

Kept<Settings> read_settings(const std::filesystem::path& file);
Kept<WindowMemory> read_window_memory(const std::filesystem::path& file);

// Writes atomically and makes the folder where there is none.
[[nodiscard]] emulator::Result<void> write_settings(const Settings& settings,
                                                    const std::filesystem::path& file);
[[nodiscard]] emulator::Result<void> write_window_memory(const WindowMemory& memory,
                                                         const std::filesystem::path& file);

}  // namespace app
