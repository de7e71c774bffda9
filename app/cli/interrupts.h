#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <thread>

namespace app::cli {

// Turns SIGINT and SIGTERM into something that can be waited for, for as long as it lives. One
// at a time in a process; made and destroyed on the main thread.
//
// While nobody listens there is nothing to put in order, and the first signal ends the program.
// While somebody does, the first two are theirs: stop in good order, then no more patience. A
// third one, or a second that brought no end soon, ends the program at once (the guardian then
// kills every stage that is left).
class Interrupts {
 public:
  Interrupts();
  ~Interrupts();
  Interrupts(const Interrupts&) = delete;
  Interrupts& operator=(const Interrupts&) = delete;

  // Called for each signal with how many there have been, from a thread of its own. One listener
  // an owner; null: it listens no more, and is not running when this returns.
  using Listener = std::function<void(int count)>;
  void listen(const void* owner, Listener listener);

  int count() const;      // signals so far
  int signal() const;     // the first one; 0 while there was none
  int exit_code() const;  // 130 or 143; 0 while there was none

 private:
  void watch();
  void handle(int signal);

  mutable std::mutex mutex_;
  std::map<const void*, Listener> listeners_;
  int count_ = 0;
  int first_ = 0;
  int read_end_ = -1;
  std::jthread watcher_;
};

}  // namespace app::cli
