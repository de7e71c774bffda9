#pragma once

namespace app {

// Makes a sleeping window look at its host again. Any thread, at any time: without a window, or
// after it is gone, it does nothing. Not for signal handlers.
void wake();

}  // namespace app
