#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "emulator/runtime/runtime.h"

namespace emulator {

// An immutable view of the newest log lines of all stages, in order of arrival.
class LogView {
 public:
  static constexpr std::size_t kChunk = 512;
  using Chunk = std::vector<LogLine>;

  std::size_t size() const { return size_; }
  const LogLine& operator[](std::size_t i) const {
    const std::size_t at = i + first_;
    return (*chunks_[at / kChunk])[at % kChunk];
  }
  std::uint64_t total() const { return total_; }  // ever seen

 private:
  friend class LogStore;
  std::vector<std::shared_ptr<const Chunk>> chunks_;
  std::size_t first_ = 0;
  std::size_t size_ = 0;
  std::uint64_t total_ = 0;
};

// The writing side. One thread (the engine's). Drops the oldest lines beyond `most_lines` and
// cuts lines longer than 64 KiB, visibly.
class LogStore {
 public:
  explicit LogStore(std::size_t most_lines = 100'000);
  void add(std::vector<LogLine> lines);
  void clear();
  std::shared_ptr<const LogView> view();

 private:
  std::size_t most_;
  std::vector<std::shared_ptr<LogView::Chunk>> chunks_;
  std::vector<bool> shared_;
  std::size_t first_ = 0;
  std::size_t size_ = 0;
  std::uint64_t total_ = 0;
  std::shared_ptr<const LogView> view_;
};

}  // namespace emulator
