#pragma once

#include <functional>

namespace app {

struct ActionContext;

// What an errand brought back: called once on the UI thread at the start of a frame, where it may
// change AppState and wish for more.
using AfterErrand = std::function<void(const ActionContext&)>;

// Work that may wait (files, large bodies), done on another thread so that no frame does. `work`
// is handed everything it needs by value, looks at nothing else and throws nothing.
struct Errand {
  std::function<AfterErrand()> work;
};

}  // namespace app
