#include "emulator/base/line_splitter.h"

#include <string>
#include <vector>

#include "tests/fuzz/support/fuzz.h"

// Lines of a log, in any pieces.
namespace fuzz {

void try_input(std::string_view input) {
  std::vector<std::string> whole;
  std::vector<std::string> pieces;
  const auto to = [](std::vector<std::string>& lines) {
    return [&lines](std::string line) { lines.push_back(std::move(line)); };
  };
  emulator::LineSplitter at_once;
  at_once.feed(input, to(whole));
  at_once.finish(to(whole));
  emulator::LineSplitter bit_by_bit;
  in_pieces(input, [&](std::string_view piece) { bit_by_bit.feed(piece, to(pieces)); });
  bit_by_bit.finish(to(pieces));
  for (const std::string& line : pieces)
    promise(line.size() <= emulator::LineSplitter::kLongestLine && line.find('\n') == line.npos,
            "a line is one line, and not too long");
  promise(whole == pieces, "lines do not depend on the pieces");
}

}  // namespace fuzz
