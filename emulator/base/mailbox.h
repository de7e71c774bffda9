#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <utility>
#include <vector>

namespace emulator {

// A queue with many writers and one reader. The reader swaps the whole queue out under the lock
// and works on it outside, so a writer never waits for work to be done.
template <typename T>
class Mailbox {
 public:
  // False once the mailbox is closed; the item is dropped then.
  bool post(T item) {
    {
      const std::lock_guard lock(mutex_);
      if (closed_) return false;
      items_.push_back(std::move(item));
    }
    ready_.notify_one();
    return true;
  }

  // Everything posted so far; waits until there is something, `deadline` passes or it is closed.
  std::vector<T> take_all(std::chrono::steady_clock::time_point deadline) {
    std::unique_lock lock(mutex_);
    ready_.wait_until(lock, deadline, [this] { return closed_ || !items_.empty(); });
    return std::exchange(items_, {});
  }

  bool empty() const {
    const std::lock_guard lock(mutex_);
    return items_.empty();
  }

  void close() {
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
    }
    ready_.notify_all();
  }

  bool closed() const {
    const std::lock_guard lock(mutex_);
    return closed_;
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable ready_;
  std::vector<T> items_;
  bool closed_ = false;
};

}  // namespace emulator
