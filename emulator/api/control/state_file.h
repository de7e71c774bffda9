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

// One file that always holds the newest text it was given. Safe from any thread.
class StateFile {
 public:
  explicit StateFile(std::filesystem::path file);
  ~StateFile();  // writes what is still to be written
  StateFile(const StateFile&) = delete;
  StateFile& operator=(const StateFile&) = delete;

  // Texts with a lower number than one that was written are not written any more. write_now()
  // returns when the disk has it; write_soon() at once.
  void write_now(std::uint64_t number, const std::string& text);
  void write_soon(std::uint64_t number, std::string text);

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
  std::uint64_t written_ = 0;
  std::optional<Error> error_;
  Mailbox<Waiting> waiting_;
  std::jthread writer_;
};

}  // namespace emulator
