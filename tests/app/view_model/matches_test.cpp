#include <random>

#include <catch2/catch_test_macros.hpp>

#include "app/errands/filter_errands.h"
#include "app/view_model/filter/invocation_matches.h"
#include "app/view_model/filter/log_filter.h"

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
  InvocationMatches matches(64);    // looked at in several goes
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
    do {
      matches.update(*view, query);
    } while (matches.pending(*view));
    REQUIRE(ids_of(matches) == all_matches(*view, query));
  }
}

TEST_CASE("log matches follow a log that grows, drops its oldest lines and is cleared") {
  emulator::LogStore store(100);
  LogMatches matches;
  const auto searching = [](std::string text) { return LogFilter{{{.text = std::move(text)}}}; };
  const LogFilter filter = searching("odd");
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
  matches.update(*store.view(), searching("even"));
  CHECK((*store.view())[matches[0]].text == "even");
}

TEST_CASE("a changed filter looks at the newest first, and not at all of them at once") {
  emulator::TraceStore store;
  for (std::uint64_t id = 1; id <= 100; ++id) store.put(invocation(id, 424));
  InvocationMatches matches(40);
  matches.update(*store.view(), "status:424");
  CHECK(matches.size() == 40);
  CHECK(matches[0].value == 100);
  CHECK(matches.pending(*store.view()));
  store.put(invocation(101, 424));
  matches.update(*store.view(), "status:424");
  CHECK(matches.size() == 81);
  matches.update(*store.view(), "status:424");
  CHECK(matches.size() == 101);
  CHECK_FALSE(matches.pending(*store.view()));
  CHECK(matches.row_of(emulator::InvocationId{101}) == 0);
  CHECK_FALSE(matches.row_of(emulator::InvocationId{102}));
}

namespace {

emulator::InvocationPtr saying(std::uint64_t id, std::string_view body) {
  auto made = std::make_shared<emulator::Invocation>(*invocation(id, 200));
  made->request.body = emulator::make_body(body);
  return made;
}

emulator::TraceStore talk(std::uint64_t count) {
  emulator::TraceStore store;
  for (std::uint64_t id = 1; id <= count; ++id)
    store.put(saying(id, id % 10 == 0 ? "a NaN here" : "finance"));
  return store;
}

// Searches one part as the errand does.
bool search_part(InvocationMatches& matches, const emulator::TraceView& trace) {
  const auto part = matches.next_part(trace);
  if (part) matches.take(searched(*part, {}));
  return part.has_value();
}

}  // namespace

TEST_CASE("bodies are searched part by part, newest first, and new ones too") {
  emulator::TraceStore store = talk(1'000);
  InvocationMatches matches;
  matches.update(*store.view(), "body~\"NaN\"");
  CHECK(matches.size() == 0);
  CHECK(matches.progress().all == 1'000);
  REQUIRE(search_part(matches, *store.view()));
  CHECK(matches.progress().searched > 0);
  CHECK(matches[0].value == 1'000);
  while (search_part(matches, *store.view())) {
  }
  CHECK(matches.size() == 100);
  CHECK(matches.progress().done());
  store.put(saying(1'001, "NaN again"));
  matches.update(*store.view(), "body~\"NaN\"");
  CHECK_FALSE(matches.progress().done());
  REQUIRE(search_part(matches, *store.view()));
  CHECK(matches[0].value == 1'001);
}

TEST_CASE("a search of bodies that is stopped goes on where it was") {
  emulator::TraceStore store = talk(100);
  InvocationMatches matches;
  matches.update(*store.view(), "body~\"NaN\"");
  const auto part = matches.next_part(*store.view());
  REQUIRE(part);
  CHECK_FALSE(matches.next_part(*store.view()));  // one at a time
  matches.stop();
  matches.take(searched(*part, {}));
  CHECK(matches.progress().searched == 0);
  CHECK(matches.progress().stopped);
  CHECK_FALSE(matches.next_part(*store.view()));
  matches.go_on();
  while (search_part(matches, *store.view())) {
  }
  CHECK(matches.size() == 10);
}

TEST_CASE("what an earlier search brings back is not taken for the new one's") {
  emulator::TraceStore store = talk(100);
  InvocationMatches matches;
  matches.update(*store.view(), "body~\"NaN\"");
  const auto part = matches.next_part(*store.view());
  REQUIRE(part);
  matches.update(*store.view(), "body~\"nothing like it\"");
  CHECK(*part->stop);
  auto late = searched(*part, {});
  late.found = {emulator::InvocationId{10}};
  matches.take(late);
  CHECK(matches.size() == 0);
  CHECK(matches.progress().all == 100);
}

TEST_CASE("bodies that went to disk are read, and those that are gone are counted") {
  emulator::TraceStore store = talk(20);
  const auto view = store.view();
  (*view)[9]->request.body->move_to(emulator::BodyPlace::Disk);
  (*view)[19]->request.body->move_to(emulator::BodyPlace::NotKept);
  InvocationMatches matches;
  matches.update(*view, "body~NaN");
  const auto part = matches.next_part(*view);
  REQUIRE(part);
  matches.take(searched(*part, [](const emulator::Body& body) -> emulator::Result<BodyBytes> {
    if (body.place() == emulator::BodyPlace::NotKept)
      return emulator::fail(emulator::ErrorCode::NotFound, "gone");
    return std::make_shared<const emulator::Bytes>(std::string_view("a NaN from the disk"));
  }));
  REQUIRE(matches.size() == 1);
  CHECK(matches[0].value == 10);
  CHECK(matches.progress().unread == 1);
}
