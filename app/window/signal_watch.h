#pragma once

#include <array>
#include <atomic>
#include <functional>
#include <thread>

namespace app {

// Turns SIGINT and SIGTERM into a call on a thread of its own, for as long as it lives; then the
// handlers from before are back. A second signal ends the program at once. One at a time.
class SignalWatch {
 public:
  explicit SignalWatch(std::function<void()> on_signal);
  ~SignalWatch();
  SignalWatch(const SignalWatch&) = delete;
  SignalWatch& operator=(const SignalWatch&) = delete;

  int signal() const { return signal_.load(); }  // 0: none yet

 private:
  void watch();

  std::function<void()> on_signal_;
  std::atomic<int> signal_ = 0;
  std::array<int, 2> pipe_{-1, -1};
  std::jthread thread_;
};

}  // namespace app
