#include "emulator/codec/recordings/session_file.h"

#include "emulator/base/file_text.h"
#include "tests/fuzz/support/fuzz.h"

// A session of somebody else's, and the journal of a window that was killed.
namespace fuzz {

void try_input(std::string_view input) {
  const std::filesystem::path file = scratch_folder() / "in.hoplens-session";
  const std::filesystem::path again = scratch_folder() / "again.hoplens-session";
  write_file(file, input);
  emulator::SessionReading reading;
  reading.limits = {
      .bytes = 1'000'000, .body_bytes = 100'000, .text_bytes = 100'000, .invocations = 100};
  reading.journal = true;
  const auto journal = emulator::read_session(file, reading);
  reading.journal = false;
  const auto read = emulator::read_session(file, reading);
  if (!read) return promise(!read.error().what.empty(), "a refusal has words");
  promise(journal.has_value(), "what is a session is a journal as well");
  const emulator::Pipeline* pipeline = read->pipeline ? &read->pipeline->pipeline : nullptr;
  const auto source = emulator::source_of(read->invocations);
  promise(emulator::write_session(pipeline, source, again).has_value(), "it can be written");
  const auto twice = emulator::read_session(again, reading);
  promise(twice && twice->invocations.size() == read->invocations.size(), "and read again");
}

}  // namespace fuzz
