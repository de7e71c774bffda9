#include "app/cli/engine_session.h"

#include <chrono>
#include <utility>

#include "app/cli/printable.h"
#include "emulator/base/open_files.h"
#include "emulator/runtime/docker/docker_runtime.h"
#include "emulator/runtime/guardian/executable_path.h"
#include "emulator/runtime/process_runtime.h"

namespace app::cli {
namespace {

using emulator::StageState;
using std::chrono::steady_clock;

constexpr auto kTick = std::chrono::milliseconds{100};
// Stopping is worth a word only when it takes noticeably long.
constexpr auto kSilentStop = std::chrono::milliseconds{300};

bool runs(const emulator::StageStatus& status) {
  return status.state == StageState::Starting || status.state == StageState::Ready ||
         status.state == StageState::Failing || status.state == StageState::Stopping;
}

std::vector<std::string> running_names(const emulator::EngineSnapshot& now) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < now.pipeline->stages.size(); ++i) {
    const auto* status = now.status_of(now.pipeline->stages[i].id);
    if (status != nullptr && runs(*status))
      names.push_back(emulator::container_name(*now.pipeline, i));
  }
  return names;
}

// CloseAddress was taken up, too: the address is gone, and with it what it hosts.
bool all_stopped(const emulator::EngineSnapshot& now) {
  return running_names(now).empty() && !now.address && now.hosted_pipelines == 0;
}

}  // namespace

emulator::Result<std::unique_ptr<EngineSession>> EngineSession::start(Interrupts& interrupts) {
  auto guardian = emulator::start_guardian();
  if (!guardian) return emulator::fail(guardian.error());
  emulator::raise_open_file_limit();  // after the guardian: stages keep the limit that was
  return std::unique_ptr<EngineSession>(
      new EngineSession(interrupts, emulator::make_process_runtime(std::move(*guardian))));
}

std::unique_ptr<EngineSession> EngineSession::beside(const EngineSession& first) {
  return std::unique_ptr<EngineSession>(new EngineSession(first.interrupts_, first.process_));
}

EngineSession::EngineSession(Interrupts& interrupts, std::shared_ptr<emulator::Runtime> process)
    : interrupts_(interrupts), process_(std::move(process)) {
  emulator::EngineOptions options;
  options.process = process_;
  options.url = emulator::make_url_runtime();
  options.docker = emulator::make_docker_runtime(
      {.surroundings = emulator::docker_surroundings(),
       .fetching = emulator::fetch_surroundings(),
       .pause_program = emulator::executable_folder() / "hoplens-pause"});
  engine_ = std::make_unique<emulator::Engine>(std::move(options));
  engine_->set_wake_hook([this] { wake(); });
  interrupts_.listen(this, [this](int count) {
    if (count >= 2) engine_->kill_stages();
    wake();
  });
}

// The engine's destructor stops what still runs, so the signals stay listened to until it is
// done: a second one must be able to cut it short. The pointer stays in place meanwhile.
EngineSession::~EngineSession() {
  leave();
  look_until([](const auto& now) { return all_stopped(now); }, [] { return false; });
  engine_->set_wake_hook(nullptr);
  interrupts_.listen(this, nullptr);
}

void EngineSession::wake() {
  {
    const std::lock_guard lock(mutex_);
    news_ = true;
    if (listener_) listener_();
  }
  woken_.notify_one();
}

void EngineSession::set_news_listener(std::function<void()> listener) {
  const std::lock_guard lock(mutex_);
  listener_ = std::move(listener);
}

// True when `done` was, false when given up.
bool EngineSession::look_until(const Look& done, const std::function<bool()>& give_up) {
  for (;;) {
    {
      const std::lock_guard lock(mutex_);
      news_ = false;  // before the snapshot is taken: what comes later wakes us again
    }
    if (done(*engine_->snapshot())) return true;
    if (give_up()) return false;
    std::unique_lock lock(mutex_);
    woken_.wait_for(lock, kTick, [this] { return news_; });
  }
}

EngineSession::End EngineSession::wait(const Look& done) {
  const auto interrupted = [this] { return interrupts_.count() > 0; };
  return look_until(done, interrupted) ? End::Done : End::Interrupted;
}

void EngineSession::leave() {
  engine_->submit(emulator::Stop{});
  engine_->submit(emulator::CloseAddress{});
}

bool EngineSession::has_left() const { return all_stopped(*engine_->snapshot()); }

void EngineSession::stop(Terminal& terminal) {
  leave();
  const auto since = steady_clock::now();
  const auto stopped = [&](const emulator::EngineSnapshot& now) {
    if (all_stopped(now)) return true;
    std::vector<std::string> names = running_names(now);
    if (now.hosted_pipelines > 0)
      names.push_back("the stages of " + counted(now.hosted_pipelines, "endpoint"));
    if (steady_clock::now() - since > kSilentStop)
      terminal.progress("Stopping " + listed(names) + " (Ctrl+C to kill)");
    return false;
  };
  look_until(stopped, [] { return false; });
  terminal.clear_progress();
}

}  // namespace app::cli
