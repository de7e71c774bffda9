#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string_view>

namespace emulator {

// A fixed-size byte buffer that is filled once, by the thread that made it, and then read by
// anybody. Its memory is not cleared first: a body is written exactly once.
class Bytes {
 public:
  Bytes() = default;
  explicit Bytes(std::size_t size)
      : data_(size == 0 ? nullptr : std::make_unique_for_overwrite<char[]>(size)), size_(size) {}
  explicit Bytes(std::string_view text) : Bytes(text.size()) {
    std::copy(text.begin(), text.end(), data_.get());
  }

  char* data() { return data_.get(); }
  std::size_t size() const { return size_; }
  std::string_view view() const { return {data_.get(), size_}; }
  // Forgets what stands behind the first `size` bytes (an answer that broke off).
  void truncate(std::size_t size) { size_ = std::min(size, size_); }

 private:
  std::unique_ptr<char[]> data_;
  std::size_t size_ = 0;
};

}  // namespace emulator
