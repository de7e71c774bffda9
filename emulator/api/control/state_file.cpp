#include "emulator/api/control/state_file.h"

#include <algorithm>

#include "emulator/base/file_text.h"

namespace emulator {

StateFile::StateFile(std::filesystem::path file)
    : file_(std::move(file)), writer_([this] { write_what_waits(); }) {}

StateFile::~StateFile() { finish(); }

void StateFile::write(std::uint64_t number, std::string text) {
  waiting_.post({number, std::move(text)});
}

void StateFile::finish() {
  waiting_.close();
  if (writer_.joinable()) writer_.join();
}

std::optional<Error> StateFile::error() const {
  const std::lock_guard lock(mutex_);
  return error_;
}

void StateFile::write_what_waits() {
  std::uint64_t written = 0;
  for (bool last = false; !last;) {
    last = waiting_.closed();
    const std::vector<Waiting> waiting = waiting_.take_all();
    const auto newest = std::ranges::max_element(waiting, {}, &Waiting::number);
    if (newest == waiting.end() || newest->number <= written) continue;
    written = newest->number;
    const auto done = write_text_atomically(newest->text, file_);
    const std::lock_guard lock(mutex_);
    error_ = done ? std::optional<Error>{} : done.error();
  }
}

}  // namespace emulator
