#include "emulator/base/line_splitter.h"

#include <algorithm>
#include <utility>

namespace emulator {

void LineSplitter::feed(std::string_view bytes, const Emit& emit) {
  while (!bytes.empty()) {
    const std::size_t line_end = bytes.find('\n');
    const std::size_t room = kLongestLine - partial_.size();
    const std::size_t taken = std::min({line_end, bytes.size(), room});
    partial_ += bytes.substr(0, taken);
    bytes.remove_prefix(taken);
    const bool ended = !bytes.empty() && bytes.front() == '\n';
    // A full line waits for what is next: that may be its end.
    if (!ended && (partial_.size() < kLongestLine || bytes.empty())) continue;
    if (ended) bytes.remove_prefix(1);
    if (ended && partial_.ends_with('\r')) partial_.pop_back();
    emit(std::exchange(partial_, {}));
  }
}

void LineSplitter::finish(const Emit& emit) {
  if (!partial_.empty()) emit(std::exchange(partial_, {}));
}

}  // namespace emulator
