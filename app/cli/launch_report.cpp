#include "app/cli/launch_report.h"

#include <algorithm>

#include "app/cli/printable.h"
#include "app/view_model/docker_words.h"
#include "app/view_model/stage_usage.h"
#include "emulator/base/text.h"

namespace app::cli {
namespace {

using emulator::EngineSnapshot;
using emulator::ServiceState;
using emulator::StageState;
using emulator::StageStatus;

constexpr std::size_t kLastLogLines = 10;
constexpr std::chrono::seconds kBetweenNews{5};
constexpr std::size_t kLongestCause = 160;  // what failed is said in full once all has failed

bool is_ill(const StageStatus& status) {
  return status.state == StageState::Failed || status.state == StageState::Exited;
}

// "exited with code 1", or the error where there is no cause.
std::string cause_of(const StageStatus& status) {
  if (!status.cause.empty()) return status.cause;
  return status.error ? status.error->what : "it could not be launched";
}

std::vector<std::string> last_log_lines(const EngineSnapshot& now, emulator::StageId stage) {
  std::vector<std::string> lines;
  for (std::size_t i = now.logs->size(); i > 0 && lines.size() < kLastLogLines; --i) {
    const emulator::LogLine& line = (*now.logs)[i - 1];
    if (line.stage == stage) lines.push_back(line.text);
  }
  std::ranges::reverse(lines);
  return lines;
}

// Stages that failed alike and silently, such as all containers where there is no Docker Engine.
bool failed_alike(const EngineSnapshot& now, const StageStatus& a, const StageStatus& b) {
  return a.error && a.error == b.error && cause_of(a) == cause_of(b) &&
         last_log_lines(now, a.stage).empty() && last_log_lines(now, b.stage).empty();
}

// Positions of the ill stages, those that failed alike together.
std::vector<std::vector<std::size_t>> failures(const EngineSnapshot& now) {
  std::vector<std::vector<std::size_t>> out;
  const auto status = [&](std::size_t i) { return now.status_of(now.pipeline->stages[i].id); };
  for (std::size_t i = 0; i < now.pipeline->stages.size(); ++i) {
    if (status(i) == nullptr || !is_ill(*status(i))) continue;
    const auto same = std::ranges::find_if(out, [&](const auto& group) {
      return failed_alike(now, *status(group.front()), *status(i));
    });
    if (same == out.end()) {
      out.push_back({i});
    } else {
      same->push_back(i);
    }
  }
  return out;
}

std::string failure_of(const EngineSnapshot& now, const std::vector<std::size_t>& group,
                       const emulator::Secrets& secrets, Paint paint) {
  const auto& stage = now.pipeline->stages[group.front()];
  const StageStatus& status = *now.status_of(stage.id);
  const std::string cause = cause_of(status);
  std::vector<std::string> names;
  for (const std::size_t i : group)
    names.push_back(paint(Ink::Bold, emulator::container_name(*now.pipeline, i)));
  std::string out =
      listed(names) + " could not be launched: " + printable(secrets.masked(cause)) + "\n";
  const std::string what = status.error ? status.error->what : "";
  const std::string next = status.error ? status.error->next_step : "";
  if (what != cause) out += printable_lines(secrets.masked(what), "  ");
  out += printable_lines(secrets.masked(next), "  ");
  const auto lines = last_log_lines(now, stage.id);
  // The error holds the lines from before it; what came later, such as a stop, explains nothing.
  const auto is_told = [&next](const std::string& line) { return next.ends_with(line); };
  const bool told = std::ranges::any_of(lines, is_told) || lines.empty();
  if (!told) out += "  Its last words\n";
  for (const auto& line : told ? std::vector<std::string>{} : lines)
    out += paint(Ink::Dim, printable_lines(secrets.masked(line), "    "));
  return out;
}

// Whether the findings already say that this stage did not come up.
bool mentions(const std::vector<emulator::Finding>& findings, emulator::StageId stage) {
  return std::ranges::any_of(findings, [&](const emulator::Finding& finding) {
    return finding.stage == stage && finding.severity == emulator::Severity::Error &&
           finding.pointer.empty();
  });
}

}  // namespace

LaunchState launch_state(const EngineSnapshot& now) {
  if (now.service == ServiceState::InService) return LaunchState::InService;
  if (now.service == ServiceState::Failed) return LaunchState::Failed;
  // The engine refused to begin: nothing is under way, and it says why.
  const bool idle = now.service == ServiceState::Empty || now.service == ServiceState::Stopped;
  return idle && now.notice ? LaunchState::Failed : LaunchState::Going;
}

bool SparseNews::due(emulator::StageId stage, const std::string& words, emulator::SteadyTime now) {
  const auto [told, first] = told_.try_emplace(stage, Told{words, now});
  if (first) return true;
  if (told->second.words == words || now - told->second.at < kBetweenNews) return false;
  told->second = {words, now};
  return true;
}

std::string doing_text(const std::vector<StageDoing>& starting) {
  std::vector<std::pair<std::string, std::vector<std::string>>> by_words;
  for (const auto& [stage, words] : starting) {
    if (words.empty()) continue;
    auto same = std::ranges::find(by_words, words, [](const auto& row) { return row.first; });
    if (same == by_words.end()) same = by_words.insert(by_words.end(), {words, {}});
    same->second.push_back(stage);
  }
  std::string out;
  for (const auto& [words, stages] : by_words)
    out += (out.empty() ? "" : "; ") + listed(stages) + ": " + words;
  return out;
}

void LaunchProgress::show(const EngineSnapshot& now) {
  tell_engine(now);
  std::vector<std::string> starting;
  std::vector<StageDoing> work;
  for (std::size_t i = 0; i < now.pipeline->stages.size(); ++i) {
    const StageStatus* status = now.status_of(now.pipeline->stages[i].id);
    if (status == nullptr) continue;
    const std::string name = emulator::container_name(*now.pipeline, i);
    if (status->state == StageState::Starting) {
      starting.push_back(name);
      work.push_back({name, doing(*status)});
    }
    const auto [told, first] = told_.try_emplace(status->stage, StageState::Idle);
    if (told->second != status->state) {
      told->second = status->state;
      tell(name, *status);
    }
    tell_news(name, *status);
  }
  if (starting.empty()) return terminal_.clear_progress();
  const std::string time = emulator::format_duration(std::chrono::steady_clock::now() - since_);
  const std::string busy = doing_text(work);
  terminal_.progress(busy.empty() ? "Starting " + listed(starting) + " (" + time + ")"
                                  : "Starting (" + time + ") " + busy);
}

// What the stage is waiting for before it runs; /ping has a line of its own.
std::string LaunchProgress::doing(const StageStatus& status) const {
  return printable(secrets_.masked(doing_of(status)));
}

void LaunchProgress::tell_news(const std::string& name, const StageStatus& status) {
  const std::string words = doing(status);
  if (terminal_.err_is_tty() || words.empty()) return;
  if (!news_.due(status.stage, words, std::chrono::steady_clock::now())) return;
  terminal_.message(terminal_.err()(Ink::Dim, "…") + " " + name + " " + words);
}

// Which engine was picked, and why, where the pipeline needs one.
void LaunchProgress::tell_engine(const EngineSnapshot& now) {
  if (engine_told_ || !now.docker || now.docker->state != emulator::RuntimeCondition::State::Ready)
    return;
  if (!needs_docker(*now.pipeline)) return;
  engine_told_ = true;
  terminal_.message(terminal_.err()(Ink::Dim, printable(docker_line(*now.docker))));
}

void LaunchProgress::tell(const std::string& name, const StageStatus& status) {
  const Paint paint = terminal_.err();
  const auto say = [&](Ink ink, std::string_view mark, const std::string& words) {
    terminal_.message(paint(ink, mark) + " " + name + " " + words);
  };
  if (status.state == StageState::Starting && !terminal_.err_is_tty())
    say(Ink::Dim, "…", "starting");
  if (status.state == StageState::Ready) {
    const bool launched = status.launch_to_ready.count() > 0;
    const std::string after =
        launched ? " in " + emulator::format_duration(status.launch_to_ready) : "";
    const std::string what = status.description.empty() ? "" : " (" + status.description + ")";
    say(Ink::Green, "✓", "ready" + after + what);
  }
  if (is_ill(status))
    say(Ink::Red, "✗",
        "failed: " + cut(printable(secrets_.masked(cause_of(status))), kLongestCause));
}

std::string launch_failure_text(const EngineSnapshot& now, const emulator::Secrets& secrets, Paint paint) {
  std::string out;
  for (const auto& group : failures(now)) out += failure_of(now, group, secrets, paint);
  if (!out.empty() || !now.notice) return out;
  return printable_lines(secrets.masked(now.notice->what), "") +
         printable_lines(secrets.masked(now.notice->next_step), "  ");
}

std::string last_words_text(const EngineSnapshot& now, emulator::StageId stage,
                            const emulator::Secrets& secrets, Paint paint) {
  const auto lines = last_log_lines(now, stage);
  const std::size_t index = emulator::index_of(*now.pipeline, stage);
  if (lines.empty() || index == now.pipeline->stages.size()) return "";
  std::string out = "Last log lines of " + emulator::container_name(*now.pipeline, index) + "\n";
  for (const auto& line : lines)
    out += paint(Ink::Dim, printable_lines(secrets.masked(line), "  "));
  return out;
}

std::vector<emulator::Finding> launch_findings(const EngineSnapshot& now, const emulator::Secrets& secrets) {
  std::vector<emulator::Finding> findings = *now.findings;
  for (std::size_t i = 0; i < now.pipeline->stages.size(); ++i) {
    const auto& stage = now.pipeline->stages[i];
    const StageStatus* status = now.status_of(stage.id);
    if (status == nullptr || !is_ill(*status) || mentions(findings, stage.id)) continue;
    emulator::Finding finding;
    finding.id = "launch-failed";
    finding.severity = emulator::Severity::Error;
    finding.container_hostname = emulator::container_name(*now.pipeline, i);
    finding.stage = stage.id;
    finding.message = cause_of(*status);
    if (status->error && status->error->what != finding.message)
      finding.message += ": " + status->error->what;
    if (status->error) finding.fix = status->error->next_step;
    findings.push_back(std::move(finding));
  }
  return secrets.masked(std::move(findings));
}

}  // namespace app::cli
