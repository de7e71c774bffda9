#include "emulator/trace/body_ledger.h"

namespace emulator {

void BodyLedger::add(const BodyPtr& body) {
  forget_few_dead(memory_);
  forget_few_dead(disk_);
  if (!body || body->size() == 0 || body->place() != BodyPlace::Memory) return;
  const auto [at, added] = memory_.entries.try_emplace(body->id(), Entry{body, body->size(), {}});
  if (!added) return;
  memory_.bytes += body->size();
  while (memory_.bytes > limits_.memory_bytes + kBehindBytes) let_go_of_oldest(memory_);
}

std::optional<BodyLedger::Move> BodyLedger::next_to_move() {
  while (over_memory()) {
    const auto oldest = memory_.entries.begin();
    BodyPtr body = oldest->second.body.lock();
    std::shared_ptr<const Bytes> bytes = body ? body->in_memory() : nullptr;
    if (!bytes) {
      take(memory_, oldest);
    } else if (body->size() > limits_.disk_bytes) {
      let_go_of_oldest(memory_);
    } else {
      make_room_on_disk(body->size());
      return Move{std::move(body), std::move(bytes)};
    }
  }
  return std::nullopt;
}

void BodyLedger::moved(const BodyPtr& body, DiskSpot spot) {
  const auto at = memory_.entries.find(body->id());
  if (at == memory_.entries.end()) return;
  Entry entry = take(memory_, at);
  entry.spot = std::move(spot);
  disk_.bytes += entry.size;
  disk_.entries.emplace(body->id(), std::move(entry));
  change_place(body, BodyPlace::Disk);
  make_room_on_disk(0);  // the limit may have been lowered while it was written
}

void BodyLedger::let_go(const BodyPtr& body) {
  const auto at = memory_.entries.find(body->id());
  if (at == memory_.entries.end()) return;
  take(memory_, at);
  change_place(body, BodyPlace::NotKept);
  ++not_kept_;
}

std::optional<DiskSpot> BodyLedger::on_disk(std::uint64_t body_id) const {
  const auto at = disk_.entries.find(body_id);
  if (at == disk_.entries.end()) return std::nullopt;
  return at->second.spot;
}

void BodyLedger::set_limits(BodyLimits limits) {
  limits_ = limits;
  make_room_on_disk(0);
}

void BodyLedger::clear() {
  let_go_of_all(memory_);
  let_go_of_all(disk_);
  not_kept_ = 0;
}

void BodyLedger::clear_disk() { let_go_of_all(disk_); }

void BodyLedger::forget_dead() {
  for (Shelf* shelf : {&memory_, &disk_})
    for (auto at = shelf->entries.begin(); at != shelf->entries.end();) {
      const auto next = std::next(at);
      if (at->second.body.expired()) take(*shelf, at);
      at = next;
    }
}

BodyLedger::Entry BodyLedger::take(Shelf& shelf, std::map<std::uint64_t, Entry>::iterator at) {
  Entry entry = std::move(at->second);
  shelf.entries.erase(at);
  shelf.bytes -= entry.size;
  if (entry.spot.segment) released_.push_back(entry.spot.segment);
  return entry;
}

// Goes around the shelf in small steps, faster than it can fill, so that no call takes long.
void BodyLedger::forget_few_dead(Shelf& shelf) {
  constexpr int kSteps = 3;
  for (int step = 0; step < kSteps && !shelf.entries.empty(); ++step) {
    auto at = shelf.entries.upper_bound(shelf.hand);
    if (at == shelf.entries.end()) at = shelf.entries.begin();
    shelf.hand = at->first;
    if (at->second.body.expired()) take(shelf, at);
  }
}

void BodyLedger::let_go_of_oldest(Shelf& shelf) {
  const BodyPtr body = take(shelf, shelf.entries.begin()).body.lock();
  if (!body) return;
  change_place(body, BodyPlace::NotKept);
  ++not_kept_;
}

void BodyLedger::let_go_of_all(Shelf& shelf) {
  while (!shelf.entries.empty()) let_go_of_oldest(shelf);
}

void BodyLedger::change_place(const BodyPtr& body, BodyPlace place) {
  released_.push_back(body->in_memory());
  released_.push_back(body);  // perhaps nobody else has it any more
  body->move_to(place);
}

void BodyLedger::make_room_on_disk(std::uint64_t bytes) {
  while (disk_.bytes + bytes > limits_.disk_bytes && !disk_.entries.empty())
    let_go_of_oldest(disk_);
}

}  // namespace emulator
