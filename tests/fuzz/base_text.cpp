#include <string>

#include "app/view_model/bodies/visible_text.h"
#include "emulator/base/text.h"
#include "tests/fuzz/support/fuzz.h"

// base64 and UTF-8.
namespace fuzz {
namespace {

// By the other decoder that there is.
bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const app::CodePoint point = app::code_point_at(text, at);
    promise(point.bytes >= 1 && point.bytes <= text.size() - at, "a code point is in the text");
    if (point.value == 0xFFFD && point.bytes == 1) return false;
    at += point.bytes;
  }
  return true;
}

}  // namespace

void try_input(std::string_view input) {
  promise(emulator::is_valid_utf8(input) == is_utf8(input), "both decoders agree about UTF-8");
  std::string decoded;
  promise(emulator::base64_decode(emulator::base64_encode(input), decoded) && decoded == input,
          "what was encoded can be decoded");
  std::string bytes;
  if (!emulator::base64_decode(input, bytes)) return;
  std::string again;
  promise(emulator::base64_decode(emulator::base64_encode(bytes), again) && again == bytes,
          "what was decoded can be encoded");
}

}  // namespace fuzz
