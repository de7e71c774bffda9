#include "app/cli/launch_report.h"

#include <algorithm>

#include "app/cli/printable.h"
#include "emulator/base/text.h"

namespace app::cli {
namespace {

using emulator::EngineSnapshot;
using emulator::ServiceState;
using emulator::StageState;
using emulator::StageStatus;

constexpr std::size_t kLastLogLines = 10;

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

std::string stage_failure_text(const EngineSnapshot& now, std::size_t index, const Secrets& secrets,
                               Paint paint) {
  const auto& stage = now.pipeline->stages[index];
  const StageStatus& status = *now.status_of(stage.id);
  const std::string cause = cause_of(status);
  std::string out = paint(Ink::Bold, emulator::container_name(*now.pipeline, index)) +
                    " could not be launched: " + printable(secrets.masked(cause)) + "\n";
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

void LaunchProgress::show(const EngineSnapshot& now) {
  std::vector<std::string> starting;
  for (std::size_t i = 0; i < now.pipeline->stages.size(); ++i) {
    const StageStatus* status = now.status_of(now.pipeline->stages[i].id);
    if (status == nullptr) continue;
    const std::string name = emulator::container_name(*now.pipeline, i);
    if (status->state == StageState::Starting) starting.push_back(name);
    const auto [told, first] = told_.try_emplace(status->stage, StageState::Idle);
    if (told->second == status->state) continue;
    told->second = status->state;
    tell(name, *status);
  }
  if (starting.empty()) return terminal_.clear_progress();
  terminal_.progress("Starting " + listed(starting) + " (" +
                     emulator::format_duration(std::chrono::steady_clock::now() - since_) + ")");
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
  if (is_ill(status)) say(Ink::Red, "✗", "failed: " + printable(secrets_.masked(cause_of(status))));
}

std::string launch_failure_text(const EngineSnapshot& now, const Secrets& secrets, Paint paint) {
  std::string out;
  for (std::size_t i = 0; i < now.pipeline->stages.size(); ++i) {
    const StageStatus* status = now.status_of(now.pipeline->stages[i].id);
    if (status != nullptr && is_ill(*status)) out += stage_failure_text(now, i, secrets, paint);
  }
  if (!out.empty() || !now.notice) return out;
  return printable_lines(secrets.masked(now.notice->what), "") +
         printable_lines(secrets.masked(now.notice->next_step), "  ");
}

std::string last_words_text(const EngineSnapshot& now, emulator::StageId stage,
                            const Secrets& secrets, Paint paint) {
  const auto lines = last_log_lines(now, stage);
  const std::size_t index = emulator::index_of(*now.pipeline, stage);
  if (lines.empty() || index == now.pipeline->stages.size()) return "";
  std::string out = "Last log lines of " + emulator::container_name(*now.pipeline, index) + "\n";
  for (const auto& line : lines)
    out += paint(Ink::Dim, printable_lines(secrets.masked(line), "  "));
  return out;
}

std::vector<emulator::Finding> launch_findings(const EngineSnapshot& now, const Secrets& secrets) {
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
