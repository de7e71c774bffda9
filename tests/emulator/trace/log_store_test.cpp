#include "emulator/trace/log_store.h"

#include <catch2/catch_test_macros.hpp>

#include "emulator/base/text.h"

using namespace emulator;

namespace {

LogLine line(std::string text) { return {.stage = StageId{1}, .text = std::move(text)}; }

std::vector<LogLine> numbered(int first, int last) {
  std::vector<LogLine> lines;
  for (int i = first; i <= last; ++i) lines.push_back(line(std::to_string(i)));
  return lines;
}

}  // namespace

TEST_CASE("log lines keep their order of arrival") {
  LogStore store;
  store.add(numbered(1, 700));
  store.add(numbered(701, 1300));
  const auto view = store.view();
  REQUIRE(view->size() == 1300);
  for (std::size_t i = 0; i < view->size(); ++i) REQUIRE((*view)[i].text == std::to_string(i + 1));
}

TEST_CASE("the log's view is the same pointer until lines come") {
  LogStore store;
  const auto empty = store.view();
  REQUIRE(empty);
  store.add({});
  CHECK(store.view() == empty);
  store.add(numbered(1, 1));
  CHECK(store.view() != empty);
  CHECK(empty->empty());
}

TEST_CASE("new lines leave the lines of older views where they are") {
  LogStore store;
  store.add(numbered(1, 600));
  const auto before = store.view();
  store.add(numbered(601, 2000));
  const auto after = store.view();
  for (std::size_t i = 0; i < 600; ++i) REQUIRE(&(*before)[i] == &(*after)[i]);
}

TEST_CASE("the oldest lines make room for new ones") {
  LogStore store(1000);
  store.add(numbered(1, 2500));
  const auto view = store.view();
  CHECK(view->size() == 1000);
  CHECK((*view)[0].text == "1501");
  CHECK(view->total() == 2500);
  CHECK(view->dropped() == 1500);
}

TEST_CASE("the text of all lines together is bounded") {
  LogStore store(LogLimits{.lines = 5, .text_bytes = 100});
  store.add({line(std::string(60, 'a')), line(std::string(60, 'b'))});
  REQUIRE(store.view()->size() == 1);
  CHECK((*store.view())[0].text[0] == 'b');
  store.add(numbered(1, 9));
  CHECK(store.view()->size() == 5);
  store.add({line(std::string(95, 'c'))});
  CHECK(store.view()->size() == 5);
  CHECK((*store.view())[0].text == "6");
  store.add({line(std::string(200, 'd'))});
  CHECK(store.view()->size() == 1);
}

TEST_CASE("a line that is too long is cut and says so") {
  LogStore store;
  store.add({line(std::string(64 * 1024, 'x')), line(std::string(70'000, 'y'))});
  const auto view = store.view();
  CHECK((*view)[0].text == std::string(64 * 1024, 'x'));
  CHECK((*view)[1].text == std::string(65'536, 'y') + " … [4,464 more bytes were cut off]");
}

TEST_CASE("a cut does not go through a letter") {
  LogStore store(LogLimits{.line_bytes = 5});
  store.add({line("abcd世界"), line("\xBF\xBF\xBF\xBF\xBF\xBF\xBF\xBF")});
  CHECK((*store.view())[0].text == "abcd … [6 more bytes were cut off]");
  CHECK((*store.view())[1].text.starts_with("\xBF\xBF …"));
}

TEST_CASE("clearing the log empties it and its bounds start anew") {
  LogStore store(LogLimits{.lines = 10, .text_bytes = 10});
  store.add(numbered(1, 9));
  store.clear();
  CHECK(store.view()->empty());
  store.add(numbered(1, 9));
  CHECK(store.view()->size() == 9);
}
