#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

#include "app/errands/errand.h"

namespace app {

// Runs errands on two threads of its own: one that hangs in a dead folder leaves the other to the
// rest. submit() and take_finished() are safe from any thread and never wait for work. The
// destructor drops what has not begun and waits for what has.
class ErrandRunner {
 public:
  // `wake` is called from a thread of the runner after each errand; it must return at once.
  explicit ErrandRunner(std::function<void()> wake);
  ~ErrandRunner();
  ErrandRunner(const ErrandRunner&) = delete;
  ErrandRunner& operator=(const ErrandRunner&) = delete;

  void submit(Errand errand);
  // In the order in which they ended.
  std::vector<AfterErrand> take_finished();
  std::uint64_t finished_count() const { return finished_count_.load(); }

 private:
  void run(const std::stop_token& stop);

  std::function<void()> wake_;
  std::mutex mutex_;
  std::condition_variable_any news_;
  std::deque<Errand> waiting_;
  std::vector<AfterErrand> finished_;
  std::atomic<std::uint64_t> finished_count_ = 0;
  std::vector<std::jthread> threads_;
};

}  // namespace app
