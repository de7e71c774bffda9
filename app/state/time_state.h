#pragma once

namespace app {

// How the time axis and the latency figures are looked at.
struct TimeState {};

}  // namespace app
