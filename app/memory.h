#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "app/errands/errand.h"
#include "app/session_journal.h"
#include "app/settings/folders.h"
#include "app/settings/recovery.h"
#include "app/settings/settings.h"
#include "app/settings/window_memory.h"
#include "emulator/base/clock.h"
#include "emulator/engine/snapshot.h"

namespace app {

struct AppState;

// The part of the state that window.json keeps.
WindowMemory window_memory(const AppState& state);

// Reads what was kept, as far as it can be, into the state of a window that is not there yet; what
// is wrong is told there. Waits for the disk.
void recall(const KeptFolders& folders, AppState& state);

// Writes down what the next start shall find: settings, how the window was left, unsaved edits,
// and what was recorded. Decides when, a second after the last change and for recordings every few
// seconds, and asks for errands; never two at once for the same file. UI thread.
class Memory {
 public:
  // `state` as it was read from the files. `load` brings bodies, on any thread.
  Memory(KeptFolders folders, const AppState& state, emulator::LoadContent load);

  struct Moment {
    emulator::SteadyTime now;
    emulator::WallTime wall;
  };
  // What is due now.
  std::vector<Errand> due(const emulator::EngineSnapshot& now, const AppState& state,
                          const Moment& moment);
  // Something waits to be written: look again soon.
  bool waits() const;

  enum class End { Closed, Killed };  // Killed: unsaved edits stay for the next start
  // The last words, on the spot: no frame is waiting any more and no errand runs.
  void end(const emulator::EngineSnapshot& now, const AppState& state, End end);

 private:
  // A value that is written a second after it changed last.
  template <typename T>
  struct Settling {
    T written{};
    T seen{};
    emulator::SteadyTime since{};
    std::shared_ptr<bool> busy = std::make_shared<bool>(false);  // an errand writes
    bool is_due(const T& value, emulator::SteadyTime now);
    bool waits() const { return !(seen == written) || *busy; }
  };

  std::optional<Errand> settings_due(const AppState& state, emulator::SteadyTime now);
  std::optional<Errand> window_due(const AppState& state, emulator::SteadyTime now);
  std::optional<Errand> recovery_due(const emulator::EngineSnapshot& now, const AppState& state,
                                     const Moment& moment);

  std::optional<Errand> journal_due(const emulator::EngineSnapshot& now, const AppState& state,
                                    emulator::SteadyTime time);

  KeptFolders folders_;
  emulator::LoadContent load_;
  Settling<Settings> settings_;
  Settling<WindowMemory> window_;
  Settling<std::shared_ptr<const emulator::Pipeline>> unsaved_;  // null: all is saved
  std::shared_ptr<RecoveryFile> recovery_;
  std::shared_ptr<SessionJournal> journal_;
  std::shared_ptr<const emulator::TraceView> journaled_;
  std::optional<emulator::SteadyTime> journal_since_;  // something is to be written
  std::shared_ptr<bool> journal_busy_ = std::make_shared<bool>(false);
};

}  // namespace app
