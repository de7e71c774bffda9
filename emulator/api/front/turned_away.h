#pragma once

#include <deque>
#include <string>
#include <vector>

#include <poll.h>

#include "emulator/base/clock.h"
#include "emulator/model/http_message.h"
#include "emulator/serving/socket.h"

namespace emulator {

// Connections that nobody serves: each gets its answer at once and is kept a moment longer, so that
// the client reads that answer and not a reset. Never blocks. One thread.
class TurnedAway {
 public:
  void add(Socket socket, const HttpResponse& answer);

  void watch(std::vector<pollfd>& descriptors) const;  // adds what is to be polled
  SteadyTime next_deadline() const;                    // when drain() has something to do anyway
  void drain();  // reads what they sent; lets go of those that are done or late

 private:
  struct Entry {
    Socket socket;
    SteadyTime until;
  };
  std::deque<Entry> entries_;  // oldest first
};

}  // namespace emulator
