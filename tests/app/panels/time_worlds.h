#pragma once

#include "tests/support/fake_snapshot.h"

namespace tests {

// Forty invocations that overlap; some failed, one was mocked.
FakeWorld burst_world();
// The last invocation was held before its model for 60 ms, and its postprocess is a recording.
FakeWorld held_world();

}  // namespace tests
