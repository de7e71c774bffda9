#include "emulator/model/stand_in.h"

#include <array>

namespace emulator {

std::string_view to_text(HopSource source) {
  static constexpr std::array<std::string_view, 5> kTexts{"container", "recording", "canned",
                                                          "hand", "kept"};
  return kTexts.at(static_cast<std::size_t>(source));
}

}  // namespace emulator
