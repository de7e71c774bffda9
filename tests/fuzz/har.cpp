#include "emulator/codec/recordings/har.h"

#include <string>

#include "tests/fuzz/support/fuzz.h"

// A HAR of any program.
namespace fuzz {
namespace {

std::string written(const std::vector<emulator::InvocationPtr>& invocations) {
  std::string out;
  const auto done =
      emulator::write_har(emulator::source_of(invocations), [&out](std::string_view text) {
        out += text;
        return emulator::Result<void>();
      });
  promise(done.has_value(), "what was read can be written");
  return out;
}

}  // namespace

void try_input(std::string_view input) {
  const auto read = emulator::read_har(input, "in.har");
  if (!read) return promise(!read.error().what.empty(), "a refusal has words");
  const auto again = emulator::read_har(written(*read), "again.har");
  promise(again && again->size() == read->size(), "a HAR of ours comes back");
}

}  // namespace fuzz
