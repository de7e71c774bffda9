#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>

#include "emulator/engine/engine.h"

namespace test {

// Waits on an engine's snapshots without polling.
class EngineWatch {
 public:
  explicit EngineWatch(emulator::Engine& engine) : engine_(engine) {
    engine_.set_wake_hook([this] {
      const std::lock_guard lock(mutex_);
      ++wakes_;
      changed_.notify_all();
    });
  }
  ~EngineWatch() { engine_.set_wake_hook(nullptr); }
  EngineWatch(const EngineWatch&) = delete;
  EngineWatch& operator=(const EngineWatch&) = delete;

  // The first snapshot for which it holds, or null after twenty seconds.
  emulator::SnapshotPtr until(const std::function<bool(const emulator::EngineSnapshot&)>& holds) {
    std::unique_lock lock(mutex_);
    emulator::SnapshotPtr found;
    changed_.wait_for(lock, std::chrono::seconds(20), [&] {
      auto now = engine_.snapshot();
      if (!holds(*now)) return false;
      found = std::move(now);
      return true;
    });
    return found;
  }

  int wakes() const {
    const std::lock_guard lock(mutex_);
    return wakes_;
  }

 private:
  emulator::Engine& engine_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  int wakes_ = 0;
};

}  // namespace test
