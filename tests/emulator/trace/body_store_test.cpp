#include "emulator/trace/body_store.h"

#include <atomic>
#include <fstream>
#include <mutex>
#include <thread>

#include <catch2/catch_test_macros.hpp>
#include <sys/resource.h>

#include "emulator/trace/trace_store.h"
#include "tests/emulator/trace/temporary_folder.h"

using namespace emulator;
namespace fs = std::filesystem;

namespace {

std::string content(std::size_t number, std::size_t size) {
  return std::string(size, static_cast<char>('a' + number % 26));
}

std::vector<BodyPtr> add_bodies(BodyStore& store, std::size_t count, std::size_t size) {
  std::vector<BodyPtr> bodies;
  for (std::size_t i = 0; i < count; ++i) {
    bodies.push_back(make_body(content(i, size)));
    store.add(bodies.back());
  }
  return bodies;
}

std::string places(const std::vector<BodyPtr>& bodies) {
  std::string letters;
  for (const BodyPtr& body : bodies) letters += "MDN"[static_cast<int>(body->place())];
  return letters;
}

// Files may not grow beyond this while it lives: as a full disk, but for this process alone.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit lowered{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &lowered);
  }
  ~FileSizeLimit() { ::setrlimit(RLIMIT_FSIZE, &before_); }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;

 private:
  rlimit before_{};
};

}  // namespace

TEST_CASE("bodies move to disk and then are not kept, the oldest first") {
  const TemporaryFolder folder;
  BodyStore store({.memory_bytes = 3000, .disk_bytes = 4000}, folder / "bodies");
  const auto bodies = add_bodies(store, 10, 1000);
  store.settle();
  CHECK(places(bodies) == "NNNDDDDMMM");
  CHECK(store.usage() == BodyUsage{.memory_bytes = 3000, .disk_bytes = 4000, .not_kept = 3});
  for (std::size_t i = 3; i < bodies.size(); ++i) {
    const auto loaded = store.load(*bodies[i]);
    REQUIRE(loaded);
    CHECK((*loaded)->view() == content(i, 1000));
  }
  const auto lost = store.load(*bodies[0]);
  REQUIRE_FALSE(lost);
  CHECK(lost.error().code == ErrorCode::NotFound);
}

TEST_CASE("what was handed out from memory stays valid when the body moves") {
  const TemporaryFolder folder;
  BodyStore store({.memory_bytes = 0, .disk_bytes = 10'000}, folder / "bodies");
  const BodyPtr body = make_body("in use");
  const auto bytes = body->in_memory();
  store.add(body);
  store.settle();
  CHECK(body->place() == BodyPlace::Disk);
  CHECK(body->in_memory() == nullptr);
  CHECK(bytes->view() == "in use");
}

TEST_CASE("the disk is not touched while memory suffices") {
  const TemporaryFolder folder;
  BodyStore store({}, folder / "bodies");
  const auto bodies = add_bodies(store, 100, 1000);
  store.settle();
  CHECK(places(bodies) == std::string(100, 'M'));
  CHECK_FALSE(fs::exists(folder / "bodies"));
}

TEST_CASE("clearing wipes memory and disk and leaves no file") {
  const TemporaryFolder folder;
  BodyStore store({.memory_bytes = 2000, .disk_bytes = 1'000'000}, folder / "bodies");
  const auto bodies = add_bodies(store, 10, 1000);
  store.settle();
  CHECK(folder.open_files().size() == 1);
  store.clear();
  CHECK(folder.open_files().empty());
  CHECK(fs::is_empty(folder / "bodies"));
  CHECK(places(bodies) == std::string(10, 'N'));
  for (const BodyPtr& body : bodies) CHECK_FALSE(store.load(*body));
  CHECK(store.usage() == BodyUsage{});

  const auto later = add_bodies(store, 3, 1000);
  store.settle();
  CHECK(places(later) == "DMM");
  CHECK((*store.load(*later[0]))->view() == content(0, 1000));
}

TEST_CASE("the destructor leaves nothing on disk and memory as it is") {
  const TemporaryFolder folder;
  std::vector<BodyPtr> bodies;
  {
    BodyStore store({.memory_bytes = 1000, .disk_bytes = 1'000'000}, folder / "bodies");
    bodies = add_bodies(store, 3, 1000);
    store.settle();
    CHECK(places(bodies) == "DDM");
  }
  CHECK(places(bodies) == "NNM");
  CHECK(folder.open_files().empty());
  CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("an unusable folder means that bodies are not kept, and says why") {
  const TemporaryFolder folder;
  std::ofstream(folder / "file") << "not a folder";
  BodyStore store({.memory_bytes = 2000, .disk_bytes = 1'000'000}, folder / "file");
  const auto bodies = add_bodies(store, 5, 1000);
  store.settle();
  CHECK(places(bodies) == "NNNMM");
  const BodyUsage usage = store.usage();
  CHECK(usage.not_kept == 3);
  CHECK(usage.disk_bytes == 0);
  CHECK(usage.disk_problem.ends_with("is not a folder that is open to you alone"));
}

TEST_CASE("a disk that is full loses one body and takes the next that fits") {
  const TemporaryFolder folder;
  BodyStore store({.memory_bytes = 0, .disk_bytes = 100'000'000}, folder / "bodies");
  BodyPtr kept = make_body(content(0, 600'000));
  BodyPtr too_much = make_body(content(1, 600'000));
  BodyPtr fits = make_body(content(2, 300'000));
  {
    const FileSizeLimit disk_size(1'000'000);
    store.add(kept);
    store.settle();
    store.add(too_much);
    store.settle();
    CHECK(store.usage().disk_problem == "Cannot keep a body on disk: File too large");
    store.add(fits);
    store.settle();
  }
  CHECK(places({kept, too_much, fits}) == "DND");
  CHECK(store.usage() == BodyUsage{.disk_bytes = 900'000, .not_kept = 1});
  CHECK((*store.load(*kept))->view() == content(0, 600'000));
  CHECK((*store.load(*fits))->view() == content(2, 300'000));
}

TEST_CASE("no disk at all is allowed") {
  const TemporaryFolder folder;
  BodyStore store({.memory_bytes = 2000, .disk_bytes = 0}, folder / "bodies");
  const auto bodies = add_bodies(store, 4, 1000);
  store.settle();
  CHECK(places(bodies) == "NNMM");
  CHECK_FALSE(fs::exists(folder / "bodies"));
}

TEST_CASE("lower limits move bodies at once, higher ones bring nothing back") {
  const TemporaryFolder folder;
  BodyStore store({.memory_bytes = 4000, .disk_bytes = 4000}, folder / "bodies");
  const auto bodies = add_bodies(store, 6, 1000);
  store.settle();
  CHECK(places(bodies) == "DDMMMM");
  store.set_limits({.memory_bytes = 1000, .disk_bytes = 3000});
  store.settle();
  CHECK(places(bodies) == "NNDDDM");
  store.set_limits({});
  store.settle();
  CHECK(places(bodies) == "NNDDDM");
}

TEST_CASE("an invocation that leaves the trace frees its bodies, on disk too") {
  const TemporaryFolder folder;
  BodyStore store({.memory_bytes = 10'000, .disk_bytes = 10'000'000}, folder / "bodies");
  TraceStore trace;
  for (std::uint64_t id = 1; id <= 100; ++id) {
    Invocation made;
    made.id = InvocationId{id};
    made.request.body = make_body(content(id, 1000));
    store.add(made.request.body);
    trace.put(std::make_shared<const Invocation>(std::move(made)));
  }
  store.settle();
  CHECK(store.usage() == BodyUsage{.memory_bytes = 10'000, .disk_bytes = 90'000});
  trace.clear();
  store.settle();
  CHECK(store.usage() == BodyUsage{});
  CHECK(folder.open_files().empty());
}

TEST_CASE("bodies are added, loaded and wiped from many threads") {
  const TemporaryFolder folder;
  BodyStore store({.memory_bytes = 20'000, .disk_bytes = 60'000}, folder / "bodies");
  constexpr std::size_t kThreads = 3;
  constexpr std::size_t kRounds = 400;
  std::atomic<int> wrong{0};
  std::atomic<int> loaded{0};
  {
    std::vector<std::jthread> threads;
    for (std::size_t t = 0; t < kThreads; ++t)
      threads.emplace_back([&store, &wrong, &loaded] {
        std::vector<BodyPtr> bodies;
        for (std::size_t i = 0; i < kRounds; ++i) {
          bodies.push_back(make_body(content(i, 500)));
          store.add(bodies.back());
          const std::size_t chosen = i - std::min<std::size_t>(i, 60);
          const auto got = store.load(*bodies[chosen]);
          if (got)
            ++loaded;
          else if (got.error().code != ErrorCode::NotFound)
            ++wrong;
          if (got && (*got)->view() != content(chosen, (*got)->size())) ++wrong;
          if (i % 100 == 99) store.clear();
          if (i % 70 == 69) bodies.assign(bodies.size(), make_body(""));  // all of them die
          if (i % 10 == 0 && store.usage().disk_bytes > 60'000) ++wrong;
        }
      });
  }
  CHECK(wrong == 0);
  CHECK(loaded > 0);
  store.settle();
  store.clear();
  CHECK(store.usage() == BodyUsage{});
  CHECK(folder.open_files().empty());
}
