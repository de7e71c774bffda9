#include "emulator/payload/aialgs_record.h"

#include <algorithm>

#include "tests/fuzz/support/fuzz.h"

// The protobuf message in a record.
namespace fuzz {
namespace {

void look_at(const emulator::RecordTensor& tensor, std::size_t most) {
  promise(tensor.values.size() <= most && tensor.blobs.size() <= most && tensor.keys.size() <= most,
          "a tensor is no larger than its message");
  (void)emulator::tensor_shape_text(tensor);
  for (std::size_t i = 0; i < std::min<std::size_t>(tensor.count(), 20); ++i)
    (void)emulator::tensor_value_text(tensor, i);
}

}  // namespace

void try_input(std::string_view input) {
  const auto record = emulator::parse_aialgs_record(input);
  if (!record) {
    promise(record.error().what.find("at its byte") != std::string::npos, "an error says where");
    return;
  }
  for (const auto& [name, tensor] : record->features) look_at(tensor, input.size());
  for (const auto& [name, tensor] : record->label) look_at(tensor, input.size());
}

}  // namespace fuzz
