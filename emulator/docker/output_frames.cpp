#include "emulator/docker/output_frames.h"

#include <algorithm>

namespace emulator {
namespace {

constexpr std::size_t kHead = 8;
constexpr char kStderr = 2;

std::size_t size_in(std::string_view head) {
  std::size_t size = 0;
  for (const char c : head.substr(4)) size = size << 8 | static_cast<unsigned char>(c);
  return size;
}

}  // namespace

void OutputFrames::feed(std::string_view bytes) {
  while (!bytes.empty()) {
    if (left_ > 0) {
      const std::string_view piece = bytes.substr(0, std::min(left_, bytes.size()));
      take_(is_stderr_, piece);
      left_ -= piece.size();
      bytes.remove_prefix(piece.size());
      continue;
    }
    const std::size_t wanted = std::min(kHead - head_.size(), bytes.size());
    head_.append(bytes.substr(0, wanted));
    bytes.remove_prefix(wanted);
    if (head_.size() < kHead) return;
    is_stderr_ = head_.front() == kStderr;
    left_ = size_in(head_);
    head_.clear();
  }
}

}  // namespace emulator
