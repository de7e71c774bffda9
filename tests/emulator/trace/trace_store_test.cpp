#include "emulator/trace/trace_store.h"

#include <random>
#include <set>
#include <thread>

#include <catch2/catch_test_macros.hpp>

#include "emulator/base/published.h"

using namespace emulator;

namespace {

InvocationPtr invocation(std::uint64_t id, std::string name = {}) {
  Invocation made;
  made.id = InvocationId{id};
  made.model_name = std::move(name);
  return std::make_shared<const Invocation>(std::move(made));
}

TraceStore filled(std::uint64_t count, std::size_t most = 100'000) {
  TraceStore store(most);
  for (std::uint64_t id = 1; id <= count; ++id) store.put(invocation(id));
  return store;
}

std::vector<std::uint64_t> ids_of(const TraceView& view) {
  std::vector<std::uint64_t> ids;
  for (std::size_t i = 0; i < view.size(); ++i) ids.push_back(view[i]->id.value);
  return ids;
}

}  // namespace

TEST_CASE("a new trace store has an empty view") {
  TraceStore store;
  REQUIRE(store.view());
  CHECK(store.view()->empty());
  CHECK(store.view()->find(InvocationId{1}) == nullptr);
}

TEST_CASE("invocations are kept in order and found by id") {
  TraceStore store = filled(1000);
  const auto view = store.view();
  REQUIRE(view->size() == 1000);
  CHECK((*view)[0]->id.value == 1);
  CHECK((*view)[999]->id.value == 1000);
  for (std::uint64_t id = 1; id <= 1000; ++id)
    REQUIRE(view->find(InvocationId{id})->id.value == id);
  CHECK(view->find(InvocationId{0}) == nullptr);
  CHECK(view->find(InvocationId{1001}) == nullptr);
}

TEST_CASE("the view is the same pointer until something changes") {
  TraceStore store = filled(3);
  const auto before = store.view();
  CHECK(store.view() == before);
  store.put(invocation(4));
  const auto after = store.view();
  CHECK(after != before);
  CHECK(store.view() == after);
  store.put(invocation(4, "replaced"));
  CHECK(store.view() != after);
}

TEST_CASE("a view never changes, whatever is put later") {
  TraceStore store = filled(300);
  const auto before = store.view();
  store.put(invocation(300, "replaced"));
  store.put(invocation(5, "replaced"));
  store.put(invocation(301));
  CHECK(before->size() == 300);
  CHECK((*before)[299]->model_name.empty());
  CHECK((*before)[4]->model_name.empty());
  const auto after = store.view();
  CHECK(after->size() == 301);
  CHECK(after->find(InvocationId{300})->model_name == "replaced");
  CHECK(after->find(InvocationId{5})->model_name == "replaced");
}

TEST_CASE("appending copies no chunk and replacing copies one") {
  TraceStore store = filled(100'000);
  const auto before = store.view();
  store.put(invocation(100'001));
  CHECK(store.copied_chunks() == 0);
  store.put(invocation(100'001, "not seen by anybody yet"));
  CHECK(store.copied_chunks() == 0);
  store.put(invocation(50'000, "once"));
  store.put(invocation(50'000, "twice"));
  CHECK(store.copied_chunks() == 1);

  const auto after = store.view();
  std::size_t moved = 0;
  for (std::size_t i = 1; i < before->size(); ++i)
    if (&(*before)[i] != &(*after)[i - 1]) ++moved;
  CHECK(moved == TraceView::kChunk);
}

TEST_CASE("publishing after every step of 100,000 invocations copies one chunk at most each") {
  TraceStore store;
  std::shared_ptr<const TraceView> view;
  for (std::uint64_t id = 1; id <= 100'000; ++id) {
    store.put(invocation(id, "running"));
    if (id % 1000 == 0) view = store.view();
    store.put(invocation(id, "finished"));
    if (id % 1000 == 0) view = store.view();
  }
  CHECK(view->size() == 100'000);
  CHECK(store.copied_chunks() == 100);
  CHECK(view->find(InvocationId{100'000})->model_name == "finished");
}

TEST_CASE("the oldest invocations make room for new ones") {
  TraceStore store = filled(1000, 300);
  const auto view = store.view();
  CHECK(view->size() == 300);
  CHECK(view->total() == 1000);
  CHECK(view->dropped() == 700);
  CHECK((*view)[0]->id.value == 701);
  CHECK(view->find(InvocationId{700}) == nullptr);
  CHECK(view->find(InvocationId{701}));
}

TEST_CASE("a late report of an invocation that was dropped is ignored") {
  TraceStore store = filled(10, 5);
  store.put(invocation(3, "late"));
  const auto view = store.view();
  CHECK(ids_of(*view) == std::vector<std::uint64_t>{6, 7, 8, 9, 10});
  CHECK(view->total() == 10);
}

TEST_CASE("ids that come out of order are put where they belong") {
  TraceStore store(4);
  for (const std::uint64_t id : {2U, 1U, 4U, 3U}) store.put(invocation(id));
  CHECK(ids_of(*store.view()) == std::vector<std::uint64_t>{1, 2, 3, 4});
  store.put(invocation(6));
  store.put(invocation(5));
  CHECK(ids_of(*store.view()) == std::vector<std::uint64_t>{3, 4, 5, 6});
}

TEST_CASE("dropped invocations are let go of with their chunk") {
  TraceStore store(10);
  const std::weak_ptr<const Invocation> first = [&store] {
    InvocationPtr made = invocation(1);
    store.put(made);
    return made;
  }();
  CHECK_FALSE(first.expired());
  for (std::uint64_t id = 2; id <= TraceView::kChunk + 10; ++id) store.put(invocation(id));
  CHECK(first.expired());
}

TEST_CASE("clearing forgets everything but leaves older views whole") {
  TraceStore store = filled(500, 400);
  const auto before = store.view();
  store.clear();
  const auto after = store.view();
  CHECK(after->empty());
  CHECK(after->total() == 500);
  CHECK(after->dropped() == 0);
  CHECK(before->size() == 400);
  store.put(invocation(7, "was still running"));
  CHECK(ids_of(*store.view()) == std::vector<std::uint64_t>{7});
}

TEST_CASE("random puts agree with a simple model") {
  constexpr std::size_t kMost = 600;
  std::mt19937 random(7);
  TraceStore store(kMost);
  std::set<std::uint64_t> model;
  std::uint64_t newest = 0;
  std::shared_ptr<const TraceView> older;
  std::vector<std::uint64_t> older_ids;
  for (int step = 0; step < 5000; ++step) {
    const std::uint64_t back = random() % 4;
    const std::uint64_t id = back == 0 || newest < 4 ? newest += 1 + random() % 2 : newest - back;
    const bool was_dropped = model.size() == kMost && id < *model.begin();
    store.put(invocation(id));
    if (!was_dropped) model.insert(id);
    if (model.size() > kMost) model.erase(model.begin());
    if (step % 97 != 0) continue;
    if (older) REQUIRE(ids_of(*older) == older_ids);
    older = store.view();
    older_ids = ids_of(*older);
    REQUIRE(older_ids == std::vector<std::uint64_t>(model.begin(), model.end()));
  }
}

TEST_CASE("views are read while the store is written") {
  TraceStore store(1000);
  Published<TraceView> published(store.view());
  std::jthread reader([&published](std::stop_token stop) {
    while (!stop.stop_requested()) {
      const auto view = published.get();
      for (std::size_t i = 1; i < view->size(); ++i)
        if (!((*view)[i - 1]->id < (*view)[i]->id)) std::terminate();
    }
  });
  for (std::uint64_t id = 1; id <= 3000; ++id) {
    store.put(invocation(id));
    if (id % 3 == 0) published.set(store.view());
    store.put(invocation(id, "finished"));
    published.set(store.view());
  }
  reader.request_stop();
  reader.join();
  CHECK(published.get()->size() == 1000);
}
