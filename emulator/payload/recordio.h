#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/base/result.h"

namespace emulator {

// Where a record stands in a RecordIO body (contract 8.8).
struct RecordPlace {
  std::size_t offset = 0;  // of its first frame
  std::size_t bytes = 0;   // of the record itself, without frames and padding
  bool in_parts = false;   // several frames: it contained the magic number
};

struct RecordIo {
  std::vector<RecordPlace> records;  // those that are whole
  std::optional<Error> problem;      // at which byte the framing broke, and how
};

bool is_recordio(std::string_view bytes);

// Frame after frame: magic, length, content, padding to four bytes. Ends where a frame is broken.
RecordIo index_recordio(std::string_view bytes);

// A record's content; parts are joined with the magic number that split them.
std::string record_content(std::string_view bytes, const RecordPlace& place);

}  // namespace emulator
