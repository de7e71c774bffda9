#pragma once

#include <string>
#include <vector>

#include "app/view_model/humanise.h"

namespace app {

// One line of the invocation list.
struct InvocationRow {
  StatusWords status;
  std::string id;        // "127"
  std::string name;      // of the request; may be empty
  std::string duration;  // "101 ms"; elapsed time while it runs
  std::string time;      // local time of day of receipt
  std::string
      caller;  // "abalone/AllTraffic, Boto3/1.37.9"; the request's name where it was sent here
  bool held = false;  // it waits for the user: for whoever knows that to say
};
InvocationRow invocation_row(const emulator::Invocation& invocation, emulator::WallTime now);

// What the pointer on a row tells: "2 min ago, 22:05:11.482", "101.243 ms", …
std::vector<std::string> invocation_details(const emulator::Invocation& invocation,
                                            emulator::WallTime now);

}  // namespace app
