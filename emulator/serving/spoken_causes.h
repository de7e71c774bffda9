#pragma once

#include <span>
#include <string>
#include <string_view>

#include "emulator/model/finding.h"

namespace emulator {

// A known mistake that a container tells in its own words: in a line of its log or in the text of
// an error (contract 7.2). Where the words leave the cause open there is no row.
struct SpokenCause {
  std::string_view id;
  Severity severity;
  std::string_view key;                  // what a text that means it holds at least
  bool (*means)(std::string_view text);  // … and the rest of it; null: the key is enough
  std::string_view what;                 // continues the container's name: "wrote where it may not"
  std::string_view fix;                  // "{name}" stands for the container
};

std::span<const SpokenCause> spoken_causes();

// The first that the text tells; null: none. Only the first kHeardBytes are looked at.
inline constexpr std::size_t kHeardBytes = 4096;
const SpokenCause* cause_told_by(std::string_view text);
bool tells(const SpokenCause& cause, std::string_view text);

// As a finding about that container; quotes the line of `text` that tells it.
Finding finding_of(const SpokenCause& cause, std::string_view name, std::string_view text);

}  // namespace emulator
