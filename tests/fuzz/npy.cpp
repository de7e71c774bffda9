#include "emulator/payload/npy.h"

#include <algorithm>

#include "tests/fuzz/support/fuzz.h"

// An array of NumPy: its head, and elements all over it.
namespace fuzz {

void try_input(std::string_view input) {
  const auto array = emulator::parse_npy(input);
  if (!array) {
    promise(!array.error().what.empty(), "an error says what is wrong");
    return;
  }
  promise(array->data_offset <= input.size(), "the data are in the file");
  promise(array->count * array->type.bytes <= input.size() - array->data_offset,
          "all elements are there");
  promise(array->rows() * array->columns() == array->count, "rows and columns make the array");
  (void)emulator::npy_type_name(array->type);
  (void)emulator::npy_shape_text(array->shape);
  constexpr std::uint64_t kMost = 100;
  const std::uint64_t step = std::max<std::uint64_t>(1, array->count / kMost);
  for (std::uint64_t i = 0; i < array->count && i / step < kMost; i += step)
    (void)emulator::npy_element(*array, input, i);
  if (array->count > 0) (void)emulator::npy_element(*array, input, array->count - 1);
}

}  // namespace fuzz
