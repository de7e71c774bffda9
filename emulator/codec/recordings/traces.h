#pragma once

#include "emulator/base/result.h"
#include "emulator/codec/recordings/recording_source.h"

namespace emulator {

// OTLP/JSON (opentelemetry-proto's TracesData): a trace for each invocation, a SERVER span for the
// whole and a CLIENT span for each hop, with the attributes of the HTTP semantic conventions. No
// bodies. Only content types of the headers.
[[nodiscard]] Result<void> write_otlp(const RecordingSource& source, const TextSink& sink);

// Chrome's trace event format, for chrome://tracing and Perfetto: a process for each model, a
// thread for each stage, and one more of each where invocations overlap.
[[nodiscard]] Result<void> write_chrome_trace(const RecordingSource& source, const TextSink& sink);

}  // namespace emulator
