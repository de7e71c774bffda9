#pragma once

#include <condition_variable>
#include <mutex>
#include <utility>

#include "emulator/engine/engine.h"

namespace bench {

// An engine whose snapshots can be waited for, as a front end does: woken by its hook.
class EngineHost {
 public:
  explicit EngineHost(emulator::EngineOptions options) : engine_(std::move(options)) {
    engine_.set_wake_hook([this] {
      const std::lock_guard lock(mutex_);
      ++wakes_;
      woken_.notify_all();
    });
  }
  ~EngineHost() { engine_.set_wake_hook(nullptr); }
  EngineHost(const EngineHost&) = delete;
  EngineHost& operator=(const EngineHost&) = delete;

  emulator::Engine& engine() { return engine_; }

  // The first snapshot of which `wanted` is true. Any one thread at a time.
  template <typename Wanted>
  emulator::SnapshotPtr wait(Wanted wanted) {
    for (;;) {
      std::uint64_t seen = 0;
      {
        const std::lock_guard lock(mutex_);
        seen = wakes_;
      }
      if (auto now = engine_.snapshot(); wanted(*now)) return now;
      std::unique_lock lock(mutex_);
      woken_.wait(lock, [&] { return wakes_ != seen; });
    }
  }

 private:
  std::mutex mutex_;
  std::condition_variable woken_;
  std::uint64_t wakes_ = 0;
  emulator::Engine engine_;  // goes first: its thread calls the hook
};

}  // namespace bench
