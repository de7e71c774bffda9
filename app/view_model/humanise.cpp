#include "app/view_model/humanise.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "emulator/base/text.h"

namespace app {
namespace {

using emulator::ServiceState;
using emulator::StageState;

std::string capitalised(std::string text) {
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
    text.front() = static_cast<char>(text.front() - 'a' + 'A');
  return text;
}

struct StageWordsRow {
  StageState state;
  Glyph glyph;
  std::string_view text;
};
constexpr std::array kStageWords = {
    StageWordsRow{StageState::Idle, Glyph::Idle, "Not running"},
    StageWordsRow{StageState::Starting, Glyph::Starting, "Starting"},
    StageWordsRow{StageState::Ready, Glyph::Ok, "Ready"},
    StageWordsRow{StageState::Failing, Glyph::Error, "Failing"},
    StageWordsRow{StageState::Stopping, Glyph::Starting, "Stopping"},
    StageWordsRow{StageState::Exited, Glyph::Error, "Exited"},
    StageWordsRow{StageState::Failed, Glyph::Error, "Failed"},
};

struct ServiceWordsRow {
  ServiceState state;
  Glyph glyph;
  std::string_view text;
};
constexpr std::array kServiceWords = {
    ServiceWordsRow{ServiceState::Empty, Glyph::Idle, "No pipeline"},
    ServiceWordsRow{ServiceState::Stopped, Glyph::Idle, "Stopped"},
    ServiceWordsRow{ServiceState::Creating, Glyph::Starting, "Creating"},
    ServiceWordsRow{ServiceState::InService, Glyph::Ok, "In service"},
    ServiceWordsRow{ServiceState::Failed, Glyph::Error, "Failed"},
    ServiceWordsRow{ServiceState::Stopping, Glyph::Starting, "Stopping"},
};

std::string ready_detail(const emulator::StageStatus& status) {
  if (!status.description.empty()) return status.description;
  return status.address.port > 0 ? ":" + std::to_string(status.address.port) : "";
}

std::string ill_detail(const emulator::StageStatus& status) {
  if (!status.cause.empty()) return status.cause;
  return status.error ? status.error->what : "";
}

// "exited 1 after 0.4 s", "killed by SIGKILL (9), out of memory?"
std::string end_of(const emulator::StageStatus& status) {
  constexpr std::string_view kExited = "exited with code ";
  std::string cause = status.cause;
  if (cause.starts_with(kExited)) cause = "exited " + cause.substr(kExited.size());
  // A guess only where nobody knows: of a container the engine does.
  const bool killed = cause == "exited 137" || cause.ends_with("SIGKILL (9)");
  if (killed && !status.description.starts_with("container ")) return cause + ", out of memory?";
  if (status.ran_for <= emulator::Nanoseconds{0}) return cause;
  return cause + " after " + elapsed_text(status.ran_for);
}

// What a running stage says while its definition has changed under it.
constexpr std::string_view kOutdated = "changed, redeploy to apply";

std::string_view after_last_slash(std::string_view text) {
  while (text.size() > 1 && text.ends_with('/')) text.remove_suffix(1);
  const std::size_t slash = text.rfind('/');
  return slash == std::string_view::npos ? text : text.substr(slash + 1);
}

// The newest invocation of the pipeline that the stage belongs to; null: none near the end. Others
// may run beside it for endpoints of the address, under names of their own.
const emulator::Invocation* last_of_pipeline(const emulator::TraceView& trace,
                                             emulator::StageId stage) {
  constexpr std::size_t kNear = 200;
  const std::size_t first = trace.size() - std::min(trace.size(), kNear);
  const emulator::Invocation* reached = nullptr;
  for (std::size_t i = trace.size(); i > first && !reached; --i)
    if (std::ranges::any_of(trace[i - 1]->hops,
                            [&](const auto& hop) { return hop->stage == stage; }))
      reached = trace[i - 1].get();
  if (!reached) return nullptr;
  for (std::size_t i = trace.size(); i > first; --i)
    if (trace[i - 1]->model_name == reached->model_name && !trace[i - 1]->order.empty())
      return trace[i - 1].get();
  return reached;
}

bool answered_well(int status) { return status >= 200 && status < 300; }

}  // namespace

StatusWords stage_words(const emulator::StageStatus* status, emulator::WallTime now) {
  const StageState state = status ? status->state : StageState::Idle;
  const auto row = std::ranges::find(kStageWords, state, &StageWordsRow::state);
  StatusWords words{row->glyph, std::string(row->text), ""};
  if (!status) return words;
  switch (state) {
    case StageState::Ready:
      words.detail = status->outdated ? std::string(kOutdated) : ready_detail(*status);
      break;
    case StageState::Starting:
      words.text += " " + elapsed_text(now - status->since);
      words.detail = status->cause;
      if (words.detail.empty() && !status->description.empty()) words.detail = "waiting for /ping";
      break;
    case StageState::Exited:
      // "exited with code 137" says it all; the state's own word would only repeat it.
      if (!status->cause.empty()) words.text = capitalised(end_of(*status));
      break;
    case StageState::Failing:
      words.detail = ill_detail(*status);
      break;
    case StageState::Failed:
      words.detail =
          status->ran_for > emulator::Nanoseconds{0} ? end_of(*status) : ill_detail(*status);
      break;
    default:
      break;
  }
  return words;
}

StatusWords service_words(ServiceState state) {
  const auto row = std::ranges::find(kServiceWords, state, &ServiceWordsRow::state);
  return {row->glyph, std::string(row->text), ""};
}

StatusWords invocation_words(const emulator::Invocation& invocation) {
  if (!invocation.finished) return {Glyph::Running, "running", ""};
  if (!invocation.response) return {Glyph::Idle, "cancelled", ""};
  const int status = invocation.response->status;
  return {answered_well(status) ? Glyph::Ok : Glyph::Error, std::to_string(status), ""};
}

StatusWords hop_words(const emulator::Hop& hop) {
  if (const emulator::TransportError* error = hop.error())
    return {Glyph::Error, std::string(emulator::to_text(error->kind)), error->message};
  const emulator::HttpResponse& response = *hop.response();
  std::string text = std::to_string(response.status);
  if (!response.reason.empty()) text += " " + response.reason;
  return {answered_well(response.status) ? Glyph::Ok : Glyph::Error, text, ""};
}

Glyph severity_glyph(emulator::Severity severity) {
  switch (severity) {
    case emulator::Severity::Error:
      return Glyph::Error;
    case emulator::Severity::Warning:
      return Glyph::Warning;
    default:
      return Glyph::Idle;
  }
}

std::optional<CardTraffic> card_traffic(const emulator::TraceView& trace, emulator::StageId stage) {
  const emulator::Invocation* last = last_of_pipeline(trace, stage);
  if (!last) return std::nullopt;
  for (const emulator::HopPtr& hop : last->hops) {
    if (hop->stage != stage) continue;
    CardTraffic traffic;
    traffic.duration = emulator::format_duration(hop->timing.container());
    traffic.in = hop->request.body ? emulator::format_size(hop->request.body->size()) : "0 B";
    const emulator::HttpResponse* response = hop->response();
    traffic.out =
        response && response->body ? emulator::format_size(response->body->size()) : "no answer";
    return traffic;
  }
  return std::nullopt;
}

std::string stage_origin(const emulator::Stage& stage) {
  switch (stage.runtime()) {
    case emulator::RuntimeKind::Url:
      return stage.launch->url.value_or("");
    case emulator::RuntimeKind::Process:
      if (stage.launch->command && !stage.launch->command->empty())
        return std::string(after_last_slash(stage.launch->command->front()));
      return "";
    case emulator::RuntimeKind::Docker:
      break;
  }
  if (stage.launch && stage.launch->build)
    return std::string(after_last_slash(*stage.launch->build)) + "/";
  if (stage.launch && stage.launch->image) return *stage.launch->image;
  return std::string(after_last_slash(stage.container.image.value_or("")));
}

std::string pipeline_facts(const emulator::Pipeline& pipeline, std::uint64_t revision) {
  const auto& execution = pipeline.model.inference_execution_config;
  return (execution ? execution->mode : "Serial") + "  /  " +
         counted(pipeline.stages.size(), "container") + "  /  revision " + std::to_string(revision);
}

std::vector<std::string> pipeline_facts_by_room(const emulator::Pipeline& pipeline,
                                                std::uint64_t revision, bool unsaved) {
  const std::string facts = pipeline_facts(pipeline, revision);
  const std::string short_facts =
      counted(pipeline.stages.size(), "container") + "  /  revision " + std::to_string(revision);
  if (!unsaved) return {facts, short_facts, "revision " + std::to_string(revision)};
  return {facts + "  /  not saved", short_facts + "  /  not saved", "not saved"};
}

std::string elapsed_text(emulator::Nanoseconds elapsed) {
  const double seconds = std::max(0.0, std::chrono::duration<double>(elapsed).count());
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), seconds < 100 ? "%.1f s" : "%.0f s", seconds);
  return text.data();
}

std::string redeploy_text(const std::vector<emulator::StageStatus>& stages) {
  const auto outdated = std::ranges::count(stages, true, &emulator::StageStatus::outdated);
  if (outdated == 0) return "";
  return "Redeploy " + std::to_string(outdated) + " of " + counted(stages.size(), "stage");
}

std::vector<const emulator::LogLine*> last_lines(const emulator::LogView& logs,
                                                 emulator::StageId stage, std::size_t most) {
  constexpr std::size_t kNear = 2'000;  // a silent stage's lines may lie under all the others'
  std::vector<const emulator::LogLine*> out;
  const std::size_t end = logs.size();
  for (std::size_t i = end; i > 0 && end - i < kNear && out.size() < most; --i)
    if (logs[i - 1].stage == stage) out.push_back(&logs[i - 1]);
  std::ranges::reverse(out);
  return out;
}

bool shows_elapsed_time(const emulator::EngineSnapshot& now) {
  const auto starting = [](const emulator::StageStatus& status) {
    return status.state == StageState::Starting;
  };
  const auto hosts_starting = [&](const emulator::EndpointView& endpoint) {
    for (const emulator::VariantView& variant : endpoint.variants)
      for (const emulator::HostedContainer& container : variant.report.containers)
        if (starting(container.status)) return true;
    return false;
  };
  return now.running_invocations > 0 || std::ranges::any_of(*now.stages, starting) ||
         (now.address && std::ranges::any_of(now.address->endpoints, hosts_starting));
}

std::string counted(std::size_t count, std::string_view singular) {
  return emulator::format_count(count) + " " + std::string(singular) + (count == 1 ? "" : "s");
}

}  // namespace app
