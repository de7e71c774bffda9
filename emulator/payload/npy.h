#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/base/result.h"

namespace emulator {

// What one element of an array is.
struct NpyType {
  enum class Kind { Bool, Signed, Unsigned, Float, Complex, Bytes, Text, Moment, Span, Raw };
  Kind kind = Kind::Raw;
  std::size_t bytes = 0;    // of one element
  bool big_endian = false;  // where that matters
  std::string descr;        // "<f4", as the file says
  std::string unit;         // of moments and spans: "ns"
};

// The head of a .npy file (contract 8.9). What is in it stays in the bytes that it was read from.
struct NpyArray {
  NpyType type;
  std::vector<std::uint64_t> shape;  // empty: one number
  bool fortran_order = false;
  int major_version = 1;
  std::size_t data_offset = 0;
  std::uint64_t count = 1;  // of elements; all of them are there

  std::uint64_t rows() const;     // product of all but the last axis
  std::uint64_t columns() const;  // the last axis; 1 where there are fewer than two
};

bool is_npy(std::string_view bytes);

// Versions 1 to 3, every plain type of elements in either byte order, C and Fortran order. Errors
// name the byte. Arrays of Python objects are refused: reading them would run code.
Result<NpyArray> parse_npy(std::string_view bytes);

// "float32", "text of 12 characters", "datetime64 in ns".
std::string npy_type_name(const NpyType& type);
// "(3, 224, 224)" as Python writes it.
std::string npy_shape_text(const std::vector<std::uint64_t>& shape);
// Whether elements are numbers, to be aligned and sorted as such.
bool is_npy_number(const NpyType& type);

// The element at `index`, counted in C order whatever order the file has. `index` < count, and
// `bytes` are those that the array was parsed from.
std::string npy_element(const NpyArray& array, std::string_view bytes, std::uint64_t index);

}  // namespace emulator
