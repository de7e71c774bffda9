#include "emulator/trace/body_ledger.h"

#include <catch2/catch_test_macros.hpp>

using namespace emulator;

namespace {

BodyPtr body_of(std::size_t size) { return make_body(Bytes(size)); }

std::vector<BodyPtr> add_bodies(BodyLedger& ledger, int count, std::size_t size) {
  std::vector<BodyPtr> bodies;
  for (int i = 0; i < count; ++i) {
    bodies.push_back(body_of(size));
    ledger.add(bodies.back());
  }
  return bodies;
}

// What the store's thread does, without a disk.
void move_all(BodyLedger& ledger) {
  while (const auto move = ledger.next_to_move()) ledger.moved(move->body, DiskSpot{});
}

std::string places(const std::vector<BodyPtr>& bodies) {
  std::string letters;
  for (const BodyPtr& body : bodies) letters += "MDN"[static_cast<int>(body->place())];
  return letters;
}

}  // namespace

TEST_CASE("bodies within the memory limit stay where they are") {
  BodyLedger ledger({.memory_bytes = 100, .disk_bytes = 100});
  const auto bodies = add_bodies(ledger, 10, 10);
  CHECK_FALSE(ledger.over_memory());
  CHECK_FALSE(ledger.next_to_move());
  CHECK(ledger.usage() == BodyUsage{.memory_bytes = 100});
}

TEST_CASE("the oldest bodies go to disk and the oldest of those are let go of") {
  BodyLedger ledger({.memory_bytes = 30, .disk_bytes = 40});
  const auto bodies = add_bodies(ledger, 10, 10);
  move_all(ledger);
  CHECK(places(bodies) == "NNNDDDDMMM");
  CHECK(ledger.usage() == BodyUsage{.memory_bytes = 30, .disk_bytes = 40, .not_kept = 3});
  CHECK_FALSE(ledger.on_disk(bodies[2]->id()));
  CHECK(ledger.on_disk(bodies[3]->id()));
  CHECK_FALSE(ledger.on_disk(bodies[7]->id()));
}

TEST_CASE("age is the order of making, not of adding") {
  BodyLedger ledger({.memory_bytes = 10, .disk_bytes = 10});
  const std::vector<BodyPtr> bodies{body_of(10), body_of(10), body_of(10)};
  for (const int i : {2, 0, 1}) ledger.add(bodies[static_cast<std::size_t>(i)]);
  move_all(ledger);
  CHECK(places(bodies) == "NDM");
}

TEST_CASE("a body that is added twice counts once") {
  BodyLedger ledger({.memory_bytes = 10, .disk_bytes = 100});
  auto bodies = add_bodies(ledger, 2, 10);
  ledger.add(bodies[1]);
  CHECK(ledger.usage().memory_bytes == 20);
  move_all(ledger);
  ledger.add(bodies[0]);  // on disk by now
  CHECK(ledger.usage() == BodyUsage{.memory_bytes = 10, .disk_bytes = 10});
}

TEST_CASE("no body and empty bodies are nothing to keep") {
  BodyLedger ledger({.memory_bytes = 0, .disk_bytes = 0});
  ledger.add(nullptr);
  const auto empty = add_bodies(ledger, 1, 0);
  CHECK_FALSE(ledger.next_to_move());
  CHECK(places(empty) == "M");
  CHECK(ledger.usage() == BodyUsage{});
}

TEST_CASE("a body larger than the disk may hold does not push the others out") {
  BodyLedger ledger({.memory_bytes = 10, .disk_bytes = 20});
  auto bodies = add_bodies(ledger, 3, 10);
  move_all(ledger);
  bodies.push_back(body_of(21));
  ledger.add(bodies.back());
  bodies.push_back(body_of(5));
  ledger.add(bodies.back());
  move_all(ledger);
  CHECK(places(bodies) == "NDDNM");
}

TEST_CASE("a body that could not be written is let go of") {
  BodyLedger ledger({.memory_bytes = 10, .disk_bytes = 100});
  const auto bodies = add_bodies(ledger, 2, 10);
  const auto move = ledger.next_to_move();
  REQUIRE(move);
  CHECK(move->body == bodies[0]);
  ledger.let_go(move->body);
  CHECK(places(bodies) == "NM");
  CHECK(ledger.usage() == BodyUsage{.memory_bytes = 10, .not_kept = 1});
}

TEST_CASE("what was cleared while it was written stays cleared") {
  BodyLedger ledger({.memory_bytes = 10, .disk_bytes = 100});
  const auto bodies = add_bodies(ledger, 2, 10);
  const auto move = ledger.next_to_move();
  REQUIRE(move);
  ledger.clear();
  ledger.moved(move->body, DiskSpot{});
  ledger.let_go(move->body);
  ledger.add(bodies[0]);
  CHECK(places(bodies) == "NN");
  CHECK(ledger.usage() == BodyUsage{});
  CHECK_FALSE(ledger.on_disk(bodies[0]->id()));
}

TEST_CASE("memory stays bounded when the disk cannot keep up") {
  constexpr std::uint64_t kMegabyte = 1'000'000;
  BodyLedger ledger({.memory_bytes = 10 * kMegabyte, .disk_bytes = 1000 * kMegabyte});
  const auto bodies = add_bodies(ledger, 144, kMegabyte);
  const std::uint64_t most = 10 * kMegabyte + BodyLedger::kBehindBytes;
  CHECK(ledger.usage() == BodyUsage{.memory_bytes = most, .not_kept = 6});
  CHECK(places(bodies).substr(0, 8) == "NNNNNNMM");
}

TEST_CASE("released memory is handed over and not freed at once") {
  BodyLedger ledger({.memory_bytes = 0, .disk_bytes = 100});
  auto bodies = add_bodies(ledger, 1, 10);
  const std::weak_ptr<const Bytes> bytes = bodies[0]->in_memory();
  move_all(ledger);
  CHECK(bodies[0]->in_memory() == nullptr);
  CHECK_FALSE(bytes.expired());
  ledger.take_released();
  CHECK(bytes.expired());
}

TEST_CASE("bodies that nobody has any more are not counted") {
  BodyLedger ledger({.memory_bytes = 20, .disk_bytes = 1000});
  auto bodies = add_bodies(ledger, 6, 10);
  move_all(ledger);
  ledger.take_released();
  bodies.erase(bodies.begin(), bodies.begin() + 3);
  bodies.pop_back();
  ledger.forget_dead();
  CHECK(ledger.usage() == BodyUsage{.memory_bytes = 10, .disk_bytes = 10});
}

TEST_CASE("dead bodies are forgotten as others come, also behind one that lives long") {
  BodyLedger ledger({.memory_bytes = 1'000'000, .disk_bytes = 1'000'000});
  const auto long_lived = add_bodies(ledger, 1, 10);
  for (int i = 0; i < 10'000; ++i) add_bodies(ledger, 1, 10);
  CHECK(ledger.usage().memory_bytes < 100);
  CHECK(places(long_lived) == "M");
}

TEST_CASE("lower limits take effect at once") {
  BodyLedger ledger({.memory_bytes = 20, .disk_bytes = 40});
  const auto bodies = add_bodies(ledger, 6, 10);
  move_all(ledger);
  CHECK(places(bodies) == "DDDDMM");
  ledger.set_limits({.memory_bytes = 10, .disk_bytes = 20});
  CHECK(places(bodies) == "NNDDMM");
  move_all(ledger);
  CHECK(places(bodies) == "NNNDDM");
}

TEST_CASE("a limit lowered while a body is written holds for it too") {
  BodyLedger ledger({.memory_bytes = 0, .disk_bytes = 40});
  const auto bodies = add_bodies(ledger, 1, 10);
  const auto move = ledger.next_to_move();
  ledger.set_limits({.memory_bytes = 0, .disk_bytes = 5});
  ledger.moved(move->body, DiskSpot{});
  CHECK(places(bodies) == "N");
}
