#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace emulator {

// A row of values in order of arrival, cut into chunks so that views of it are cheap.
//
//   chunks    [ . . x x ] [ x x x x ] [ x x _ _ ]      . dropped   x kept   _ free
//   first_ ------^                        end of what this view may read
//
// A view shares the chunks with the writer and with other views. The writer appends in place,
// into slots that no view reads; only replacing a value that a view may read copies its chunk.

// The reading side: immutable, safe from any thread.
template <typename T, std::size_t kChunkSize>
class ChunkedView {
 public:
  static constexpr std::size_t kChunk = kChunkSize;
  using Chunk = std::array<T, kChunkSize>;

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  const T& operator[](std::size_t i) const {
    const std::size_t at = i + first_;
    return (*chunks_[at / kChunk])[at % kChunk];
  }
  std::uint64_t total() const { return total_; }  // ever seen, also what was dropped or cleared
  // How many older ones made room for newer ones since the last clearing.
  std::uint64_t dropped() const { return dropped_; }

 private:
  template <typename, std::size_t>
  friend class ChunkedWriter;
  std::vector<std::shared_ptr<const Chunk>> chunks_;
  std::size_t first_ = 0;  // slots of the first chunk that are dropped already
  std::size_t size_ = 0;
  std::uint64_t total_ = 0;
  std::uint64_t dropped_ = 0;
};

// The writing side. One thread. Keeps the newest `most` values (at least one). What a dropped
// value holds is freed with its whole chunk, once no view has it any more.
template <typename T, std::size_t kChunkSize>
class ChunkedWriter {
 public:
  using View = ChunkedView<T, kChunkSize>;
  using Chunk = typename View::Chunk;

  explicit ChunkedWriter(std::size_t most) : most_(std::max<std::size_t>(most, 1)) {}

  std::size_t size() const { return size_; }
  bool full() const { return size_ == most_; }  // the next push drops the oldest
  const T& operator[](std::size_t i) const {
    const std::size_t at = i + first_;
    return (*chunks_[at / kChunkSize].values)[at % kChunkSize];
  }

  void push(T value) {
    const std::size_t at = first_ + size_;
    if (at == chunks_.size() * kChunkSize) chunks_.push_back({std::make_shared<Chunk>(), 0});
    (*chunks_[at / kChunkSize].values)[at % kChunkSize] = std::move(value);
    ++size_;
    ++total_;
    changed_ = true;
    if (size_ > most_) drop_oldest();
  }

  void replace(std::size_t i, T value) {
    const std::size_t at = i + first_;
    OwnedChunk& chunk = chunks_[at / kChunkSize];
    if (at % kChunkSize < chunk.handed_out) {
      chunk = {std::make_shared<Chunk>(*chunk.values), 0};
      ++copied_chunks_;
    }
    (*chunk.values)[at % kChunkSize] = std::move(value);
    changed_ = true;
  }

  void drop_oldest() {
    --size_;
    ++dropped_;
    changed_ = true;
    if (++first_ < kChunkSize) return;
    chunks_.erase(chunks_.begin());
    first_ = 0;
  }

  void clear() {
    chunks_.clear();
    first_ = 0;
    size_ = 0;
    dropped_ = 0;
    changed_ = true;
  }

  // True once after each change.
  bool take_changed() { return std::exchange(changed_, false); }

  // Everything kept, by sharing: from here on these slots are written only after a copy.
  View share() {
    View view;
    view.chunks_.reserve(chunks_.size());
    for (std::size_t c = 0; c < chunks_.size(); ++c) {
      chunks_[c].handed_out = std::min(first_ + size_ - c * kChunkSize, kChunkSize);
      view.chunks_.push_back(chunks_[c].values);
    }
    view.first_ = first_;
    view.size_ = size_;
    view.total_ = total_;
    view.dropped_ = dropped_;
    return view;
  }

  std::uint64_t copied_chunks() const { return copied_chunks_; }  // what replacing has cost

 private:
  struct OwnedChunk {
    std::shared_ptr<Chunk> values;
    std::size_t handed_out = 0;  // slots before this one may be read through a view
  };

  std::size_t most_;
  std::vector<OwnedChunk> chunks_;
  std::size_t first_ = 0;
  std::size_t size_ = 0;
  std::uint64_t total_ = 0;
  std::uint64_t dropped_ = 0;
  std::uint64_t copied_chunks_ = 0;
  bool changed_ = false;
};

}  // namespace emulator
