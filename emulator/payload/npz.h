#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "emulator/payload/npy.h"

namespace emulator {

struct NpzLimits {
  std::size_t entries = 1'000;
  std::uint64_t bytes = 512'000'000;  // unpacked, all together
};

// One array of an archive. What is no array says why.
struct NpzEntry {
  std::string name;   // without ".npy"
  std::string bytes;  // the whole .npy file
  Result<NpyArray> array;
};

bool is_zip(std::string_view bytes);

// All entries, unpacked in memory; a name is only a name. Errors: not a zip archive, broken at an
// entry, or beyond the limits. Not for the UI thread.
Result<std::vector<NpzEntry>> parse_npz(std::string_view bytes, const NpzLimits& limits = {});

}  // namespace emulator
