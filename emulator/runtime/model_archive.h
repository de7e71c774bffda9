#pragma once

#include <cstdint>
#include <filesystem>
#include <stop_token>

#include "emulator/base/result.h"

namespace emulator {

struct ArchiveLimits {
  std::uint64_t total_bytes = 20'000'000'000;
  std::uint64_t entries = 200'000;
};

// Unpacks a model.tar.gz below `into`, which must exist. Refuses absolute paths, "..", links
// (contract 2.15), devices, and anything beyond the limits; nothing is written outside `into`.
// On error, and when stop is requested on `cancel`, what was unpacked is removed.
[[nodiscard]] Result<void> unpack_model_archive(const std::filesystem::path& archive,
                                                const std::filesystem::path& into,
                                                const ArchiveLimits& limits = {},
                                                std::stop_token cancel = {});

}  // namespace emulator
