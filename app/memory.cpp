#include "app/memory.h"

#include <chrono>
#include <utility>

#include "app/actions/actions.h"
#include "app/settings/kept_files.h"
#include "emulator/codec/pipeline_file.h"

namespace app {
namespace {

using emulator::Result;

constexpr std::chrono::seconds kSettled{1};
constexpr std::chrono::seconds kBetweenJournals{3};

UnsavedPipeline unsaved_of(const emulator::Pipeline& pipeline) {
  return {pipeline.model.model_name, pipeline.file, pipeline.folder,
          emulator::write_pipeline_text(pipeline)};
}

// An errand that says so when it did not work.
Errand writing(std::shared_ptr<bool> busy, std::function<Result<void>()> write) {
  *busy = true;
  return {[busy = std::move(busy), write = std::move(write)]() -> AfterErrand {
    return [busy, written = write()](const ActionContext& c) {
      *busy = false;
      if (!written) c.state.messages.tell(written.error().what);
    };
  }};
}

}  // namespace

WindowMemory window_memory(const AppState& state) {
  const PresenterState& presenter = state.presenter;
  const bool drawer = presenter.on ? presenter.drawer_before : state.drawer_shown;
  WindowMemory memory{state.window_place, state.splits, state.left_shown, drawer, {}};
  for (const RecentFile& recent : state.recent) memory.recent.push_back(recent.file);
  return memory;
}

void recall(const KeptFolders& folders, AppState& state) {
  const auto told = [&](const std::optional<emulator::Error>& problem) {
    if (problem) state.messages.tell(problem->what + ". " + problem->next_step);
  };
  const Kept<Settings> settings = read_settings(folders.settings());
  told(settings.problem);
  state.settings = settings.value;
  const Kept<WindowMemory> window = read_window_memory(folders.window());
  told(window.problem);
  state.window_place = window.value.place;
  state.splits = window.value.splits;
  state.left_shown = window.value.left_shown;
  state.drawer_shown = window.value.drawer_shown;
  for (const auto& file : window.value.recent) state.recent.push_back({file, false});
}

template <typename T>
bool Memory::Settling<T>::is_due(const T& value, emulator::SteadyTime now) {
  if (!(seen == value)) {
    seen = value;
    since = now;
  }
  if (*busy || seen == written || now - since < kSettled) return false;
  written = seen;
  return true;
}

Memory::Memory(KeptFolders folders, const AppState& state, emulator::LoadContent load)
    : folders_(std::move(folders)), load_(std::move(load)) {
  settings_.written = settings_.seen = state.settings;
  window_.written = window_.seen = window_memory(state);
  if (!folders_) return;
  recovery_ = std::make_shared<RecoveryFile>(folders_.recovery());
  journal_ = std::make_shared<SessionJournal>(folders_.recovery());
}

std::vector<Errand> Memory::due(const emulator::EngineSnapshot& now, const AppState& state,
                                const Moment& moment) {
  std::vector<Errand> errands;
  if (!folders_) return errands;
  for (auto& errand : {settings_due(state, moment.now), window_due(state, moment.now),
                       recovery_due(now, state, moment), journal_due(now, state, moment.now)})
    if (errand) errands.push_back(*errand);
  return errands;
}

bool Memory::waits() const {
  return settings_.waits() || window_.waits() || unsaved_.waits() || journal_since_;
}

// A busy trace is never still: it is written every few seconds.
std::optional<Errand> Memory::journal_due(const emulator::EngineSnapshot& now,
                                          const AppState& state, emulator::SteadyTime time) {
  if (now.trace == journaled_ || (!journaled_ && now.trace->empty())) {
    journal_since_.reset();
    return std::nullopt;
  }
  if (!journal_since_) journal_since_ = time;
  if (*journal_busy_ || time - *journal_since_ < kBetweenJournals) return std::nullopt;
  journaled_ = now.trace;
  journal_since_.reset();
  const SessionJournal::Recorded recorded{now.open ? now.pipeline : nullptr, now.trace, load_};
  return writing(journal_busy_,
                 [recorded, journal = journal_, opened = state.recovery.opened]() -> Result<void> {
                   auto written = journal->follow(recorded);
                   if (written)
                     for (const auto& lost : opened) lost->file->remove();
                   return written;
                 });
}

std::optional<Errand> Memory::settings_due(const AppState& state, emulator::SteadyTime now) {
  if (!settings_.is_due(state.settings, now)) return std::nullopt;
  return writing(settings_.busy, [settings = state.settings, file = folders_.settings()] {
    return write_settings(settings, file);
  });
}

std::optional<Errand> Memory::window_due(const AppState& state, emulator::SteadyTime now) {
  WindowMemory memory = window_memory(state);
  if (!window_.is_due(memory, now)) return std::nullopt;
  return writing(window_.busy, [memory = std::move(memory), file = folders_.window()] {
    return write_window_memory(memory, file);
  });
}

// What was restored is let go of once it is written under this window's name, or given up.
std::optional<Errand> Memory::recovery_due(const emulator::EngineSnapshot& now,
                                           const AppState& state, const Moment& moment) {
  const auto pipeline = now.unsaved ? now.pipeline : nullptr;
  const auto restored = state.recovery.restored;
  if (!unsaved_.is_due(pipeline, moment.now)) return std::nullopt;
  return writing(unsaved_.busy, [=, recovery = recovery_, wall = moment.wall]() -> Result<void> {
    Result<void> written;
    if (pipeline) {
      written = recovery->write(unsaved_of(*pipeline), wall);
    } else {
      recovery->remove();
    }
    if (written)
      for (const auto& lost : restored) lost->remove();
    return written;
  });
}

void Memory::end(const emulator::EngineSnapshot& now, const AppState& state, End end) {
  if (!folders_) return;
  // Nobody is left to be told when this does not work.
  if (!(settings_.written == state.settings))
    std::ignore = write_settings(state.settings, folders_.settings());
  if (const WindowMemory memory = window_memory(state); !(window_.written == memory))
    std::ignore = write_window_memory(memory, folders_.window());
  if (end == End::Killed && now.unsaved) {
    std::ignore = recovery_->write(unsaved_of(*now.pipeline), std::chrono::system_clock::now());
  } else {
    recovery_->remove();
  }
  if (end == End::Killed) {
    std::ignore = journal_->follow({now.open ? now.pipeline : nullptr, now.trace, load_});
    return;
  }
  journal_->remove();
  for (const auto& lost : state.recovery.restored) lost->remove();
  for (const auto& lost : state.recovery.opened) lost->file->remove();
}

}  // namespace app
