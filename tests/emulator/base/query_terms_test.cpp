#include "emulator/base/query_terms.h"

#include <array>

#include <catch2/catch_test_macros.hpp>

#include "emulator/base/text_search.h"

using namespace emulator;

namespace {

QueryWord only_word(std::string_view query) {
  const auto words = query_words(query);
  REQUIRE(words.size() == 1);
  return words[0];
}

using Values = std::vector<std::string>;

}  // namespace

TEST_CASE("a query is words with keys, signs and values") {
  const auto words = query_words("  status:>=400 -type:json|csv three");
  REQUIRE(words.size() == 3);
  CHECK(words[0].key == "status");
  CHECK(words[0].values == Values{">=400"});
  CHECK_FALSE(words[0].negated);
  CHECK(words[0].begin == 2);
  CHECK(words[0].value_begin == 9);
  CHECK(words[0].end == 14);
  CHECK(words[1].negated);
  CHECK(words[1].key == "type");
  CHECK(words[1].values == Values{"json", "csv"});
  CHECK(words[1].begin == 15);
  CHECK(words[2].key.empty());
  CHECK(words[2].value() == "three");
}

TEST_CASE("quotes keep blanks and bars together") {
  CHECK(only_word("body~\"a b|c\"").values == Values{"a b|c"});
  CHECK(only_word("body~\"a b|c\"").sign == '~');
  CHECK(only_word("\"key error\"").value() == "key error");
  CHECK(only_word("\"key error\"").quoted);
  CHECK(only_word(R"(body~"say \"x\" \\ \n")").value() == R"(say "x" \ \n)");
  CHECK(only_word("body~\"a b").unfinished);
  CHECK(only_word("body~\"a b").value() == "a b");
  CHECK(only_word("header:X=\"a b\"").value() == "X=a b");
  CHECK(only_word("type:\"a b\"|c").values == Values{"a b", "c"});
  CHECK(only_word("say\"hi\"").value() == "say\"hi\"");
}

TEST_CASE("what is no term is a plain word") {
  const auto words = query_words("error: x 12:30 - -a");
  REQUIRE(words.size() == 5);
  CHECK(words[0].key.empty());
  CHECK(words[0].value() == "error:");
  CHECK(words[2].value() == "12:30");
  CHECK(words[3].value() == "-");
  CHECK_FALSE(words[3].negated);
  CHECK(words[4].negated);
  CHECK(words[4].value() == "a");
  CHECK(only_word("status:").key == "status");
  CHECK(only_word("a|b").values == Values{"a|b"});
}

TEST_CASE("a quoted value is read as it was") {
  for (const std::string value : {"plain", "a b", "a|b", "say \"x\"", "back\\slash", ""})
    CHECK(only_word("key:" + quoted_value(value)).values == Values{value});
  CHECK(quoted_value("plain") == "plain");
}

TEST_CASE("an unknown term is told with the nearest known one and its place") {
  constexpr std::array<std::string_view, 2> keys{"status", "stage"};
  const QueryProblem problem = unknown_term(query_words("x -stauts:4")[1], keys);
  CHECK(problem.text == "Unknown term `stauts` — did you mean `status`?");
  CHECK(problem.at == 3);
  CHECK(problem.length == 6);
  CHECK(unknown_term(only_word("zebra:1"), keys).text == "Unknown term `zebra`");
  CHECK(value_problem(only_word("status:abc"), "No").at == 7);
  CHECK(value_problem(only_word("status:abc"), "No").length == 3);
}

TEST_CASE("a field is there, or compares with a value") {
  using Tests = std::vector<FieldTest>;
  CHECK(field_tests(only_word("header:x-amzn-RequestId")) ==
        Tests{{"x-amzn-RequestId", std::nullopt, ""}});
  CHECK(field_tests(only_word("header:Content-Type=text/csv")) ==
        Tests{{"Content-Type", Comparison::Equal, "text/csv"}});
  CHECK(field_tests(only_word("json:$.a.b>=3")) == Tests{{"$.a.b", Comparison::AtLeast, "3"}});
  CHECK(field_tests(only_word("header:A=b|c")) ==
        Tests{{"A", Comparison::Equal, "b"}, {"A", Comparison::Equal, "c"}});
  CHECK(field_tests(only_word("header:A|B")) ==
        Tests{{"A", std::nullopt, ""}, {"B", std::nullopt, ""}});
}

TEST_CASE("fields compare as numbers where both are, else as text") {
  CHECK(holds(Comparison::More, "10", "9"));
  CHECK_FALSE(holds(Comparison::More, "10", "nine"));
  CHECK(holds(Comparison::Equal, "3.0", "3"));
  CHECK(holds(Comparison::Equal, "text/CSV", "text/csv"));
  CHECK(holds(Comparison::NotEqual, "text/csv", "json"));
  CHECK(holds(Comparison::Contains, "text/csv; charset=utf-8", "CSV"));
  CHECK_FALSE(holds(Comparison::Contains, "text/csv", "json"));
  CHECK(holds(Comparison::Equal, "NaN", "nan"));
}

TEST_CASE("numbers have units") {
  CHECK(number_of("50ms", NumberKind::Time) == 50e6);
  CHECK(number_of("50", NumberKind::Time) == 50e6);
  CHECK(number_of("1.5 s", NumberKind::Time) == 1.5e9);
  CHECK(number_of("80us", NumberKind::Time) == 80e3);
  CHECK(number_of("80µs", NumberKind::Time) == 80e3);
  CHECK(number_of("2min", NumberKind::Time) == 120e9);
  CHECK(number_of("1MB", NumberKind::Size) == 1e6);
  CHECK(number_of("3.4kb", NumberKind::Size) == 3400);
  CHECK(number_of("1M", NumberKind::Size) == 1e6);
  CHECK(number_of("200", NumberKind::Size) == 200);
  CHECK_FALSE(number_of("1MB", NumberKind::Time));
  CHECK_FALSE(number_of("ms", NumberKind::Time));
  CHECK_FALSE(number_of("nan"));
  CHECK_FALSE(number_of("4 0 0"));
}

TEST_CASE("comparisons, ranges and hundreds are ranges of numbers") {
  const auto in = [](std::string_view text, double number, NumberKind kind = NumberKind::Plain) {
    const auto range = number_range(text, kind);
    REQUIRE(range);
    return range->holds(number);
  };
  CHECK(in("400", 400));
  CHECK_FALSE(in("400", 401));
  CHECK(in(">=400", 400));
  CHECK_FALSE(in(">400", 400));
  CHECK(in("<400", 399));
  CHECK_FALSE(in("<400", 400));
  CHECK(in("<=400", 400));
  CHECK(in("=400", 400));
  CHECK(in("4xx", 424));
  CHECK_FALSE(in("4xx", 500));
  CHECK(in("4X", 424));
  CHECK(in("200..299", 299));
  CHECK_FALSE(in("200..299", 300));
  CHECK(in("200..", 999));
  CHECK(in("..299", 1));
  CHECK(in("", 1));
  CHECK(in(">=", 1));
  CHECK(in(">50ms", 50.1e6, NumberKind::Time));
  CHECK_FALSE(in(">50ms", 50e6, NumberKind::Time));
  CHECK(in("1..2s", 1500e6, NumberKind::Time));
  CHECK_FALSE(in("1..2s", 500e6, NumberKind::Time));
  CHECK(in("500ms..2s", 500e6, NumberKind::Time));
  CHECK(in("101ms", 101.2e6, NumberKind::Time));
  CHECK_FALSE(in("101ms", 102e6, NumberKind::Time));
  CHECK(in("1.2KB", 1234, NumberKind::Size));
  CHECK_FALSE(in("1.2KB", 1300, NumberKind::Size));
  for (const char* bad : {"abc", ">=4xx", "!=400", "1..b", "4y"}) CHECK_FALSE(number_range(bad));
  CHECK_FALSE(number_range("4xx", NumberKind::Time));
}

TEST_CASE("a text is found without ASCII case") {
  CHECK(find_ignoring_case("ab AB xaB", "Ab", 1) == 3);
  CHECK(find_ignoring_case("abc", "abcd") == std::string_view::npos);
  CHECK(find_ignoring_case("abc", "") == std::string_view::npos);
  CHECK(find_ignoring_case("abc", "c", 3) == std::string_view::npos);
  CHECK(begins_ignoring_case("Boto3/1", "boto"));
  CHECK_FALSE(begins_ignoring_case("bo", "boto"));
}
