#include <algorithm>
#include <cstdio>

#include "app/cli/arguments.h"
#include "app/cli/demo_on_docker.h"
#include "app/cli/engine_session.h"
#include "app/cli/exit_code.h"
#include "app/cli/findings_text.h"
#include "app/cli/hop_report.h"
#include "app/cli/launch_and_send.h"
#include "app/cli/pipeline_input.h"
#include "app/cli/printable.h"
#include "app/cli/recordings.h"
#include "app/cli/run_request.h"
#include "app/cli/subcommands.h"
#include "emulator/base/text.h"
#include "emulator/codec/run_json.h"
#include "emulator/model/secrets.h"
#include "emulator/validate/validate.h"

namespace app::cli {
namespace {

using emulator::EngineSnapshot;
using emulator::InvocationPtr;
using emulator::InvokeRequest;
using emulator::Result;

constexpr const char* kExamples =
    "Examples:\n"
    "  hoplens run wine.pipeline.json                      send the first saved request\n"
    "  hoplens run wine.pipeline.json --request \"one wine\" send that one\n"
    "  hoplens run wine.pipeline.json --input rows.csv --accept application/json\n"
    "  head -1 rows.csv | hoplens run wine.pipeline.json --input - --content-type text/csv\n"
    "  hoplens run wine.pipeline.json --skip postprocess --json\n"
    "  hoplens run wine.pipeline.json --har wine.har       every hop in a file for Chrome\n"
    "  hoplens run assets/demo/demo.pipeline.json --docker  the demo as containers\n"
    "\n"
    "Exit code: 0 the pipeline answered 2xx, 1 it answered with an error, 2 wrong usage or\n"
    "unreadable input, 3 a stage could not be launched, 130 or 143 when interrupted.";

struct RunOptions {
  PipelineInput input;
  RequestOptions request;
  bool docker = false;
  bool all_requests = false;
  bool json = false;
  std::optional<std::string> har;
};

// One `hoplens run`: launch, send, show, stop.
class Run {
 public:
  Run(Terminal& terminal, const RunOptions& options) : terminal_(terminal), options_(options) {}
  int operator()();

 private:
  Result<std::vector<InvokeRequest>> requests() const;
  int with_stages();
  int send_and_show(const InvokeRequest& request);
  int write_har();
  void show_invocation(const emulator::Invocation& invocation);
  void show_body(const emulator::HttpResponse& response);
  void tell_last_words();
  void tell_definition();
  void tell_launch();
  int launch_failed();
  int interrupted();
  void print_json(const EngineSnapshot& now, InvocationPtr invocation,
                  std::vector<emulator::Finding> findings);

  Terminal& terminal_;
  const RunOptions& options_;
  emulator::ReadPipeline read_;
  std::vector<InvokeRequest> requests_;
  emulator::Secrets secrets_;
  Interrupts interrupts_;
  std::unique_ptr<EngineSession> session_;
  std::vector<emulator::Finding> told_;
  std::vector<InvocationPtr> recorded_;
  emulator::StageId failed_stage_;  // whose answer, or lack of one, ended the chain
};

std::vector<std::string> route_of(const emulator::Pipeline& pipeline) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i)
    if (!pipeline.stages[i].bypassed()) names.push_back(emulator::container_name(pipeline, i));
  return names;
}

int Run::operator()() {
  auto read = read_input(options_.input);
  if (!read) return terminal_.error(read.error()), exit_code(read.error().code);
  read_ = std::move(*read);
  secrets_ = emulator::Secrets(read_.pipeline);
  auto made = requests();
  if (!made) return terminal_.error(made.error()), exit_code(made.error().code);
  requests_ = std::move(*made);

  auto session = EngineSession::start(interrupts_);
  if (!session) return terminal_.error(session.error()), kLaunchFailed;
  session_ = std::move(*session);
  int code = with_stages();
  if (options_.har && !recorded_.empty()) code = std::max(code, write_har());
  terminal_.flush();  // the answer is out before anybody waits for the stages
  session_->stop(terminal_);
  tell_last_words();
  session_.reset();
  const int signal_code = interrupts_.exit_code();
  return signal_code != 0 ? signal_code : code;
}

Result<std::vector<InvokeRequest>> Run::requests() const {
  if (options_.all_requests) return make_all_requests(read_.pipeline);
  auto request = make_request(read_.pipeline, options_.request);
  if (!request) return emulator::fail(request.error());
  return std::vector{std::move(*request)};
}

int Run::with_stages() {
  if (options_.docker) {
    auto changed = on_docker(*session_, std::move(read_), terminal_);
    if (!changed) return terminal_.error(changed.error()), kLaunchFailed;
    read_ = std::move(*changed);
  }
  const LaunchState state = launch(*session_, read_, secrets_, terminal_);
  if (state == LaunchState::Going) return interrupted();
  if (!options_.json) tell_definition();
  if (state == LaunchState::Failed) return launch_failed();
  if (!options_.json) tell_launch();
  int worst = kWell;
  for (const auto& request : requests_) {
    const int code = send_and_show(request);
    if (interrupts_.count() > 0) return code;
    worst = std::max(worst, code);
  }
  return worst;
}

int Run::send_and_show(const InvokeRequest& request) {
  const InvocationPtr invocation = send(*session_, request, terminal_);
  if (!invocation) return interrupts_.count() > 0 ? interrupted() : launch_failed();
  recorded_.push_back(invocation);
  if (!options_.json) {
    show_invocation(*invocation);
    tell_launch();  // a stage may have ended meanwhile
  } else {
    const auto now = session_->snapshot();
    auto findings = *now->findings;
    findings.insert(findings.end(), invocation->findings.begin(), invocation->findings.end());
    print_json(*now, invocation, secrets_.masked(std::move(findings)));
  }
  return answered_well(*invocation) ? kWell : kAnsweredWithError;
}

// Whatever the pipeline answered.
int Run::write_har() {
  emulator::RecordingSource source = emulator::source_of(recorded_);
  source.load = [this](const emulator::Body& body) { return session_->engine().load_body(body); };
  RecordingOutput output;
  output.format = emulator::recording_format("har");
  output.file = *options_.har;
  return write_recording(terminal_, read_.pipeline, source, output);
}

void Run::show_invocation(const emulator::Invocation& invocation) {
  const Paint paint = terminal_.out();
  std::string text = hop_report(invocation, paint, terminal_.width());
  const std::string failure = failure_text(invocation, paint);
  if (!failure.empty()) text += "\n" + secrets_.masked(failure);
  const std::string odd = findings_text(secrets_.masked(invocation.findings), paint);
  if (!odd.empty()) text += "\n" + odd;
  terminal_.result(text + "\n");
  if (invocation.response) show_body(*invocation.response);
  if (!invocation.hops.empty() && emulator::failed(*invocation.hops.back()))
    failed_stage_ = invocation.hops.back()->stage;
}

// After the stop, when everything that the stage had to say is in.
void Run::tell_last_words() {
  if (!failed_stage_ || options_.all_requests || interrupts_.count() > 0) return;
  const std::string text =
      last_words_text(*session_->snapshot(), failed_stage_, secrets_, terminal_.err());
  if (!text.empty()) terminal_.message("\n" + text.substr(0, text.size() - 1));
}

// The body comes last and as it is, except that a terminal is spared bytes that are no text.
void Run::show_body(const emulator::HttpResponse& response) {
  const auto bytes = session_->engine().load_body(*response.body);
  if (!bytes) return terminal_.error(bytes.error());
  const std::string_view text = (*bytes)->view();
  if (terminal_.out_is_tty() && !is_plain_text(text)) {
    const auto type = response.headers.get("Content-Type");
    terminal_.result("(" + emulator::format_size(text.size()) + " of " +
                     printable(type.value_or("bytes without a Content-Type")) +
                     ", not shown on a terminal)\n");
    return;
  }
  terminal_.result(text);
  const bool ended = text.empty() || text.back() == '\n';
  if (!ended && (terminal_.out_is_tty() || options_.all_requests)) terminal_.result("\n");
  if (options_.all_requests) terminal_.result("\n");
}

int Run::launch_failed() {
  const EngineSnapshot failed = tell_launch_failure(*session_, secrets_, terminal_);
  if (options_.json) print_json(failed, nullptr, launch_findings(failed, secrets_));
  return kLaunchFailed;
}

// The rules' findings are validate's; here a line says that there are some.
void Run::tell_definition() {
  std::vector<emulator::Finding> found;
  for (const auto& finding : *session_->snapshot()->findings)
    if (!finding.pointer.empty() && finding.severity != emulator::Severity::Info)
      found.push_back(finding);
  if (!found.empty())
    terminal_.message("The definition has " + findings_count(found) + ": see hoplens validate " +
                      printable(options_.input.file));
}

// What launching and running the stages showed to be odd, each once.
void Run::tell_launch() {
  std::vector<emulator::Finding> news;
  for (const auto& finding : *session_->snapshot()->findings) {
    if (!finding.pointer.empty() || std::ranges::find(told_, finding) != told_.end()) continue;
    told_.push_back(finding);
    news.push_back(finding);
  }
  const std::string text = findings_text(secrets_.masked(std::move(news)), terminal_.err());
  if (!text.empty()) terminal_.message(text.substr(0, text.size() - 1));
}

int Run::interrupted() {
  terminal_.message("Interrupted, stopping the stages");
  return interrupts_.exit_code();
}

void Run::print_json(const EngineSnapshot& now, InvocationPtr invocation,
                     std::vector<emulator::Finding> findings) {
  emulator::RunReport report;
  report.model_name = now.pipeline->model.model_name;
  report.order = route_of(*now.pipeline);
  report.invocation = std::move(invocation);
  report.findings = std::move(findings);
  terminal_.result(emulator::run_json(report));
}

void declare(CLI::App& app, RunOptions& options) {
  add_file(app, options.input.file);
  add_text(app, "--request", options.request.name, "Saved request to send (default: the first)")
      ->type_name("NAME");
  add_text(app, "--input", options.request.input, "File with the body to send; - is standard input")
      ->type_name("PATH");
  add_text(app, "--content-type", options.request.content_type, "Content-Type of the request")
      ->type_name("TYPE");
  add_text(app, "--accept", options.request.accept, "Accept, for the last stage")
      ->type_name("TYPE");
  add_text(app, "--custom-attributes", options.request.custom_attributes,
           "X-Amzn-SageMaker-Custom-Attributes, for the first stage")
      ->type_name("TEXT");
  add_names(app, "--order", options.input.order, "Run the stages in this order, this once");
  add_names(app, "--skip", options.input.skip, "Leave these stages out, this once");
  add_docker(app, options.docker);
  app.add_flag("--all-requests", options.all_requests, "Send every saved request in turn");
  add_text(app, "--har", options.har, "Also write every hop to this HAR file, secrets hidden")
      ->type_name("OUT");
  app.add_flag("--json", options.json, "Print the result as one JSON document");
}

// --all-requests sends what is saved, as it is saved, and has no single result.
bool contradicts_itself(const RunOptions& options) {
  const RequestOptions& request = options.request;
  return options.all_requests &&
         (options.json || request.name || request.input || request.content_type || request.accept ||
          request.custom_attributes);
}

int run(Terminal& terminal, const RunOptions& options) {
  if (!contradicts_itself(options)) return Run(terminal, options)();
  terminal.error({emulator::ErrorCode::InvalidInput,
                  "--all-requests goes with neither --json nor an option about one request",
                  "Leave out one or the other"});
  return kBadInput;
}

}  // namespace

Action add_run(CLI::App& root) {
  auto* app = root.add_subcommand("run", "Launch, send one request, show every hop, stop");
  app->footer(kExamples);
  auto options = std::make_shared<RunOptions>();
  declare(*app, *options);
  return [options](Terminal& terminal) { return run(terminal, *options); };
}

}  // namespace app::cli
