#include "emulator/runtime/process_usage.h"

#include <catch2/catch_test_macros.hpp>
#include <sys/wait.h>
#include <unistd.h>

using namespace emulator;

namespace {

// A child that works until it is killed.
class Worker {
 public:
  Worker() : pid_(fork()) {
    if (pid_ != 0) return;
    while (getppid() != 0) {  // a call that nobody can leave out
    }
  }
  ~Worker() {
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

 private:
  pid_t pid_;
};

// Samples against the same first one until it tells of processors at work.
std::optional<StageUsage> sample_at_work(const ProcessUsage& first) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{20};
  std::optional<StageUsage> last;
  do {
    ProcessUsage since_first = first;
    last = since_first.sample(getpid(), std::chrono::steady_clock::now());
  } while (last && last->cpus == 0 && std::chrono::steady_clock::now() < deadline);
  return last;
}

}  // namespace

TEST_CASE("what a stage's processes use is told together") {
  const Worker worker;
  ProcessUsage usage;
  const auto first = usage.sample(getpid(), std::chrono::steady_clock::now());
  REQUIRE(first);
  CHECK(first->cpus == 0);
  CHECK(first->memory_bytes > 0);
  const auto at_work = sample_at_work(usage);
  REQUIRE(at_work);
  CHECK(at_work->cpus > 0);
  CHECK(at_work->memory_limit == 0);
}

TEST_CASE("a family that is gone uses nothing that could be told") {
  ProcessUsage usage;
  const pid_t gone = fork();
  if (gone == 0) _exit(0);
  waitpid(gone, nullptr, 0);
  CHECK_FALSE(usage.sample(gone, std::chrono::steady_clock::now()));
}
