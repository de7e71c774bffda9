#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

#include "emulator/base/result.h"
#include "emulator/model/body.h"

namespace emulator {

struct BodyLimits {
  std::uint64_t memory_bytes = 512'000'000;
  std::uint64_t disk_bytes = 2'000'000'000;
};

struct BodyUsage {
  std::uint64_t memory_bytes = 0;
  std::uint64_t disk_bytes = 0;
  std::uint64_t not_kept = 0;  // bodies let go of
};

// Keeps recorded bodies within bounds: the oldest move from memory to disk, then are not kept.
// add() only notes the body; moving happens on a thread of its own, so nobody waits for a disk.
// The folder is readable by the user alone and is removed in the destructor.
class BodyStore {
 public:
  // `folder` empty: one below the user's runtime or cache folder.
  explicit BodyStore(BodyLimits limits, std::filesystem::path folder = {});
  ~BodyStore();
  BodyStore(const BodyStore&) = delete;
  BodyStore& operator=(const BodyStore&) = delete;

  void add(BodyPtr body);  // thread-safe; adding a body twice counts once
  // The content wherever it is; reads the disk, so never from the hop path or the UI thread.
  // Error when it is not kept any more.
  Result<std::shared_ptr<const Bytes>> load(const Body& body) const;
  BodyUsage usage() const;
  void set_limits(BodyLimits limits);
  void clear();   // wipes memory and disk; bodies become NotKept
  void settle();  // waits until nothing is left to move (tests)

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace emulator
