#include "emulator/runtime/stage_state.h"

#include <algorithm>
#include <cmath>

#include "emulator/base/text.h"

namespace emulator {
namespace {

using std::chrono::milliseconds;

// Ready must be seen within 50 ms of the first 200, so the pause while starting stays below that.
constexpr milliseconds kShortestPause{2};
constexpr milliseconds kLongestPause{40};
constexpr int kPausePart = 16;  // of the time waited so far
// A server may open port 8080 a moment before the port that it was given.
constexpr milliseconds kLenientPatience{250};
constexpr std::uint64_t kMemoryStep = 100'000;

std::string kind_of(const PingResult& result) {
  return result.status == 0 ? "no answer" : std::to_string(result.status);
}

std::string words_of(const PingResult& result) {
  return result.status == 0 ? result.why : "status " + std::to_string(result.status);
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text = "The last lines of its log:";
  for (const std::string& line : lines) text += "\n  " + line;
  return text;
}

bool any_says(const std::vector<std::string>& lines, std::string_view words) {
  return std::ranges::any_of(
      lines, [words](const std::string& line) { return line.find(words) != line.npos; });
}

// Contract 2.9: how a stage looks whose hard-coded port another one was quicker to take. The words
// are those of the system, gunicorn and Node.
bool port_was_taken(const std::vector<std::string>& last_lines) {
  return any_says(last_lines, "ddress already in use") || any_says(last_lines, "EADDRINUSE") ||
         any_says(last_lines, "onnection in use");
}

constexpr const char* kBindAdvice =
    "Make its server listen on SAGEMAKER_BIND_TO_PORT, or set the switch PortBinding to lenient";

// What a stage must do to become ready.
std::string ready_advice(const StageFacts& facts) {
  const std::string slow = "; a slow one needs a longer StartupHealthCheckTimeoutSeconds";
  if (facts.bind_port == 0)
    return "Start its server, which must answer GET /ping with 200, or correct Local.Stages." +
           facts.container_name + ".Url" + slow;
  return "Its server must listen on SAGEMAKER_BIND_TO_PORT (" + std::to_string(facts.bind_port) +
         ") and answer GET /ping with 200" + slow;
}

}  // namespace

std::string_view to_text(StageState state) {
  switch (state) {
    case StageState::Idle:
      return "Idle";
    case StageState::Starting:
      return "Starting";
    case StageState::Ready:
      return "Ready";
    case StageState::Failing:
      return "Failing";
    case StageState::Stopping:
      return "Stopping";
    case StageState::Exited:
      return "Exited";
    case StageState::Failed:
      return "Failed";
  }
  return "";
}

StageProgress::StageProgress(StageFacts facts) : facts_(std::move(facts)) {
  status_.stage = facts_.stage;
}

void StageProgress::launching(Moment now) {
  status_.error.reset();
  status_.description.clear();
  status_.address = {};
  status_.launch_to_ready = {};
  status_.used_port_8080 = false;
  status_.findings.clear();
  status_.models.reset();
  status_.usage.reset();
  launched_at_ = now.steady;
  runs_since_.reset();
  fallback_since_.reset();
  last_while_starting_.reset();
  enter(StageState::Starting, "", now);
}

void StageProgress::doing(std::string what) {
  if (status_.state == StageState::Starting && !runs_since_) status_.cause = std::move(what);
}

void StageProgress::found(Finding finding) {
  finding.stage = facts_.stage;
  finding.container_hostname = facts_.container_name;
  status_.findings.push_back(std::move(finding));
}

void StageProgress::launched(const RunningStage& stage, Moment now) {
  runs_since_ = now.steady;
  status_.cause.clear();
  status_.description = stage.describe();
  status_.address = stage.address();
  status_.models = stage.model_places();
}

void StageProgress::launch_failed(Error error, Moment now) {
  const std::string cause = error.what;
  status_.error = std::move(error);
  enter(StageState::Failed, cause, now);
}

void StageProgress::pinged(const PingRound& round, Moment now) {
  if (status_.state == StageState::Starting)
    pinged_while_starting(round, now);
  else if (status_.state == StageState::Ready || status_.state == StageState::Failing)
    pinged_once_ready(round, now);
}

void StageProgress::pinged_while_starting(const PingRound& round, Moment now) {
  if (round.at_address.ok()) return become_ready(now);
  if (fallback_settles_it(round, now)) return;
  const auto deadline = startup_deadline();
  if (deadline && now.steady >= *deadline) {
    // The last try was cut short by the window; the one before says more.
    const bool cut_short = round.at_address.status == 0 && last_while_starting_;
    return startup_timed_out(cut_short ? *last_while_starting_ : round.at_address, now);
  }
  last_while_starting_ = round.at_address;
  // Refused is what every server looks like that is still loading: nothing to say about it.
  const bool refused = round.at_address.status == 0 && round.at_address.why == "connection refused";
  status_.cause = refused ? "" : "/ping " + kind_of(round.at_address);
}

// Contract 2.9: lenient uses port 8080, strict does not.
bool StageProgress::fallback_settles_it(const PingRound& round, Moment now) {
  if (!round.looked_for_fallback) return false;
  if (!round.fallback || !round.at_fallback.ok()) {
    fallback_since_.reset();
    return false;
  }
  if (!fallback_since_) fallback_since_ = now.steady;
  const bool lenient = facts_.port_binding == PortBinding::Lenient;
  const Nanoseconds patience = lenient ? Nanoseconds{kLenientPatience} : facts_.times.ping_timeout;
  if (now.steady - *fallback_since_ < patience) return false;
  if (lenient) {
    status_.used_port_8080 = true;
    status_.address = *round.fallback;
    become_ready(now);
    return true;
  }
  const std::string port = std::to_string(facts_.bind_port);
  status_.error = Error{
      ErrorCode::LaunchFailed,
      "Stage " + facts_.container_name + " answers /ping on port 8080 and not on port " + port,
      kBindAdvice};
  found({.id = "D02",  // contract 7.2
         .severity = Severity::Error,
         .message = status_.error->what,
         .fix = status_.error->next_step});
  enter(StageState::Failed, "listens on port 8080 instead of " + port, now);
  return true;
}

void StageProgress::startup_timed_out(const PingResult& last, Moment now) {
  const std::string window = format_duration(facts_.times.startup_timeout);
  status_.error =
      Error{ErrorCode::LaunchFailed,
            "Stage " + facts_.container_name + " did not answer /ping with 200 within " + window +
                " (last: " + words_of(last) + ")",
            ready_advice(facts_)};
  if (last.status != 0)  // contract 7.2 D14: its server is up
    found({.id = "D14",
           .severity = Severity::Error,
           .message = status_.error->what,
           .fix = status_.error->next_step});
  enter(StageState::Failed, "/ping " + kind_of(last) + " for " + window, now);
}

void StageProgress::pinged_once_ready(const PingRound& round, Moment now) {
  const PingResult& result = round.at_address;
  if (result.ok()) {
    if (status_.state == StageState::Failing) enter(StageState::Ready, "", now);
    return;
  }
  const std::string kind = kind_of(result);
  failing_times_ = kind == failing_with_ ? failing_times_ + 1 : 1;
  failing_with_ = kind;
  std::string cause = "/ping " + kind + " ×" + std::to_string(failing_times_);
  if (!round.ailment.empty()) cause = round.ailment + ", " + cause;
  if (status_.state == StageState::Ready)
    enter(StageState::Failing, cause, now);
  else
    status_.cause = cause;
}

void StageProgress::become_ready(Moment now) {
  status_.launch_to_ready = now.steady - launched_at_;
  enter(StageState::Ready, "", now);
}

void StageProgress::exited(const StageExit& exit, const std::vector<std::string>& last_lines,
                           Moment now) {
  const bool starting = status_.state == StageState::Starting;
  status_.error = Error{ErrorCode::LaunchFailed,
                        "Stage " + facts_.container_name + " " + exit.words() +
                            (starting ? " before it was ready" : ""),
                        last_lines.empty() ? "It wrote nothing to its log; start it by hand in a "
                                             "terminal to see why"
                                           : joined(last_lines)};
  const bool strict = facts_.port_binding == PortBinding::Strict && facts_.bind_port != 0;
  if (starting && strict && port_was_taken(last_lines))
    explain_end("D02",
                "the port that it wants is in use, and it was given port " +
                    std::to_string(facts_.bind_port),
                kBindAdvice, last_lines);
  if (starting && any_says(last_lines, "exec format error"))
    explain_end("D34", "it is built for another processor (exec format error)",
                "Build it for this engine's processor: docker build --platform linux/amd64, or "
                "linux/arm64",
                last_lines);
  if (exit.note.starts_with("out of memory"))
    status_.error->next_step = "Raise MemoryBytes in Local.Stages." + facts_.container_name +
                               ", or let it load less: fewer workers, a smaller model. " +
                               status_.error->next_step;
  status_.ran_for = now.steady - launched_at_;
  enter(starting ? StageState::Failed : StageState::Exited, exit.words(), now);
}

// Contract 7.2: its log tells which of the known mistakes it is.
void StageProgress::explain_end(std::string id, const std::string& why, std::string_view advice,
                                const std::vector<std::string>& last_lines) {
  status_.error->what += ": " + why;
  status_.error->next_step = std::string(advice) + ". " + joined(last_lines);
  found({.id = std::move(id),
         .severity = Severity::Error,
         .message = status_.error->what,
         .fix = status_.error->next_step});
}

void StageProgress::add_last_lines(const std::vector<std::string>& last_lines) {
  if (status_.error && !last_lines.empty()) status_.error->next_step += ". " + joined(last_lines);
}

bool StageProgress::used(std::optional<StageUsage> usage) {
  if (usage) {
    usage->cpus = std::round(usage->cpus * 100) / 100;
    usage->memory_bytes -= usage->memory_bytes % kMemoryStep;
  }
  if (usage == status_.usage) return false;
  status_.usage = usage;
  return true;
}

void StageProgress::stopping(Moment now) { enter(StageState::Stopping, "", now); }

void StageProgress::stopped(Moment now) {
  status_.error.reset();
  status_.description.clear();
  status_.findings.clear();
  status_.models.reset();
  enter(StageState::Idle, "", now);
}

void StageProgress::enter(StageState state, std::string cause, Moment now) {
  status_.state = state;
  status_.cause = std::move(cause);
  status_.since = now.wall;
  if (state != StageState::Ready && state != StageState::Failing) status_.usage.reset();
  if (state == StageState::Ready) {
    failing_with_.clear();
    failing_times_ = 0;
  }
}

std::optional<SteadyTime> StageProgress::startup_deadline() const {
  if (facts_.times.startup_timeout <= Nanoseconds{0}) return std::nullopt;
  return runs_since_.value_or(launched_at_) + facts_.times.startup_timeout;
}

SteadyTime StageProgress::next_ping(SteadyTime now) const {
  if (status_.state != StageState::Starting) return now + facts_.times.ping_period;
  const Nanoseconds pause = std::clamp<Nanoseconds>(
      (now - runs_since_.value_or(launched_at_)) / kPausePart, kShortestPause, kLongestPause);
  return std::min(now + pause, startup_deadline().value_or(SteadyTime::max()));
}

SteadyTime StageProgress::ping_deadline(SteadyTime now) const {
  const SteadyTime usual = now + facts_.times.ping_timeout;
  if (status_.state != StageState::Starting) return usual;
  return std::min(usual, startup_deadline().value_or(SteadyTime::max()));
}

}  // namespace emulator
