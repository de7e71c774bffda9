#pragma once

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "emulator/base/mailbox.h"
#include "emulator/base/result.h"

namespace emulator {

// One file that soon holds the newest text it was given; a slow disk keeps nobody waiting. Safe
// from any thread.
class StateFile {
 public:
  explicit StateFile(std::filesystem::path file);
  ~StateFile();  // finish()
  StateFile(const StateFile&) = delete;
  StateFile& operator=(const StateFile&) = delete;

  // Of several that wait, the one with the highest number is written, and none after it that has
  // a lower one.
  void write(std::uint64_t number, std::string text);
  // Returns when the disk has what was given before; nothing is taken any more.
  void finish();

  // Why the last writing failed.
  std::optional<Error> error() const;

 private:
  struct Waiting {
    std::uint64_t number = 0;
    std::string text;
  };
  void write_what_waits();

  const std::filesystem::path file_;
  mutable std::mutex mutex_;
  std::optional<Error> error_;
  Mailbox<Waiting> waiting_;
  std::jthread writer_;
};

}  // namespace emulator
