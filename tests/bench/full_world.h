#pragma once

#include <string>
#include <vector>

#include "tests/support/fake_snapshot.h"

namespace bench {

using namespace emulator;

inline constexpr int kInvocations = 100'000;
inline constexpr int kLogLines = 50'000;
inline constexpr int kLinesPerInvocation = 3;

// A busy engine's stores, growing by one invocation and its log lines a step.
class FullWorld {
 public:
  FullWorld() : fixed_(tests::busy_world().snapshot()) {
    for (int i = 0; i < kInvocations; ++i) add_invocation();
    for (int i = 0; i < kLogLines; ++i) add_lines(1);
  }

  void grow() {
    add_invocation();
    add_lines(kLinesPerInvocation);
  }

  SnapshotPtr snapshot() {
    auto now = std::make_shared<EngineSnapshot>(*fixed_);
    now->generation = ++generation_;
    now->trace = trace_.view();
    now->logs = logs_.view();
    return now;
  }

 private:
  void add_invocation() {
    auto fake = tests::abalone_invocation(++last_id_);
    if (last_id_ % 7 == 0) fake.status = 424;
    trace_.put(tests::fake_invocation(fake));
  }
  void add_lines(int count) {
    std::vector<LogLine> lines;
    for (int i = 0; i < count; ++i, ++lines_)
      lines.push_back({tests::stage_id(lines_ % 3 + 1), tests::fake_now(), LogStream::Out,
                       "POST /invocations 200 1.2KB 10.6ms request " + std::to_string(lines_)});
    logs_.add(std::move(lines));
  }

  SnapshotPtr fixed_;
  TraceStore trace_{kInvocations};
  LogStore logs_{std::size_t{kLogLines}};
  std::uint64_t last_id_ = 0;
  std::uint64_t lines_ = 0;
  std::uint64_t generation_ = 0;
};

}  // namespace bench
