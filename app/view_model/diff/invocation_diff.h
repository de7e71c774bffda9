#pragma once

#include <string>
#include <vector>

#include "app/view_model/diff/message_diff.h"
#include "app/view_model/humanise.h"
#include "emulator/model/invocation.h"

// Two invocations, hop by hop.
namespace app {

struct HopSide {
  int hop = 0;          // 1-based in its route; 0: the stage is not in it
  bool called = false;  // the chain came as far
  StatusWords status;   // of a hop that was called
  std::string sizes;    // "1.2 KB ▸ 3.4 KB"
  emulator::Nanoseconds duration{0};
};

struct MessageVerdict {
  bool differs = false;
  std::string text;  // "same", "body: 3 of 120 values", "not called"
  bool operator==(const MessageVerdict&) const = default;
};

struct HopComparison {
  std::string stage;
  HopSide before, after;
  bool moved = false;  // it stands elsewhere among the stages of both
  MessageVerdict request, response;
  bool differs() const { return moved || request.differs || response.differs; }
};

struct InvocationComparison {
  std::vector<HopComparison> hops;   // in the order of `before`; what only `after` has at its place
  MessageVerdict request, response;  // the client's
  // "same", "status 200 → 424", "differs at hop 2 response body: 3 of 120 values"
  std::string summary;
  bool differs = false;
};

InvocationComparison compare_invocations(const emulator::Invocation& before,
                                         const emulator::Invocation& after,
                                         const Tolerance& tolerance, const FindContent& content);

// "+3.2 ms (+26 %)", "−12 ms (−40 %)", "±0"; how much longer `after` took.
std::string latency_change_text(emulator::Nanoseconds before, emulator::Nanoseconds after);

// The table as text, tabs between.
std::string comparison_as_text(const InvocationComparison& comparison);

}  // namespace app
