#include "emulator/payload/libsvm.h"

#include "tests/fuzz/support/fuzz.h"

// One line of LIBSVM.
namespace fuzz {

void try_input(std::string_view input) {
  (void)emulator::is_like_libsvm(input);
  const auto row = emulator::parse_libsvm_line(input, 7);
  if (!row) {
    promise(row.error().what.find("line 7, column") != std::string::npos, "an error says where");
    return;
  }
  promise(row->pairs.size() <= input.size() / 3 + 1, "every pair is written");
  for (const auto& pair : row->pairs) promise(!pair.value.empty(), "a pair has a value");
}

}  // namespace fuzz
