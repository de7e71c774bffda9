#include <string>

#include <catch2/catch_test_macros.hpp>

#include "emulator/payload/text_lines.h"
#include "emulator/payload/libsvm.h"
#include "emulator/payload/sparkml.h"

using namespace emulator;

namespace {

std::string libsvm_problem(std::string_view line, std::size_t number = 1) {
  const auto row = parse_libsvm_line(line, number);
  return row ? "" : row.error().what;
}

std::string sparkml_problem(std::string_view text) {
  const auto request = parse_sparkml(text);
  return request ? "" : request.error().what;
}

constexpr std::string_view kSpark = R"({"schema": {"input": [
  {"name": "sex", "type": "string"}, {"name": "length", "type": "double", "struct": "basic"}],
  "output": {"name": "features", "type": "double", "struct": "vector"}},
  "data": ["M", 0.455]})";

}  // namespace

TEST_CASE("a LIBSVM line is a label and pairs") {
  const auto row = parse_libsvm_line("1 0:0.455 3:-2e-3 7:nan # third").value();
  CHECK(row.label == "1");
  REQUIRE(row.pairs.size() == 3);
  CHECK(row.pairs[1].index == 3);
  CHECK(row.pairs[1].value == "-2e-3");
  CHECK(row.comment == " third");
  CHECK(parse_libsvm_line("-1 qid:4 1:1")->query == "4");
  CHECK(parse_libsvm_line("+1 1:1")->label == "+1");
  CHECK(parse_libsvm_line("0:1 1:2")->label.empty());
  CHECK(parse_libsvm_line("1:0.5 0:1 1:2")->weight == "0.5");
  CHECK(parse_libsvm_line("")->pairs.empty());
}

TEST_CASE("what is no LIBSVM is told with its line and column") {
  CHECK(libsvm_problem("1 2", 12) ==
        "Not LIBSVM in line 12, column 3: a pair index:value is expected");
  CHECK(libsvm_problem("1  x:2").find("line 1, column 4: a whole number") != std::string::npos);
  CHECK(libsvm_problem("1 2:x").find("column 3: a number is expected behind") != std::string::npos);
  CHECK(libsvm_problem("abc").find("column 1") != std::string::npos);
  CHECK(libsvm_problem("1 99999999999999999999:1").find("column 3") != std::string::npos);
}

TEST_CASE("LIBSVM is told from CSV, JSON and prose by its first line") {
  CHECK(is_like_libsvm("1 0:0.5 1:2\n0 1:1"));
  CHECK_FALSE(is_like_libsvm("1,2,3"));
  CHECK_FALSE(is_like_libsvm("1"));
  CHECK_FALSE(is_like_libsvm("{\"a\": 1}"));
  CHECK_FALSE(is_like_libsvm("at 10:15 it rained"));
  CHECK_FALSE(is_like_libsvm(""));
}

TEST_CASE("JSON Lines are lines that hold something, with their numbers") {
  const auto lines = text_lines("{\"a\": 1}\r\n\n  \n[2]\n3");
  REQUIRE(lines.size() == 3);
  CHECK(lines[0].text == "{\"a\": 1}");
  CHECK(lines[1].number == 4);
  CHECK(lines[2].text == "3");
  CHECK(text_lines("").empty());
}

TEST_CASE("a SparkML request has columns and one row or many") {
  REQUIRE(is_like_sparkml(kSpark));
  const auto one = parse_sparkml(kSpark).value();
  REQUIRE(one.inputs.size() == 2);
  CHECK(one.inputs[0].name == "sex");
  CHECK(one.inputs[0].structure == "basic");
  CHECK(one.output.structure == "vector");
  REQUIRE(one.rows.size() == 1);
  CHECK(one.rows[0] == std::vector<std::string>{"M", "0.455"});
  const auto many =
      parse_sparkml(R"({"schema":{"input":[{"name":"a","type":"int"}]},"data":[[1],[2],[3]]})");
  CHECK(many->rows.size() == 3);
  const auto vectors = parse_sparkml(
      R"({"schema":{"input":[{"name":"v","type":"double","struct":"vector"}]},"data":[[1.5,2]]})");
  REQUIRE(vectors->rows.size() == 1);
  CHECK(vectors->rows[0] == std::vector<std::string>{"[1.5,2]"});
}

TEST_CASE("JSON that is no SparkML request is not taken for one") {
  CHECK_FALSE(is_like_sparkml("{\"instances\": []}"));
  CHECK_FALSE(is_like_sparkml("[\"schema\", \"input\", \"data\"]"));
  CHECK_FALSE(is_like_sparkml("{\"schema\": {\"input\": []}}"));
}

TEST_CASE("what is missing in a SparkML request is told") {
  CHECK(sparkml_problem("{\"schema\": ").find("at byte 12") != std::string::npos);
  CHECK(sparkml_problem("{\"data\": []}") == "There is no schema");
  CHECK(sparkml_problem("{\"schema\": {}, \"data\": []}") == "The schema has no list named input");
  CHECK(sparkml_problem("{\"schema\": {\"input\": [{}]}, \"data\": []}").find("Column 1") == 0);
  CHECK(sparkml_problem("{\"schema\": {\"input\": []}}") == "There is no list named data");
  CHECK_FALSE(sparkml_problem(std::string(100'000, '[')).empty());
  CHECK(sparkml_problem(std::string(20'000'001, ' ')).find("too much") != std::string::npos);
}
