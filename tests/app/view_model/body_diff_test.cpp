#include "app/view_model/diff/body_diff.h"

#include <ctime>
#include <functional>
#include <utility>

#include <catch2/catch_test_macros.hpp>

using app::BodyDiff;
using app::DiffForm;
using app::DiffRow;
using app::Tolerance;

namespace {

using Kind = DiffRow::Kind;
using Texts = std::vector<std::string>;

BodyDiff compared(std::string_view before, std::string_view after, DiffForm form = DiffForm::Auto,
                  const Tolerance& tolerance = {}) {
  return app::diff_bodies({"", before}, {"", after}, form, tolerance);
}

BodyDiff tables(std::string_view before, std::string_view after, const Tolerance& tolerance = {}) {
  return app::diff_bodies({"text/csv", before}, {"text/csv", after}, DiffForm::Auto, tolerance);
}

// The rows as they are copied.
Texts rows_of(const BodyDiff& diff) {
  Texts rows;
  std::string line;
  for (const char c : app::rows_as_text(diff)) {
    if (c != '\n') {
      line += c;
    } else {
      rows.push_back(std::exchange(line, {}));
    }
  }
  return rows;
}

Texts marked(const DiffRow& row) {
  const std::string& text = row.kind == Kind::Removed ? row.before : row.after;
  Texts parts;
  for (const auto& part : row.marks) parts.push_back(text.substr(part.from, part.to - part.from));
  return parts;
}

// Of the processor: others may be busy, too.
double seconds_of(const std::function<void()>& work) {
  const std::clock_t start = std::clock();
  work();
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

}  // namespace

TEST_CASE("a value of JSON that changed is named by its path") {
  const BodyDiff diff = compared(R"({"predictions": [{"score": 0.71}, {"score": 2}]})",
                                 R"({"predictions": [{"score": 0.72}, {"score": 2}]})");
  CHECK(diff.form == DiffForm::Json);
  CHECK(rows_of(diff) == Texts{"~ $.predictions[0].score: 0.71 → 0.72"});
  CHECK(app::differences_text(diff) == "1 of 2 values");
  CHECK(app::outcome_text(diff, {}) == "1 of 2 values differs");
}

TEST_CASE("members of JSON are compared by name, in any order, and told as added or removed") {
  const BodyDiff diff =
      compared(R"({"a": 1, "b": "x", "gone": [1, 2]})", R"({"b": 5, "new one": null, "a": 1.0})");
  CHECK(rows_of(diff) ==
        Texts{"~ $.b: \"x\" → 5 (string → number)", "- $.gone: [1, 2]", "+ $[\"new one\"]: null"});
  CHECK(app::differences_text(diff) == "3 of 4 values");
}

TEST_CASE("the order of members, blanks, escapes and the spelling of numbers are no difference") {
  const BodyDiff diff =
      compared(R"({"a": "\u00e9", "n": 100})", "{\n  \"n\": 1e2,\n  \"a\": \"é\"\n}");
  CHECK(diff.same());
  CHECK_FALSE(diff.identical);
  CHECK(diff.near == 0);
  CHECK(app::outcome_text(diff, {}) ==
        "No difference in 2 values, numbers compared to within 1e-9 relative");
}

TEST_CASE("numbers within the tolerance are the same, and how many is said") {
  const std::string_view before = R"([1.0, 2.0, 300])";
  const std::string_view after = R"([1.001, 2.0, 301])";
  CHECK(compared(before, after).differences == 2);
  const BodyDiff relative = compared(before, after, DiffForm::Auto, {0.01, 0});
  CHECK(relative.same());
  CHECK(app::outcome_text(relative, {0.01, 0}) ==
        "No difference in 3 values, numbers compared to within 0.01 relative (2 numbers only "
        "within it)");
  const BodyDiff absolute = compared(before, after, DiffForm::Auto, {0, 0.5});
  CHECK(rows_of(absolute) == Texts{"~ $[2]: 300 → 301"});
  CHECK(compared("[1]", "[1.0000000001]").same());
  CHECK_FALSE(compared("[1]", "[1.0000000001]", DiffForm::Auto, {0, 0}).same());
}

TEST_CASE("an element that was put into an array moves the others, it does not change them") {
  const BodyDiff diff = compared(R"([{"id": 1}, {"id": 2}, {"id": 3}])",
                                 R"([{"id": 1}, {"id": 9}, {"id": 2}, {"id": 3}])");
  CHECK(rows_of(diff) == Texts{"+ $[1]: {\"id\": 9}"});
  CHECK(rows_of(compared("[1, 2, 3]", "[2, 3]")) == Texts{"- $[0]: 1"});
  CHECK(rows_of(compared("[1, 2, 3]", "[1, 5, 3, 4]")) == Texts{"~ $[1]: 2 → 5", "+ $[3]: 4"});
}

TEST_CASE("what is no JSON is compared by line, and that is said") {
  const BodyDiff diff = compared("{\"a\": 1}", "{\"a\": 1");
  CHECK(diff.form == DiffForm::Lines);
  CHECK(diff.remark.starts_with("Compared by line: the second is no JSON"));
  CHECK(diff.differences == 1);
}

TEST_CASE("deep JSON costs no stack") {
  const std::string deep(200'000, '[');
  const std::string closed(200'000, ']');
  const BodyDiff diff = compared(deep + "1" + closed, deep + "2" + closed, DiffForm::Json);
  REQUIRE(diff.differences == 1);
  CHECK(diff.rows[0].place.size() < 300);
}

TEST_CASE("cells of a table are named by row and column") {
  const BodyDiff diff = tables("age,score\n31,0.5\n45,0.7\n", "age,score\n31,0.5\n46,0.7\n");
  CHECK(diff.form == DiffForm::Csv);
  CHECK(rows_of(diff) == Texts{"~ row 2, age: 45 → 46"});
  CHECK(app::differences_text(diff) == "1 of 6 cells");
  CHECK(rows_of(tables("1,2\n3,4\n", "1,2\n3,5\n")) == Texts{"~ row 2, column 2: 4 → 5"});
}

TEST_CASE("columns with names may change places, come and go") {
  const BodyDiff moved = tables("age,score\n31,0.5\n", "score,age\n0.5,31\n");
  CHECK(moved.same());
  const BodyDiff diff = tables("age,score\n31,0.5\n", "age,label\n31,x\n");
  CHECK(rows_of(diff) == Texts{"- column score: all its cells", "+ column label: all its cells"});
}

TEST_CASE("a row that was put into a table moves the others") {
  const BodyDiff diff = tables("1,2\n3,4\n5,6\n", "1,2\n7,8\n3,4\n5,6\n");
  CHECK(rows_of(diff) == Texts{"+ row 2: 7,8"});
}

TEST_CASE("cells are compared as numbers, with quotes or without") {
  CHECK(tables("\"a, b\",1.0\n", "\"a, b\",1\n").same());
  CHECK(tables("x,1.00\n", "x,\"1\"\n").same());
  CHECK(tables("1,2\n", "1,2,3\n").differences == 1);
}

TEST_CASE("lines show the words that changed, and some equal lines around") {
  const BodyDiff diff =
      compared("a\nb\nc\nd\ne\nscore is 5 today\nf\n", "a\nb\nc\nd\ne\nscore is 6 today\nf\n");
  CHECK(rows_of(diff) == Texts{"  … 2 equal lines", "  c", "  d", "  e", "- score is 5 today",
                               "+ score is 6 today", "  f"});
  CHECK(marked(diff.rows[4]) == Texts{"5"});
  CHECK(marked(diff.rows[5]) == Texts{"6"});
  CHECK(diff.stops == std::vector<std::uint32_t>{4});
  CHECK(app::differences_text(diff) == "1 of 7 lines");
}

TEST_CASE("each place where lines differ is a stop of its own") {
  const BodyDiff diff =
      compared("a\n1\nb\nc\nd\ne\nf\ng\nh\n2\n", "a\n9\nb\nc\nd\ne\nf\ng\nh\n8\n");
  CHECK(diff.stops.size() == 2);
  CHECK(diff.differences == 2);
}

TEST_CASE("lines whose numbers are near each other are equal") {
  const BodyDiff diff = compared("loss: 0.5 at 3", "loss: 0.5000000000001 at 3");
  CHECK(diff.same());
  CHECK(diff.near == 1);
  CHECK_FALSE(compared("loss: 0.5 at 3", "loss: 0.51 at 3").same());
}

TEST_CASE("a long line is shown where it differs") {
  const std::string head(5'000, 'x');
  const BodyDiff diff = compared(head + " one", head + " two");
  REQUIRE(diff.rows.size() == 2);
  CHECK(diff.rows[0].before.starts_with("…"));
  CHECK(diff.rows[0].before.ends_with("one"));
  CHECK(diff.rows[0].before.size() < 400);
}

TEST_CASE("texts that differ in their line ends only say so") {
  const BodyDiff diff = compared("a\r\nb\r\n", "a\nb\n", DiffForm::Lines);
  CHECK(diff.same());
  CHECK(diff.remark == "Only the line ends differ");
}

TEST_CASE("bytes are compared 16 at a time") {
  std::string before(64, '\0');
  std::string after = before;
  after[40] = 'x';
  after[41] = 'y';
  const BodyDiff diff = compared(before, after);
  CHECK(diff.form == DiffForm::Bytes);
  REQUIRE(diff.rows.size() == 1);
  CHECK(diff.rows[0].place == "byte 32");
  CHECK(app::differences_text(diff) == "2 of 64 bytes");
  CHECK(compared(before, before + "more").rows[0].kind == Kind::Added);
}

TEST_CASE("equal bodies are the same byte for byte") {
  CHECK(app::outcome_text(compared("{}", "{}"), {}) == "The same byte for byte, 2 B");
  CHECK(app::outcome_text(compared("", ""), {}) == "Both have no body");
  CHECK(compared("", "[1]").differences == 1);
}

TEST_CASE("large texts that differ in few places are compared closely") {
  std::string before, after;
  for (int i = 0; i < 200'000; ++i) {
    const std::string line = "line number " + std::to_string(i) + "\n";
    before += line;
    if (i % 20'000 == 7) continue;
    after += i % 30'000 == 11 ? "changed\n" : line;
  }
  BodyDiff diff;
  const double seconds = seconds_of([&] { diff = compared(before, after); });
  CHECK(diff.differences == 10 + 7);
  CHECK(diff.remark.empty());
  CHECK(seconds < 3);
}

TEST_CASE(
    "large texts that have only repeated lines in common end soon, and say what they gave up") {
  std::string before, after;
  for (int i = 0; i < 60'000; ++i) {
    before += "a" + std::to_string(i % 97) + "\n";
    after += "a" + std::to_string(i * 7 % 89) + "\n";
  }
  BodyDiff diff;
  const double seconds = seconds_of([&] { diff = compared(before, after); });
  CHECK(diff.remark.starts_with("Too large and too different"));
  CHECK(diff.rows.size() <= app::kMostDiffRows);
  CHECK(seconds < 3);
}

TEST_CASE("a large JSON body is compared in moderate time, and its rows are bounded") {
  std::string before = "[0";
  std::string after = "[0";
  for (int i = 0; i < 300'000; ++i) {
    before += "," + std::to_string(i) + ".5";
    after += "," + std::to_string(i) + (i % 2 == 0 ? ".5" : ".75");
  }
  BodyDiff diff;
  const double seconds =
      seconds_of([&] { diff = compared(before + "]", after + "]", DiffForm::Json); });
  CHECK(diff.differences == 150'000);
  CHECK(diff.rows.size() == app::kMostDiffRows);
  CHECK(diff.remark == "The first 5,000 rows are listed");
  CHECK(seconds < 3);
}
