#include "emulator/codec/recordings/recording_formats.h"

#include <algorithm>
#include <array>

#include "emulator/base/atomic_file.h"
#include "emulator/codec/recordings/har.h"
#include "emulator/codec/recordings/traces.h"

namespace emulator {
namespace {

constexpr std::array kFormats = {
    RecordingFormat{"har", "HAR", ".har", write_har},
    RecordingFormat{"otlp", "OTLP traces", ".otlp.json", write_otlp},
    RecordingFormat{"chrome-trace", "Chrome trace", ".trace.json", write_chrome_trace},
};

}  // namespace

std::span<const RecordingFormat> recording_formats() { return kFormats; }

const RecordingFormat* recording_format(std::string_view id) {
  const auto found = std::ranges::find(kFormats, id, &RecordingFormat::id);
  return found == kFormats.end() ? nullptr : &*found;
}

Result<void> write_recording(const RecordingFormat& format, const RecordingSource& source,
                             const std::filesystem::path& file) {
  auto out = AtomicFile::begin(file);
  if (!out) return fail(out.error());
  const auto written =
      format.write(source, [&out](std::string_view text) { return out->write(text); });
  return written ? out->commit() : written;
}

}  // namespace emulator
