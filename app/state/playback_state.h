#pragma once

namespace app {

// A recorded invocation that is shown in slow motion.
struct PlaybackState {};

}  // namespace app
