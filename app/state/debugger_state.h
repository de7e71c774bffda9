#pragma once

namespace app {

// What the screen remembers about invocations that are held, and about mocks and faults.
struct DebuggerState {};

}  // namespace app
