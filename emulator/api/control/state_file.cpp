#include "emulator/api/control/state_file.h"

#include "emulator/base/file_text.h"

namespace emulator {

StateFile::StateFile(std::filesystem::path file)
    : file_(std::move(file)), writer_([this] { write_what_waits(); }) {}

StateFile::~StateFile() { waiting_.close(); }

void StateFile::write_now(std::uint64_t number, const std::string& text) {
  const std::lock_guard lock(mutex_);
  if (number <= written_) return;
  written_ = number;
  const auto done = write_text_atomically(text, file_);
  error_ = done ? std::optional<Error>{} : done.error();
}

void StateFile::write_soon(std::uint64_t number, std::string text) {
  waiting_.post({number, std::move(text)});
}

std::optional<Error> StateFile::error() const {
  const std::lock_guard lock(mutex_);
  return error_;
}

void StateFile::write_what_waits() {
  for (;;) {
    const bool last = waiting_.closed();
    for (const Waiting& one : waiting_.take_all()) write_now(one.number, one.text);
    if (last) return;
  }
}

}  // namespace emulator
