#pragma once

namespace app {

// What the screen remembers about the history sent again and about orders tried.
struct RunsState {};

}  // namespace app
