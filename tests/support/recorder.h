#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <vector>

#include "emulator/runtime/stage_supervisor.h"

namespace emulator::test {

// How long a test waits for what must come; only a failing test ever waits this long.
inline constexpr std::chrono::seconds kSoon{60};

// Collects values from other threads; a test waits until what it expects is among them.
template <typename T>
class Recorder {
 public:
  void add(T value) {
    {
      const std::lock_guard lock(mutex_);
      values_.push_back(std::move(value));
    }
    changed_.notify_all();
  }
  std::vector<T> values() const {
    const std::lock_guard lock(mutex_);
    return values_;
  }
  // True as soon as `predicate` holds for one of the values from index `from` on.
  template <typename Predicate>
  bool wait_for(Predicate predicate, std::size_t from = 0) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, kSoon, [&] {
      return from < values_.size() &&
             std::any_of(values_.begin() + static_cast<std::ptrdiff_t>(from), values_.end(),
                         predicate);
    });
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<T> values_;
};

class LogRecorder {
 public:
  LogSink sink() {
    return [this](std::vector<LogLine> lines) {
      for (LogLine& line : lines) lines_.add(std::move(line));
    };
  }
  bool wait_for_text(const std::string& text) {
    return lines_.wait_for([&](const LogLine& line) { return line.text == text; });
  }
  // The rest of the first line that begins with `start`; waits for it.
  std::string rest_of(const std::string& start) {
    lines_.wait_for([&](const LogLine& line) { return line.text.starts_with(start); });
    for (const LogLine& line : lines_.values())
      if (line.text.starts_with(start)) return line.text.substr(start.size());
    return {};
  }
  std::vector<LogLine> lines() const { return lines_.values(); }
  std::vector<std::string> texts(LogStream stream) const {
    std::vector<std::string> texts;
    for (const LogLine& line : lines_.values())
      if (line.stream == stream) texts.push_back(line.text);
    return texts;
  }

 private:
  Recorder<LogLine> lines_;
};

}  // namespace emulator::test
