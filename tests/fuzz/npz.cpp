#include "emulator/payload/npz.h"

#include "tests/fuzz/support/fuzz.h"

// An archive of arrays, unpacked in memory within limits.
namespace fuzz {

void try_input(std::string_view input) {
  const emulator::NpzLimits limits{.entries = 20, .bytes = 100'000};
  const auto entries = emulator::parse_npz(input, limits);
  if (!entries) {
    promise(!entries.error().what.empty(), "an error says what is wrong");
    return;
  }
  std::size_t bytes = 0;
  for (const emulator::NpzEntry& entry : *entries) bytes += entry.bytes.size();
  promise(entries->size() <= limits.entries && bytes <= limits.bytes, "the limits hold");
}

}  // namespace fuzz
