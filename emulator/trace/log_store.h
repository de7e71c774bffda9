#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "emulator/model/log_line.h"
#include "emulator/trace/chunked.h"

namespace emulator {

// An immutable view of the newest log lines of all stages, in order of arrival.
class LogView : public ChunkedView<LogLine, 512> {
 public:
  LogView() = default;
  explicit LogView(ChunkedView kept) : ChunkedView(std::move(kept)) {}
};

struct LogLimits {
  std::size_t lines = 100'000;
  std::size_t text_bytes = 128'000'000;  // of all lines together
  std::size_t line_bytes = 64 * 1024;    // of one line; the rest is cut off, visibly
};

// The writing side. One thread (the engine's). Drops the oldest lines beyond the limits.
class LogStore {
 public:
  explicit LogStore(LogLimits limits = {}) : limits_(limits), kept_(limits.lines) {}
  explicit LogStore(std::size_t most_lines) : LogStore(LogLimits{.lines = most_lines}) {}

  void add(std::vector<LogLine> lines);
  void clear();
  std::shared_ptr<const LogView> view();  // never null; the same pointer when nothing changed

 private:
  void add_line(LogLine line);

  LogLimits limits_;
  ChunkedWriter<LogLine, LogView::kChunk> kept_;
  std::size_t text_bytes_ = 0;
  std::shared_ptr<const LogView> view_ = std::make_shared<const LogView>();
};

}  // namespace emulator
