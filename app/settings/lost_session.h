#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "app/settings/owned_file.h"

namespace app {

// How the journals of recordings are called (see app/session_journal.h).
inline constexpr const char* kJournalEnding = ".hoplens-session";

// What a window had recorded when it was killed.
struct LostSession {
  std::shared_ptr<LostFile> file;
  emulator::WallTime written;
  std::uint64_t bytes = 0;
};

// The newest first. Waits for the disk.
std::vector<std::shared_ptr<LostSession>> find_lost_sessions(const std::filesystem::path& folder);

}  // namespace app
