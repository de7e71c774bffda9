#pragma once

namespace app {

// A session or a recording on its way to or from a file.
struct ShareState {};

}  // namespace app
