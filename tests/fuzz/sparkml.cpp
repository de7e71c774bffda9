#include "emulator/payload/sparkml.h"

#include "tests/fuzz/support/fuzz.h"

// A request to SparkML Serving.
namespace fuzz {

void try_input(std::string_view input) {
  (void)emulator::is_like_sparkml(input);
  const auto request = emulator::parse_sparkml(input);
  if (!request) {
    promise(!request.error().what.empty(), "an error says what is wrong");
    return;
  }
  for (const emulator::SparkColumn& column : request->inputs)
    promise(!column.name.empty() && !column.structure.empty(), "a column has a name");
}

}  // namespace fuzz
