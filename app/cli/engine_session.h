#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

#include "app/cli/interrupts.h"
#include "app/cli/terminal.h"
#include "emulator/base/result.h"
#include "emulator/engine/engine.h"

namespace app::cli {

// One engine for one command: made with its runtimes, waited on, stopped in good order. Main
// thread only; what the engine and the signals say arrives through a condition variable.
class EngineSession {
 public:
  // Starts the guardian and the engine. From here on `interrupts` stops waits, and the second
  // one kills the stages.
  static emulator::Result<std::unique_ptr<EngineSession>> start(Interrupts& interrupts);
  // Another engine in the same program; its processes have the same guardian.
  static std::unique_ptr<EngineSession> beside(const EngineSession& first);
  ~EngineSession();
  EngineSession(const EngineSession&) = delete;
  EngineSession& operator=(const EngineSession&) = delete;

  emulator::Engine& engine() { return *engine_; }
  emulator::SnapshotPtr snapshot() const { return engine_->snapshot(); }

  enum class End { Done, Interrupted };
  // Looks at every new snapshot, and every 100 ms in between so that elapsed times can be shown,
  // until `done` returns true or a signal arrives.
  using Look = std::function<bool(const emulator::EngineSnapshot&)>;
  End wait(const Look& done);

  // Calls `listener` too whenever there is news, from the engine's or the signals' thread.
  void set_news_listener(std::function<void()> listener);

  // Has every stage stopped and the address closed, and waits for neither.
  void leave();
  bool has_left() const;

  // Stops every stage in good order and says on the terminal what is being waited for. A further
  // signal ends the patience.
  void stop(Terminal& terminal);

 private:
  EngineSession(Interrupts& interrupts, std::shared_ptr<emulator::Runtime> process);
  void wake();
  bool look_until(const Look& done, const std::function<bool()>& give_up);

  Interrupts& interrupts_;
  const std::shared_ptr<emulator::Runtime> process_;
  std::mutex mutex_;
  std::condition_variable woken_;
  bool news_ = true;
  std::function<void()> listener_;
  std::unique_ptr<emulator::Engine> engine_;
};

}  // namespace app::cli
