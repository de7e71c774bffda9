#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "app/settings/owned_file.h"
#include "emulator/codec/recordings/session_file.h"
#include "emulator/trace/trace_store.h"

namespace app {

// What is recorded, on the disk as it grows, so that neither a crash nor a kill takes it. Bounded:
// when it has grown too large it begins anew with the newest. Waits for the disk; one thread at a
// time.
class SessionJournal {
 public:
  explicit SessionJournal(std::filesystem::path folder, std::uint64_t most_bytes = 256'000'000);

  struct Recorded {
    std::shared_ptr<const emulator::Pipeline> pipeline;  // null: none is open
    std::shared_ptr<const emulator::TraceView> trace;
    emulator::LoadContent load;
  };
  // Adds what finished or was annotated since the last time. What was cleared from the trace goes
  // from the disk, too.
  [[nodiscard]] emulator::Result<void> follow(const Recorded& now);
  void remove();

 private:
  [[nodiscard]] emulator::Result<void> begin_anew(const Recorded& now);
  [[nodiscard]] emulator::Result<void> add(const emulator::Invocation& invocation,
                                           const emulator::LoadContent& load);
  bool lost_some(const emulator::TraceView& trace) const;
  std::size_t first_to_keep(const emulator::TraceView& trace) const;

  std::uint64_t most_bytes_;
  OwnedFile file_;
  std::unique_ptr<emulator::SessionWriter> writer_;
  std::shared_ptr<const emulator::Pipeline> pipeline_;   // as it was written
  std::map<emulator::InvocationId, std::string> notes_;  // of those that are written
};

}  // namespace app
