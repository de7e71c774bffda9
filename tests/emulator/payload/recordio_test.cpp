#include "emulator/payload/recordio.h"

#include <bit>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "emulator/payload/aialgs_record.h"

using namespace emulator;

namespace {

constexpr std::string_view kMagic = "\x0A\x23\xD7\xCE";

std::string word(std::uint32_t value) {
  std::string bytes;
  for (unsigned shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(value >> shift);
  return bytes;
}

std::string frame(std::string_view content, std::uint32_t part = 0) {
  std::string bytes =
      std::string(kMagic) + word(part << 29 | static_cast<std::uint32_t>(content.size()));
  bytes += content;
  while (bytes.size() % 4 != 0) bytes += '\0';
  return bytes;
}

std::string varint(std::uint64_t value) {
  std::string bytes;
  for (; value > 127; value >>= 7) bytes += static_cast<char>(value | 0x80);
  return bytes + static_cast<char>(value);
}

// A field of protobuf with a length.
std::string field(unsigned number, std::string_view content) {
  return varint(number << 3 | 2) + varint(content.size()) + std::string(content);
}

std::string floats(std::initializer_list<float> numbers) {
  std::string bytes;
  for (const float number : numbers) bytes += word(std::bit_cast<std::uint32_t>(number));
  return bytes;
}

std::string entry(std::string_view name, std::string_view value) {
  return field(1, name) + field(2, value);
}

std::string problem(std::string_view bytes) {
  const auto record = parse_aialgs_record(bytes);
  return record ? "" : record.error().what;
}

}  // namespace

TEST_CASE("records are found by their frames, padding left out") {
  const std::string bytes = frame("abcde") + frame("") + frame("1234");
  REQUIRE(is_recordio(bytes));
  const RecordIo index = index_recordio(bytes);
  REQUIRE_FALSE(index.problem);
  REQUIRE(index.records.size() == 3);
  CHECK(record_content(bytes, index.records[0]) == "abcde");
  CHECK(record_content(bytes, index.records[1]).empty());
  CHECK(record_content(bytes, index.records[2]) == "1234");
  CHECK(index.records[1].offset == 16);
}

TEST_CASE("a record in parts is joined with the magic number that split it") {
  const std::string bytes = frame("abcd", 1) + frame("efgh", 2) + frame("i", 3) + frame("next");
  const RecordIo index = index_recordio(bytes);
  REQUIRE_FALSE(index.problem);
  REQUIRE(index.records.size() == 2);
  CHECK(index.records[0].in_parts);
  const std::string joined = "abcd" + std::string(kMagic) + "efgh" + std::string(kMagic) + "i";
  CHECK(record_content(bytes, index.records[0]) == joined);
  CHECK(index.records[0].bytes == joined.size());
}

TEST_CASE("what comes before broken framing is kept, and the break is named") {
  const auto told = [](const std::string& bytes) {
    const RecordIo index = index_recordio(bytes);
    REQUIRE(index.problem);
    return std::to_string(index.records.size()) + ": " + index.problem->what;
  };
  CHECK(told(frame("abcd") + "oops").find("1: Not RecordIO from byte 12 on: the magic") == 0);
  CHECK(told(frame("abcd") + std::string(kMagic)).find("ends in its head") != std::string::npos);
  CHECK(told(std::string(kMagic) + word(100) + "x").find("100 B ends after 1 B") !=
        std::string::npos);
  CHECK(told(frame("ab", 2)).find("begins with its middle") != std::string::npos);
  CHECK(told(frame("ab", 1)).find("not finished") != std::string::npos);
  CHECK(told(frame("ab", 1) + frame("cd", 0)).find("not finished") != std::string::npos);
  CHECK(told(frame("ab", 5)).find("no known part") != std::string::npos);
}

TEST_CASE("a record's features and label are read") {
  const std::string features = field(2, field(1, floats({0.455f, 0.365f, 0.095f})));
  const std::string label = field(2, field(1, floats({7})));
  const auto record = parse_aialgs_record(field(1, entry("values", features)) +
                                          field(2, entry("values", label)) + field(3, "row 1"))
                          .value();
  REQUIRE(record.features.size() == 1);
  CHECK(record.features[0].name == "values");
  const RecordTensor& tensor = record.features[0].tensor;
  CHECK(tensor_shape_text(tensor) == "float32 (3,)");
  CHECK(tensor_value_text(tensor, 0) == "0.455");
  REQUIRE(record.label.size() == 1);
  CHECK(tensor_value_text(record.label[0].tensor, 0) == "7");
  CHECK(record.uid == "row 1");
}

TEST_CASE("sparse tensors, other numbers, bytes and numbers one by one are read") {
  const std::string sparse = field(
      2, field(1, floats({1, 2})) + field(2, varint(3) + varint(900)) + field(3, varint(1000)));
  const std::string whole = field(
      7, varint(1 << 3) + varint(5) + varint(1 << 3) + varint(static_cast<std::uint64_t>(-2)));
  const std::string blob = field(9, field(1, "\x89PNG") + field(2, "image/png"));
  const auto record =
      parse_aialgs_record(field(1, entry("a", sparse)) + field(1, entry("b", whole)) +
                          field(1, entry("c", blob)) + field(9, "unknown"))
          .value();
  REQUIRE(record.features.size() == 3);
  CHECK(tensor_shape_text(record.features[0].tensor) == "float32 (1000,), 2 keys");
  CHECK(record.features[0].tensor.keys == std::vector<std::uint64_t>{3, 900});
  CHECK(tensor_value_text(record.features[1].tensor, 1) == "-2");
  CHECK(record.features[2].tensor.content_type == "image/png");
  CHECK(tensor_value_text(record.features[2].tensor, 0) == "4 B");
}

TEST_CASE("float64 values keep their digits") {
  const auto bits = std::bit_cast<std::uint64_t>(0.1);
  const std::string number =
      word(static_cast<std::uint32_t>(bits)) + word(static_cast<std::uint32_t>(bits >> 32));
  const auto record = parse_aialgs_record(field(1, entry("x", field(3, field(1, number))))).value();
  CHECK(tensor_shape_text(record.features[0].tensor) == "float64 (1,)");
  CHECK(tensor_value_text(record.features[0].tensor, 0) == "0.1");
}

TEST_CASE("hostile records end in words that name the byte") {
  CHECK(problem(std::string(1, '\x0A') + varint(100) + "x").find("byte 0: 100 bytes are said") !=
        std::string::npos);
  CHECK(problem("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF").find("has no end") !=
        std::string::npos);
  CHECK(problem(varint(1 << 3 | 6)).find("no known kind") != std::string::npos);
  CHECK(problem(varint(1 << 3) + varint(3)).find("another kind") != std::string::npos);
  CHECK(problem(field(1, entry("x", field(2, field(1, "abc"))))).find("whole values") !=
        std::string::npos);
  CHECK(problem(field(1, entry("x", field(2, field(2, "\x80"))))).find("byte 11") !=
        std::string::npos);
  CHECK(problem(std::string("\x02\x00", 2)).find("number 0") != std::string::npos);
}
