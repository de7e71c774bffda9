#pragma once

#include <span>
#include <string_view>

namespace emulator {

// One of the known mistakes with pipelines, D01…D34 of contract 7.2.
struct Diagnosis {
  std::string_view id;
  std::string_view title;
  std::string_view facts;  // that it rests on: "3.3, 8.3"
  // Where it shows here: "definition", "image", "launch", "log", "answer", "address", several
  // with commas; "" where it cannot be seen.
  std::string_view seen_in;
  std::string_view why_not;  // for those that cannot
};

std::span<const Diagnosis> diagnoses();
// Null for findings that the catalogue does not number.
const Diagnosis* diagnosis(std::string_view id);
// The facts that a finding of that id rests on, diagnoses or not: "3.23"; "" where none is known.
std::string_view facts_of_finding(std::string_view id);

}  // namespace emulator
