#pragma once

#include <string_view>
#include <vector>

#include "emulator/base/result.h"
#include "emulator/codec/recordings/recording_source.h"

namespace emulator {

// HAR 1.2: one page for each invocation, one entry for each hop. What HAR has no member for stands
// in `_hoplens`, so that reading brings invocations back; an answer that is not the container's own
// says so in the comments too.
[[nodiscard]] Result<void> write_har(const RecordingSource& source, const TextSink& sink);

// Pages of ours come back as they were; each entry of anybody else's HAR is an invocation of one
// hop. `name` stands for the file in messages. Errors name the line and the JSON pointer.
[[nodiscard]] Result<std::vector<InvocationPtr>> read_har(std::string_view text,
                                                          std::string_view name);

}  // namespace emulator
