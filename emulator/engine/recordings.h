#pragma once

#include <functional>
#include <vector>

#include "emulator/base/result.h"
#include "emulator/model/stand_in.h"
#include "emulator/trace/trace_store.h"

// What the trace has to answer a stage from.
namespace emulator {

struct RecordedHop {
  InvocationId invocation;
  HopPtr hop;
};

// The newest answers that the stage gave itself, oldest first: no more than a thousand, nor many
// megabytes.
std::vector<RecordedHop> recorded_with(const TraceView& trace, StageId stage);

// With their bodies, wherever `load` gets them; those whose bodies are gone are left out. May read
// the disk.
FromRecordings recordings_of(
    const std::vector<RecordedHop>& hops,
    const std::function<Result<std::shared_ptr<const Bytes>>(const Body&)>& load);

}  // namespace emulator
