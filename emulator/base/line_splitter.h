#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace emulator {

// Cuts a stream of bytes into lines. Lines longer than `kLongestLine` come in pieces.
class LineSplitter {
 public:
  static constexpr std::size_t kLongestLine = 64 * 1024;
  using Emit = std::function<void(std::string)>;

  void feed(std::string_view bytes, const Emit& emit);
  void finish(const Emit& emit);  // what stands behind the last line end, if anything

 private:
  std::string partial_;
};

}  // namespace emulator
