#include "emulator/payload/npy.h"

#include <string>

#include <catch2/catch_test_macros.hpp>

#include "emulator/base/text.h"
#include "emulator/payload/npz.h"
#include "tests/emulator/payload/numpy_files.h"

namespace files = tests::numpy;
using namespace emulator;

namespace {

std::string bytes_of(std::string_view base64) {
  std::string bytes;
  REQUIRE(base64_decode(base64, bytes));
  return bytes;
}

// Every element of a file, a blank between two.
std::string elements(std::string_view base64) {
  const std::string bytes = bytes_of(base64);
  const auto array = parse_npy(bytes);
  if (!array) return array.error().what;
  std::string text;
  for (std::uint64_t i = 0; i < array->count; ++i)
    text += (i == 0 ? "" : " ") + npy_element(*array, bytes, i);
  return text;
}

NpyArray head(std::string_view base64) { return parse_npy(bytes_of(base64)).value(); }

std::string with_header(const std::string& dict, const std::string& data) {
  std::string bytes("\x93NUMPY\x01\x00", 8);
  bytes += static_cast<char>(dict.size());
  return bytes + '\0' + dict + data;
}

std::string problem(const std::string& bytes) {
  const auto array = parse_npy(bytes);
  return array ? "" : array.error().what;
}

}  // namespace

TEST_CASE("an array says its type, shape and order, and its elements in C order") {
  const NpyArray array = head(files::kFloat32);
  CHECK(npy_type_name(array.type) == "float32");
  CHECK(npy_shape_text(array.shape) == "(2, 3)");
  CHECK_FALSE(array.fortran_order);
  CHECK(array.rows() == 2);
  CHECK(array.columns() == 3);
  CHECK(elements(files::kFloat32) == "1.5 -2.25 3 0.1 nan inf");
}

TEST_CASE("Fortran order changes where elements stand, not what they are") {
  CHECK(head(files::kFortran).fortran_order);
  CHECK(elements(files::kFortran) == "0 1 2 3 4 5");
  std::string expected = "0";
  for (int i = 1; i < 24; ++i) expected += " " + std::to_string(i);
  CHECK(elements(files::kFortran3) == expected);
}

TEST_CASE("every plain type is read as NumPy wrote it") {
  CHECK(elements(files::kBigEndian) == "1 -2 70000");
  CHECK(elements(files::kHalf) == "0.099975586 65504 -0 5.9604645e-08 nan");
  CHECK(elements(files::kBool) == "True False");
  CHECK(elements(files::kComplex) == "1+2j -0.5-1j");
  CHECK(elements(files::kText) == "abalone Muschel ß 日本");
  CHECK(elements(files::kBytes) == "ab c");
  CHECK(elements(files::kMoment) == "20484 NaT");
  CHECK(npy_type_name(head(files::kMoment).type) == "datetime64 in D");
  CHECK(npy_type_name(head(files::kText).type) == "text of 9");
}

TEST_CASE("versions 2 and 3 of the format are read") {
  CHECK(head(files::kVersion2).major_version == 2);
  CHECK(elements(files::kVersion2) == "7");
  CHECK(elements(files::kVersion3) == "8");
}

TEST_CASE("an array without axes is one number, one with an empty axis is none") {
  CHECK(elements(files::kScalar) == "2.5");
  CHECK(npy_shape_text(head(files::kScalar).shape) == "()");
  CHECK(head(files::kScalar).rows() == 1);
  CHECK(elements(files::kEmpty).empty());
  CHECK(head(files::kEmpty).rows() == 0);
}

TEST_CASE("Python objects are never unpickled") {
  CHECK(elements(files::kObjects).find("never unpickled") != std::string::npos);
  CHECK(elements(files::kFields).find("structured") != std::string::npos);
}

TEST_CASE("what is wrong with an array is told with its byte") {
  CHECK(problem("{}").find("byte 0") != std::string::npos);
  CHECK(problem(std::string("\x93NUMPY\x09\x00\x01\x00{", 11)).find("Version 9") == 0);
  CHECK(problem("\x93NUMPY\x01").find("ends in its head") != std::string::npos);
  CHECK(problem(with_header("{'descr' '<f4'}", "")).find("byte 19") != std::string::npos);
  CHECK(problem(with_header("{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }", "abcd")) ==
        "The data end at byte 71: 12 bytes make (3,), 4 are there");
  CHECK(problem(with_header("{'descr':'<f4','fortran_order':False,"
                            "'shape':(9999999999,9999999999,9)}",
                            ""))
            .find("too large") != std::string::npos);
  CHECK(problem(with_header("{'descr':'|S0','fortran_order':False,'shape':(9999999999,)}", ""))
            .find("no bytes") != std::string::npos);
  CHECK(problem(with_header("{'descr':'<q9','fortran_order':False,'shape':()}", "abcdefghi"))
            .find("<q9") != std::string::npos);
  CHECK(problem(with_header("{'descr':'<f4'}", "")).find("does not say") != std::string::npos);
}

TEST_CASE("an archive's arrays are unpacked by name") {
  const auto entries = parse_npz(bytes_of(files::kNpz)).value();
  REQUIRE(entries.size() == 2);
  CHECK(entries[0].name == "x");
  CHECK(entries[1].name == "y");
  CHECK(npy_element(*entries[0].array, entries[0].bytes, 2) == "2");
  CHECK(npy_element(*entries[1].array, entries[1].bytes, 0) == "1.5");
  const auto compressed = parse_npz(bytes_of(files::kCompressed)).value();
  REQUIRE(compressed.size() == 1);
  CHECK(compressed[0].array->count == 10'000);
}

TEST_CASE("an archive is not unpacked beyond its limits") {
  const std::string bytes = bytes_of(files::kCompressed);
  CHECK(parse_npz(bytes, {.entries = 10, .bytes = 80'000}).error().what.find("More than 80") == 0);
  CHECK(parse_npz(bytes_of(files::kNpz), {.entries = 1}).error().what.find("More than 1 entries") ==
        0);
}

TEST_CASE("a broken archive names its entry") {
  std::string bytes = bytes_of(files::kCompressed);
  bytes.resize(bytes.size() / 2);
  CHECK(parse_npz(bytes).error().what.find("Entry 1") == 0);
  CHECK(parse_npz("hello").error().what.find("byte 0") != std::string::npos);
}
