#pragma once

#include <memory>
#include <mutex>
#include <utility>

namespace emulator {

// The newest immutable value of something, readable from any thread. Neither call ever waits
// longer than a pointer swap. (A mutex and not std::atomic<std::shared_ptr>: ThreadSanitizer
// cannot see through the latter.)
template <typename T>
class Published {
 public:
  explicit Published(std::shared_ptr<const T> first = nullptr) : current_(std::move(first)) {}

  std::shared_ptr<const T> get() const {
    const std::lock_guard lock(mutex_);
    return current_;
  }

  void set(std::shared_ptr<const T> next) {
    const std::lock_guard lock(mutex_);
    current_.swap(next);  // the previous value is released after the lock
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const T> current_;
};

}  // namespace emulator
