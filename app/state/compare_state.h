#pragma once

namespace app {

// Which two things are compared, and how that is looked at.
struct CompareState {};

}  // namespace app
