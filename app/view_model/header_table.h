#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "emulator/model/hop.h"

namespace app {

// How a chip is coloured: what it means for the reader, not which colour.
enum class ChipTone { Neutral, Accent, Good, Caution, Bad };

// A header with what SageMaker did with it.
struct HeaderRow {
  std::string name;
  std::string value;
  std::string chip;  // "hop 1", "client", "added", "passed on", "stripped"; empty: nothing known
  ChipTone tone = ChipTone::Neutral;
  std::string explanation;  // one sentence and the contract fact it rests on
  std::string about;        // what such a header is, with its facts; "" for one that is nobody's
  bool operator==(const HeaderRow&) const = default;
};

// Rows in wire order, repeats included. Notes are matched by name; the second of two equal names
// takes the second note of that name where there is one.
std::vector<HeaderRow> header_table(const emulator::Headers& headers,
                                    const std::vector<emulator::HeaderNote>& notes);

}  // namespace app
