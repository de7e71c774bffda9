#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "emulator/model/body.h"
#include "emulator/trace/body_disk.h"
#include "emulator/trace/body_limits.h"

namespace emulator {

// The body store's book: which bodies are where, and which has to go next. Decides only; does
// no input or output. Not thread-safe: the body store's lock guards it.
//
// It holds no body: one that nobody else has any more is forgotten, at the latest after as many
// add() as there are bodies. A body's age is its id.
class BodyLedger {
 public:
  // Memory and files that became free. Let go of them after unlocking: it takes a while.
  using Released = std::vector<std::shared_ptr<const void>>;
  struct Move {
    BodyPtr body;
    std::shared_ptr<const Bytes> bytes;
  };
  // How far memory may be beyond its limit when the disk cannot keep up; then the oldest bodies
  // are let go of unwritten.
  static constexpr std::uint64_t kBehindBytes = 128'000'000;

  explicit BodyLedger(BodyLimits limits) : limits_(limits) {}

  // Takes no notice of a body that is known, empty or not in memory.
  void add(const BodyPtr& body);
  bool over_memory() const { return memory_.bytes > limits_.memory_bytes; }
  // What has to go to disk next, the oldest in memory; there is room for it on disk then.
  // nullopt when memory is within its limit.
  std::optional<Move> next_to_move();
  // It was written there. Ignored when the body was let go of meanwhile.
  void moved(const BodyPtr& body, DiskSpot spot);
  void let_go(const BodyPtr& body);
  std::optional<DiskSpot> on_disk(std::uint64_t body_id) const;

  void set_limits(BodyLimits limits);
  const BodyLimits& limits() const { return limits_; }
  void clear();        // lets go of every body and counts from zero
  void clear_disk();   // lets go of those on disk
  void forget_dead();  // all of those that nobody has any more, now
  BodyUsage usage() const { return {memory_.bytes, disk_.bytes, not_kept_, {}}; }
  Released take_released() { return std::exchange(released_, {}); }

 private:
  struct Entry {
    std::weak_ptr<const Body> body;
    std::uint64_t size = 0;
    DiskSpot spot;  // on disk only
  };
  struct Shelf {
    std::map<std::uint64_t, Entry> entries;  // by body id: oldest first
    std::uint64_t bytes = 0;
    std::uint64_t hand = 0;  // the id that was last looked at for being dead
  };

  Entry take(Shelf& shelf, std::map<std::uint64_t, Entry>::iterator at);
  void forget_few_dead(Shelf& shelf);
  void let_go_of_oldest(Shelf& shelf);
  void let_go_of_all(Shelf& shelf);
  void change_place(const BodyPtr& body, BodyPlace place);
  void make_room_on_disk(std::uint64_t bytes);

  BodyLimits limits_;
  Shelf memory_;
  Shelf disk_;
  std::uint64_t not_kept_ = 0;
  Released released_;
};

}  // namespace emulator
