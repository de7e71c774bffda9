#pragma once

#include <filesystem>
#include <span>
#include <string_view>

#include "emulator/base/result.h"
#include "emulator/codec/recordings/recording_source.h"

namespace emulator {

// What recordings can be written as, beside sessions: one row serves menus, the command line and
// tests.
struct RecordingFormat {
  std::string_view id;      // "har"
  std::string_view title;   // "HAR"
  std::string_view ending;  // ".har"
  Result<void> (*write)(const RecordingSource& source, const TextSink& sink);
};
std::span<const RecordingFormat> recording_formats();
// Null for none of that id.
const RecordingFormat* recording_format(std::string_view id);

// Atomic: a temporary file, then a rename.
[[nodiscard]] Result<void> write_recording(const RecordingFormat& format,
                                           const RecordingSource& source,
                                           const std::filesystem::path& file);

}  // namespace emulator
