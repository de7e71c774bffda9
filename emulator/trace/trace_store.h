#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "emulator/model/invocation.h"

namespace emulator {

// An immutable view of all invocations kept, oldest first. Chunks are shared between views, so
// publishing 100,000 invocations copies a few hundred pointers.
class TraceView {
 public:
  static constexpr std::size_t kChunk = 256;
  using Chunk = std::vector<InvocationPtr>;

  std::size_t size() const { return size_; }
  const InvocationPtr& operator[](std::size_t i) const {
    const std::size_t at = i + first_;
    return (*chunks_[at / kChunk])[at % kChunk];
  }
  // The invocation of that id, or null.
  InvocationPtr find(InvocationId id) const;
  std::uint64_t total() const { return total_; }  // ever seen, those dropped included

 private:
  friend class TraceStore;
  std::vector<std::shared_ptr<const Chunk>> chunks_;
  std::size_t first_ = 0;  // entries of the first chunk that are dropped already
  std::size_t size_ = 0;
  std::uint64_t total_ = 0;
};

// The writing side. One thread (the engine's).
class TraceStore {
 public:
  explicit TraceStore(std::size_t most_invocations = 100'000);
  void put(InvocationPtr invocation);  // adds, or replaces the one of the same id
  void clear();
  std::shared_ptr<const TraceView> view();  // the same pointer when nothing changed

 private:
  std::size_t most_;
  std::vector<std::shared_ptr<TraceView::Chunk>> chunks_;
  std::vector<bool> shared_;  // chunk was handed out in a view: copy before writing
  std::size_t first_ = 0;
  std::size_t size_ = 0;
  std::uint64_t total_ = 0;
  std::shared_ptr<const TraceView> view_;
};

}  // namespace emulator
