#include "emulator/runtime/stage_supervisor.h"

#include <array>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <ranges>
#include <utility>

#include "emulator/base/text.h"
#include "emulator/runtime/ping.h"
#include "emulator/runtime/stage_state.h"

namespace emulator {
namespace {

constexpr std::size_t kLastLines = 3;
constexpr std::size_t kLongestQuote = 300;                 // bytes of a log line in an error
constexpr std::chrono::milliseconds kFallbackPeriod{100};  // looking for a listener costs 1–3 ms
constexpr std::chrono::seconds kDefaultGrace{30};          // contract 2.3

// A log line as it may stand in an error: short, and always UTF-8.
std::string quoted(std::string text) {
  if (text.size() > kLongestQuote) text = text.substr(0, kLongestQuote);
  if (!is_valid_utf8(text))
    for (char& c : text)
      if (static_cast<unsigned char>(c) >= 0x80) c = '?';
  return text;
}

// Passes log lines on and remembers the last few. Thread-safe; shared with the runtime's threads.
class LastLines {
 public:
  void note(const std::vector<LogLine>& lines) {
    const std::lock_guard lock(mutex_);
    for (const LogLine& line : lines) {
      if (line.stream == LogStream::Runtime || trim(line.text).empty()) continue;
      last_.push_back(quoted(line.text));
      if (last_.size() > kLastLines) last_.pop_front();
    }
  }
  void clear() {
    const std::lock_guard lock(mutex_);
    last_.clear();
  }
  std::vector<std::string> get() const {
    const std::lock_guard lock(mutex_);
    return {last_.begin(), last_.end()};
  }

 private:
  mutable std::mutex mutex_;
  std::deque<std::string> last_;
};

// What is wanted of the stage. Written by any thread, read by the supervisor's.
class Wishes {
 public:
  enum class Wish { None, Restart, Stop };

  void wish(Wish wish) {
    std::stop_source interrupt;
    {
      const std::lock_guard lock(mutex_);
      if (wish_ != Wish::Stop) wish_ = wish;
      interrupt = interrupt_;
    }
    interrupt.request_stop();
  }
  // Stop is requested on it as soon as something is wished.
  std::stop_token interrupted() const {
    const std::lock_guard lock(mutex_);
    return interrupt_.get_token();
  }
  // Waits for a wish. A restart is forgotten once taken; Stop stays for ever.
  Wish take() {
    const std::stop_token token = interrupted();
    std::unique_lock lock(mutex_);
    wished_.wait(lock, token, [this] { return wish_ != Wish::None; });
    if (wish_ == Wish::Restart) {
      interrupt_ = std::stop_source{};
      return std::exchange(wish_, Wish::None);
    }
    return wish_;
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable_any wished_;
  std::stop_source interrupt_;
  Wish wish_ = Wish::None;
};

// Runs already, at an address that it chose itself.
bool is_elsewhere(const StageLaunchPlan& plan) { return plan.launch.runtime == RuntimeKind::Url; }

}  // namespace

struct StageSupervisor::State {
  State(std::shared_ptr<Runtime> launcher, StageLaunchPlan launch_plan, SupervisorTimes times,
        Report reporter)
      : runtime(std::move(launcher)),
        plan(std::move(launch_plan)),
        report(std::move(reporter)),
        progress({.stage = plan.stage,
                  .container_name = plan.container_name,
                  .bind_port = is_elsewhere(plan) ? 0 : plan.ports.bind_port,
                  .times = times,
                  .port_binding = plan.port_binding}) {}

  void run() {
    for (;;) {
      live_once();
      if (wishes.take() == Wishes::Wish::Stop) break;
      progress.restarted();
    }
    progress.stopped(now());
    say();
    finished = true;
  }

  // From launch until it has ended, failed, or something else is wished.
  void live_once() {
    const std::stop_token interrupted = wishes.interrupted();
    if (interrupted.stop_requested()) return;
    last_lines->clear();
    next_fallback = {};
    progress.launching(now());
    say();
    auto stage = start(interrupted);
    if (!stage) {
      if (!interrupted.stop_requested()) {
        progress.launch_failed(std::move(stage.error()), now());
        say();
      }
      return;
    }
    progress.launched(**stage, now());
    say();
    watch(**stage, interrupted);
  }

  Result<std::unique_ptr<RunningStage>> start(const std::stop_token& interrupted) {
    if (!runtime)
      return fail(ErrorCode::Unsupported,
                  "Stage " + plan.container_name + " cannot run: there is no runtime of its kind",
                  "Choose another Runtime in Local.Stages." + plan.container_name);
    StageNews news([lines = last_lines, next = log](std::vector<LogLine> batch) {
      lines->note(batch);
      if (next) next(std::move(batch));
    });
    news.doing = [this](std::string what) {
      progress.doing(std::move(what));
      say();
    };
    news.found = [this](Finding finding) { progress.found(std::move(finding)); };
    return runtime->start(plan, std::move(news), interrupted);
  }

  void watch(RunningStage& stage, const std::stop_token& interrupted) {
    for (;;) {
      if (!stage.exited() && !interrupted.stop_requested()) ping(stage, interrupted);
      if (progress.status().state == StageState::Failed) return end_after_failure(stage);
      if (stage.wait_exit(progress.next_ping(clock.now()), interrupted))
        return end_after_exit(stage, *stage.exited());
      if (interrupted.stop_requested()) return end_as_wished(stage);
    }
  }

  void ping(RunningStage& stage, const std::stop_token& interrupted) {
    PingRound round;
    round.at_address =
        ping_stage(progress.status().address, progress.ping_deadline(clock.now()), interrupted);
    if (const int status = pretended_ping) round.at_address = {.status = status, .why = ""};
    const bool starting = progress.status().state == StageState::Starting;
    if (starting && round.at_address.status == 0 && clock.now() >= next_fallback) {
      next_fallback = clock.now() + kFallbackPeriod;
      round.looked_for_fallback = true;
      round.fallback = stage.fallback_address();
      if (round.fallback)
        round.at_fallback =
            ping_stage(*round.fallback, progress.ping_deadline(clock.now()), interrupted);
    }
    const bool up = !starting && !interrupted.stop_requested();
    if (up && round.at_address.status == 0) round.ailment = stage.ailment();
    if (interrupted.stop_requested() || stage.exited()) return;
    const StageState before = progress.status().state;
    const std::string cause_before = progress.status().cause;
    progress.pinged(round, now());
    if (progress.status().state == StageState::Failed) return;  // said with its last lines
    const bool used = up && progress.used(stage.usage());
    if (used || progress.status().state != before || progress.status().cause != cause_before) say();
  }

  void end_after_exit(RunningStage& stage, const StageExit& exit) {
    stage.stop(Nanoseconds{0}, kill.get_token());  // descendants; and the rest of its log
    progress.exited(exit, last_lines->get(), now());
    say();
  }

  void end_after_failure(RunningStage& stage) {
    progress.add_last_lines(last_lines->get());
    say();
    stage.stop(grace(), kill.get_token());
  }

  void end_as_wished(RunningStage& stage) {
    progress.stopping(now());
    say();
    stage.stop(grace(), kill.get_token());
  }

  Nanoseconds grace() const { return plan.launch.stop_timeout.value_or(kDefaultGrace); }
  Moment now() const { return {clock.now(), clock.wall()}; }
  void say() const { report(progress.status()); }

  SystemClock clock;
  std::shared_ptr<Runtime> runtime;
  StageLaunchPlan plan;
  Report report;
  LogSink log;
  StageProgress progress;  // the supervisor's thread only
  SteadyTime next_fallback{};
  std::shared_ptr<LastLines> last_lines = std::make_shared<LastLines>();
  Wishes wishes;
  std::stop_source kill;
  std::atomic<int> pretended_ping = 0;
  std::atomic<bool> finished = false;
  std::jthread thread;  // last: joined before anything above goes
};

StageSupervisor::StageSupervisor(std::shared_ptr<Runtime> runtime, StageLaunchPlan plan,
                                 SupervisorTimes times, Report report, LogSink log)
    : state_(
          std::make_unique<State>(std::move(runtime), std::move(plan), times, std::move(report))) {
  state_->log = std::move(log);
  state_->thread = std::jthread([state = state_.get()] { state->run(); });
}

StageSupervisor::~StageSupervisor() { request_stop(); }

void StageSupervisor::request_stop() { state_->wishes.wish(Wishes::Wish::Stop); }

void StageSupervisor::kill_now() {
  state_->kill.request_stop();
  request_stop();
}

void StageSupervisor::restart() { state_->wishes.wish(Wishes::Wish::Restart); }

void StageSupervisor::pretend_ping(int status) { state_->pretended_ping = status; }

bool StageSupervisor::finished() const { return state_->finished; }

}  // namespace emulator
