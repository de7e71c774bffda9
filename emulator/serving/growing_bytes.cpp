#include "emulator/serving/growing_bytes.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace emulator {

void GrowingBytes::reserve(std::size_t capacity) {
  Bytes larger(capacity);
  if (size_ > 0) std::memcpy(larger.data(), storage_.data(), size_);
  storage_ = std::move(larger);
}

void GrowingBytes::make_room(std::size_t bytes) {
  if (free() < bytes) reserve(std::max(size_ + bytes, 2 * storage_.size()));
}

void GrowingBytes::append(std::string_view bytes) {
  make_room(bytes.size());
  std::copy(bytes.begin(), bytes.end(), end());
  advance(bytes.size());
}

Bytes GrowingBytes::take() {
  if (size_ != storage_.size()) reserve(size_);
  size_ = 0;
  return std::exchange(storage_, Bytes());
}

}  // namespace emulator
