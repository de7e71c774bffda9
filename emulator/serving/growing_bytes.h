#pragma once

#include <cstddef>
#include <string_view>

#include "emulator/base/bytes.h"

namespace emulator {

// Bytes that grow towards a size that may be known only in the end.
class GrowingBytes {
 public:
  std::size_t size() const { return size_; }
  char* end() { return storage_.data() + size_; }
  std::size_t free() const { return storage_.size() - size_; }
  void reserve(std::size_t capacity);  // exactly that many, keeping what is there
  void make_room(std::size_t bytes);   // at least that many free, growing by doubling
  void advance(std::size_t bytes) { size_ += bytes; }
  void append(std::string_view bytes);
  // What was filled, in memory of exactly that size; begins anew.
  Bytes take();

 private:
  Bytes storage_;
  std::size_t size_ = 0;
};

}  // namespace emulator
