#include "emulator/payload/recordio.h"

#include "tests/fuzz/support/fuzz.h"

// The frames of a RecordIO body.
namespace fuzz {

void try_input(std::string_view input) {
  const emulator::RecordIo index = emulator::index_recordio(input);
  std::size_t before = 0;
  for (const emulator::RecordPlace& place : index.records) {
    promise(place.offset >= before && place.offset < input.size(), "records follow one another");
    before = place.offset + 1;
    const std::string content = emulator::record_content(input, place);
    promise(content.size() == place.bytes, "a record is as long as it says");
    promise(content.size() <= input.size(), "a record is in the body");
  }
  if (!index.records.empty()) promise(emulator::is_recordio(input), "it begins with the magic");
}

}  // namespace fuzz
