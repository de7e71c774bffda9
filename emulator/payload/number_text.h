#pragma once

#include <cstdint>
#include <string>

namespace emulator {

// The shortest decimal text that reads back as the same number; "nan", "inf" and "-inf" as NumPy
// writes them.
std::string number_text(double value);
std::string number_text(float value);

// An IEEE 754 half as a float, exactly.
float half_to_float(std::uint16_t bits);

}  // namespace emulator
