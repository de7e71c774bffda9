#include "emulator/docker/output_frames.h"

#include <array>
#include <string>

#include "tests/fuzz/support/fuzz.h"

// A container's two outputs, in frames.
namespace fuzz {

void try_input(std::string_view input) {
  std::array<std::string, 2> whole;
  std::array<std::string, 2> pieces;
  const auto to = [](std::array<std::string, 2>& outputs) {
    return [&outputs](bool is_stderr, std::string_view bytes) {
      outputs.at(is_stderr ? 1 : 0) += bytes;
    };
  };
  emulator::OutputFrames at_once(to(whole));
  at_once.feed(input);
  emulator::OutputFrames bit_by_bit(to(pieces));
  in_pieces(input, [&](std::string_view piece) { bit_by_bit.feed(piece); });
  promise(whole == pieces, "the outputs do not depend on the pieces");
  promise(whole[0].size() + whole[1].size() <= input.size(), "no output from nothing");
}

}  // namespace fuzz
