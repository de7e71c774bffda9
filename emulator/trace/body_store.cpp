#include "emulator/trace/body_store.h"

#include <algorithm>
#include <condition_variable>
#include <csignal>
#include <mutex>
#include <thread>

#include <pthread.h>

#include "emulator/trace/body_disk.h"
#include "emulator/trace/body_ledger.h"

namespace emulator {
namespace {

// Files small enough that the room of bodies let go of is soon free again.
std::uint64_t segment_bytes(const BodyLimits& limits) {
  return std::clamp<std::uint64_t>(limits.disk_bytes / 16, 1'000'000, 64'000'000);
}

// No signal is handled on this thread. It matters most for SIGXFSZ, which would end the process
// where the user set a file size limit; blocked, the write fails instead.
void block_signals() {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, nullptr);
}

}  // namespace

struct BodyStore::State {
  State(BodyLimits limits, std::filesystem::path folder)
      : ledger(limits), disk(folder.empty() ? default_body_folder() : std::move(folder)) {}

  // Runs `work` on the ledger under the lock; what it releases is freed after the lock.
  template <typename Work>
  void locked(Work work) {
    BodyLedger::Released released;
    const std::lock_guard lock(mutex);
    work();
    released = ledger.take_released();
  }

  bool idle() const { return !moving && !ledger.over_memory(); }
  void work(std::stop_token stop);
  void move_one();
  void note(const BodyLedger::Move& move, Result<DiskSpot> spot);

  mutable std::mutex mutex;  // guards ledger, disk_problem, moving
  BodyLedger ledger;
  std::string disk_problem;
  bool moving = false;
  std::condition_variable_any work_came;
  std::condition_variable_any work_done;

  BodyDisk disk;  // the mover's alone
  std::jthread mover{[this](std::stop_token stop) { work(std::move(stop)); }};
};

void BodyStore::State::work(std::stop_token stop) {
  block_signals();
  while (!stop.stop_requested()) {
    {
      std::unique_lock lock(mutex);
      work_came.wait(lock, stop, [this] { return ledger.over_memory(); });
      moving = true;
    }
    if (!stop.stop_requested()) move_one();
    {
      const std::lock_guard lock(mutex);
      moving = false;
    }
    work_done.notify_all();
  }
}

void BodyStore::State::move_one() {
  std::optional<BodyLedger::Move> move;
  std::uint64_t segment = 0;
  locked([&] {
    move = ledger.next_to_move();
    segment = segment_bytes(ledger.limits());
  });
  if (move) note(*move, disk.write(move->bytes->view(), segment));
}

void BodyStore::State::note(const BodyLedger::Move& move, Result<DiskSpot> spot) {
  locked([&] {
    if (spot)
      ledger.moved(move.body, std::move(*spot));
    else
      ledger.let_go(move.body);
    disk_problem = spot ? std::string{} : spot.error().what;
  });
}

BodyStore::BodyStore(BodyLimits limits, std::filesystem::path folder)
    : state_(std::make_unique<State>(limits, std::move(folder))) {}

BodyStore::~BodyStore() {
  state_->mover.request_stop();
  state_->mover.join();
  state_->locked([this] { state_->ledger.clear_disk(); });
}

void BodyStore::add(BodyPtr body) {
  bool wake = false;
  state_->locked([&] {
    state_->ledger.add(body);
    wake = state_->ledger.over_memory();
  });
  if (wake) state_->work_came.notify_one();
}

Result<std::shared_ptr<const Bytes>> BodyStore::load(const Body& body) const {
  if (auto bytes = body.in_memory()) return bytes;
  std::optional<DiskSpot> spot;
  {
    const std::lock_guard lock(state_->mutex);
    spot = state_->ledger.on_disk(body.id());
  }
  if (spot) return spot->segment->read(spot->offset, body.size());
  return fail(ErrorCode::NotFound, "This body is not kept any more",
              "Allow more memory or disk for bodies, then send the request again");
}

BodyUsage BodyStore::usage() const {
  const std::lock_guard lock(state_->mutex);
  BodyUsage usage = state_->ledger.usage();
  usage.disk_problem = state_->disk_problem;
  return usage;
}

void BodyStore::set_limits(BodyLimits limits) {
  state_->locked([&] { state_->ledger.set_limits(limits); });
  state_->work_came.notify_one();
}

void BodyStore::clear() {
  state_->locked([this] {
    state_->ledger.clear();
    state_->disk_problem.clear();
  });
}

void BodyStore::settle() {
  state_->locked([this] { state_->ledger.forget_dead(); });
  std::unique_lock lock(state_->mutex);
  state_->work_done.wait(lock, [this] { return state_->idle(); });
}

}  // namespace emulator
