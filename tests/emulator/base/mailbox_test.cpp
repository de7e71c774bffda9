#include "emulator/base/mailbox.h"

#include <future>
#include <memory>
#include <thread>

#include <catch2/catch_test_macros.hpp>

using namespace emulator;
using std::chrono::steady_clock;

namespace {

constexpr auto kNoDeadline = steady_clock::time_point::max();
// Long past: take_all() only looks.
constexpr auto kAtOnce = steady_clock::time_point{};
// Far enough that a test which waits for it has failed, near enough that it ends.
steady_clock::time_point far_deadline() { return steady_clock::now() + std::chrono::minutes(1); }

}  // namespace

TEST_CASE("a mailbox hands over everything posted, in order, once") {
  Mailbox<int> mailbox;
  CHECK(mailbox.empty());
  for (int i = 0; i < 3; ++i) CHECK(mailbox.post(i));
  CHECK_FALSE(mailbox.empty());
  CHECK(mailbox.take_all(kAtOnce) == std::vector{0, 1, 2});
  CHECK(mailbox.empty());
  CHECK(mailbox.take_all(kAtOnce).empty());
}

TEST_CASE("a mailbox carries things that can only be moved") {
  Mailbox<std::unique_ptr<int>> mailbox;
  mailbox.post(std::make_unique<int>(7));
  const auto items = mailbox.take_all(kAtOnce);
  REQUIRE(items.size() == 1);
  CHECK(*items[0] == 7);
}

TEST_CASE("waiting for a mailbox ends when something is posted") {
  Mailbox<int> mailbox;
  const std::jthread writer([&mailbox] { mailbox.post(7); });
  CHECK(mailbox.take_all(far_deadline()) == std::vector{7});
}

TEST_CASE("waiting for a mailbox ends when it is closed") {
  Mailbox<int> mailbox;
  const std::jthread closer([&mailbox] { mailbox.close(); });
  CHECK(mailbox.take_all(far_deadline()).empty());
  CHECK(mailbox.closed());
}

TEST_CASE("a closed mailbox takes nothing more but gives what it has") {
  Mailbox<int> mailbox;
  mailbox.post(1);
  mailbox.close();
  CHECK_FALSE(mailbox.post(2));
  CHECK(mailbox.take_all(kNoDeadline) == std::vector{1});
  CHECK(mailbox.take_all(kNoDeadline).empty());
}

TEST_CASE("nothing is lost between many writers and one reader") {
  constexpr int kWriters = 4;
  constexpr int kEach = 2000;
  Mailbox<std::pair<int, int>> mailbox;
  std::vector<std::jthread> writers;
  for (int w = 0; w < kWriters; ++w)
    writers.emplace_back([&mailbox, w] {
      for (int i = 0; i < kEach; ++i) mailbox.post({w, i});
    });
  std::vector<int> next(kWriters, 0);
  int taken = 0;
  bool in_order = true;
  const auto deadline = far_deadline();
  while (taken < kWriters * kEach && steady_clock::now() < deadline)
    for (const auto& [writer, number] : mailbox.take_all(deadline)) {
      in_order = in_order && number == next[static_cast<std::size_t>(writer)]++;
      ++taken;
    }
  CHECK(taken == kWriters * kEach);
  CHECK(in_order);
}

TEST_CASE("what is posted lazily wakes a reader that waits without a deadline") {
  Mailbox<int> mailbox;
  auto reader = std::async(std::launch::async, [&] { return mailbox.take_all(); });
  mailbox.post_lazily(1);
  CHECK(reader.get() == std::vector{1});
}

TEST_CASE("what is posted lazily is seen with the next thing that is not") {
  Mailbox<int> mailbox;
  mailbox.post_lazily(1);
  mailbox.post(2);
  CHECK(mailbox.take_all(std::chrono::steady_clock::now() + std::chrono::hours(1)) ==
        std::vector{1, 2});
}

TEST_CASE("a reader with a deadline gets what was posted lazily when it passes") {
  Mailbox<int> mailbox;
  mailbox.post_lazily(1);
  CHECK(mailbox.take_all(std::chrono::steady_clock::now()) == std::vector{1});
}
