#include <random>

#include <catch2/catch_test_macros.hpp>

#include "app/view_model/invocation_rows.h"
#include "app/view_model/log_rows.h"

using namespace app;

namespace {

emulator::InvocationPtr invocation(std::uint64_t id, int status) {
  auto made = std::make_shared<emulator::Invocation>();
  made->id = emulator::InvocationId{id};
  made->finished = status != 0;
  if (status != 0) {
    made->response.emplace();
    made->response->status = status;
  }
  return made;
}

// What a look at everything finds, newest first.
std::vector<std::uint64_t> all_matches(const emulator::TraceView& trace, const std::string& query) {
  const InvocationFilter filter(query);
  std::vector<std::uint64_t> ids;
  for (std::size_t i = trace.size(); i-- > 0;)
    if (filter.matches(*trace[i])) ids.push_back(trace[i]->id.value);
  return ids;
}

std::vector<std::uint64_t> ids_of(const InvocationMatches& matches) {
  std::vector<std::uint64_t> ids;
  for (std::size_t row = 0; row < matches.size(); ++row) ids.push_back(matches[row].value);
  return ids;
}

emulator::LogLine line(std::string text) {
  emulator::LogLine made;
  made.text = std::move(text);
  return made;
}

}  // namespace

TEST_CASE("matches kept up to date are those that a look at everything finds") {
  std::mt19937 random(7);
  emulator::TraceStore store(300);  // small: the oldest are dropped on the way
  InvocationMatches matches;
  std::uint64_t last = 0;
  for (int step = 0; step < 400; ++step) {
    for (unsigned i = 0; i < random() % 5; ++i)
      store.put(invocation(++last, random() % 3 == 0 ? 424 : random() % 2 == 0 ? 200 : 0));
    // A running one finishes, one comes late, everything is cleared now and then.
    const auto put_unless_finished = [&](std::uint64_t id, int status) {
      const auto known = store.view()->find(emulator::InvocationId{id});
      if (!known || !known->finished) store.put(invocation(id, status));
    };
    if (last > 10) put_unless_finished(last - random() % 10, random() % 2 == 0 ? 200 : 424);
    if (random() % 40 == 0) put_unless_finished(last += 2, 200);
    if (random() % 60 == 0 && last > 2) put_unless_finished(last - 1, 424);
    if (random() % 100 == 0) store.clear();
    const auto view = store.view();
    const std::string query = step % 100 < 50 ? "status:>=400" : "status:200";
    matches.update(*view, query);
    REQUIRE(ids_of(matches) == all_matches(*view, query));
  }
}

TEST_CASE("log matches follow a log that grows, drops its oldest lines and is cleared") {
  emulator::LogStore store(100);
  LogMatches matches;
  const LogFilter filter{.text = "odd"};
  for (int i = 0; i < 500; ++i) {
    store.add({line(i % 2 == 1 ? "odd " + std::to_string(i) : "even")});
    if (i == 333) store.clear();
    const auto view = store.view();
    matches.update(*view, filter);
    std::size_t expected = 0;
    for (std::size_t k = 0; k < view->size(); ++k) {
      if (!filter.matches((*view)[k])) continue;
      REQUIRE(matches[expected] == k);
      ++expected;
    }
    REQUIRE(matches.size() == expected);
  }
  matches.update(*store.view(), LogFilter{.text = "even"});
  CHECK((*store.view())[matches[0]].text == "even");
}
