#include <algorithm>
#include <map>

#include "app/cli/arguments.h"
#include "app/cli/engine_session.h"
#include "app/cli/exit_code.h"
#include "app/cli/pipeline_input.h"
#include "app/cli/printable.h"
#include "emulator/model/secrets.h"
#include "app/cli/serve_report.h"
#include "app/cli/subcommands.h"
#include "emulator/api/control/arriving_model.h"
#include "emulator/codec/serving_json.h"

namespace app::cli {
namespace {

using emulator::AddressView;
using emulator::EndpointView;
using emulator::EngineSnapshot;
using emulator::Result;

constexpr const char* kExamples =
    "Examples:\n"
    "  hoplens serve wine.pipeline.json                     one endpoint, named as its model\n"
    "  hoplens serve a.pipeline.json b.pipeline.json --port 0\n"
    "  hoplens serve --state ~/.local/state/my-endpoints    only what arrives over the wire\n"
    "\n"
    "Then, in another shell, aws and boto3 as they are:\n"
    "  eval \"$(hoplens env)\"\n"
    "  aws sagemaker list-endpoints --endpoint-url http://127.0.0.1:8089\n"
    "\n"
    "Models that arrive over the wire run as Local.Images of the files says, else their image "
    "runs\n"
    "on Docker. Servers bind to loopback unless --host says otherwise.\n"
    "Exit code: 2 wrong usage or unreadable input, 3 the port is taken or a stage of a file could\n"
    "not be launched, 130 or 143 when interrupted, which is how it ends.";

struct ServeOptions {
  std::vector<std::string> files;
  emulator::AddressOptions address;
  std::string state;
  bool json = false;
  bool quiet = false;
};

// One `hoplens serve`: open the address, launch, tell who calls, stop.
class Serve {
 public:
  Serve(Terminal& terminal, ServeOptions options)
      : terminal_(terminal), options_(std::move(options)), progress_(terminal_, options_.quiet) {}
  int operator()();

 private:
  Result<void> read_files();
  int with_session();
  int open_address();
  int launch_all();
  void keep_serving();
  void tell_ready(const AddressView& address);
  void tell_beyond_loopback(const AddressView& address);
  int launch_failed(const EngineSnapshot& now);
  int interrupted();

  Terminal& terminal_;
  ServeOptions options_;
  EndpointProgress progress_;  // knows which stages were told already
  std::vector<std::shared_ptr<const emulator::Pipeline>> pipelines_;
  std::vector<emulator::Secrets> secrets_;
  Interrupts interrupts_;
  std::unique_ptr<EngineSession> session_;
};

int Serve::operator()() {
  if (const auto read = read_files(); !read)
    return terminal_.error(read.error()), exit_code(read.error().code);
  auto session = EngineSession::start(interrupts_);
  if (!session) return terminal_.error(session.error()), kLaunchFailed;
  session_ = std::move(*session);
  const int code = with_session();
  terminal_.flush();
  session_->stop(terminal_);
  session_.reset();
  const int signal_code = interrupts_.exit_code();
  return signal_code != 0 ? signal_code : code;
}

// All that can be wrong with the files is found before a stage is started.
Result<void> Serve::read_files() {
  std::map<std::string, std::string> file_of;
  for (const std::string& file : options_.files) {
    auto read = read_input({file, {}, {}});
    if (!read) return emulator::fail(read.error());
    const emulator::Pipeline& pipeline = read->pipeline;
    const std::string& name = pipeline.model.model_name;
    if (const auto [twin, is_new] = file_of.try_emplace(name, file); !is_new)
      return emulator::fail(
          emulator::ErrorCode::InvalidInput,
          printable(file) + " and " + printable(twin->second) + " both describe model " + name,
          "Give each pipeline a ModelName of its own: the endpoint is named after it");
    if (auto map = emulator::image_map_of(pipeline))
      options_.address.images.push_back(std::move(*map));
    secrets_.emplace_back(pipeline);
    pipelines_.push_back(std::make_shared<const emulator::Pipeline>(std::move(read->pipeline)));
  }
  options_.address.state_folder = options_.state;
  return {};
}

int Serve::with_session() {
  if (const int code = open_address(); code != kWell) return code;
  if (const int code = launch_all(); code != kWell) return code;
  keep_serving();
  return kWell;
}

int Serve::open_address() {
  session_->engine().submit(emulator::OpenAddress{options_.address});
  std::shared_ptr<const AddressView> address;
  session_->wait([&address](const EngineSnapshot& now) {
    address = now.address;
    return address != nullptr;
  });
  if (!address) return interrupts_.exit_code();
  if (address->error) return terminal_.error(*address->error), exit_code(address->error->code);
  tell_beyond_loopback(*address);
  return kWell;
}

// Until every file's endpoint is in service, or the first of them failed.
int Serve::launch_all() {
  for (const auto& pipeline : pipelines_)
    session_->engine().submit(emulator::ServePipeline{pipeline});
  bool failed = false;
  const auto end = session_->wait([&](const EngineSnapshot& now) {
    if (now.notice) return failed = true;
    progress_.show(*now.address);
    std::size_t ready = 0;
    for (const auto& pipeline : pipelines_) {
      const EndpointView* endpoint = find(*now.address, pipeline->model.model_name);
      if (endpoint == nullptr) continue;
      if (endpoint->status == "Failed") return failed = true;
      if (endpoint->status == "InService") ++ready;
    }
    return ready == pipelines_.size();
  });
  terminal_.clear_progress();
  if (end == EngineSession::End::Interrupted) return interrupted();
  const auto now = session_->snapshot();
  if (failed) return launch_failed(*now);
  tell_ready(*now->address);
  return kWell;
}

int Serve::launch_failed(const EngineSnapshot& now) {
  if (now.notice) {
    terminal_.error(*now.notice);
    return exit_code(now.notice->code);
  }
  for (std::size_t i = 0; i < pipelines_.size(); ++i) {
    const EndpointView* endpoint = find(*now.address, pipelines_[i]->model.model_name);
    if (endpoint == nullptr || endpoint->status != "Failed") continue;
    std::string words =
        secrets_[i].masked(endpoint_failure_text(*endpoint, *now.logs, terminal_.err()));
    while (words.ends_with('\n')) words.pop_back();
    terminal_.message(words);
  }
  return kLaunchFailed;
}

void Serve::tell_beyond_loopback(const AddressView& address) {
  if (!address.beyond_loopback) return;
  terminal_.message(terminal_.err()(Ink::Yellow, "▲") + " " + printable(address.url) +
                    " can be reached from other machines, and asks nobody for a signature");
}

// The promised lines, then on standard error how to use them.
void Serve::tell_ready(const AddressView& address) {
  std::vector<std::string> names;
  for (const auto& pipeline : pipelines_) names.push_back(pipeline->model.model_name);
  if (options_.json) {
    std::vector<emulator::ServedEndpoint> served;
    for (const std::string& name : names)
      if (const EndpointView* endpoint = find(address, name))
        served.push_back({name, endpoint->name, endpoint->url});
    terminal_.result(emulator::serving_json(address.url, served));
  } else {
    for (const std::string& name : names)
      if (const EndpointView* endpoint = find(address, name))
        terminal_.result("InService " + name + " " + endpoint->url + "\n");
  }
  terminal_.flush();
  if (options_.quiet) return;
  terminal_.message("Answering as SageMaker at " + address.url + " (Ctrl+C stops it)");
  terminal_.message("  eval \"$(hoplens env --url " + address.url +
                    ")\" points aws and boto3 here");
}

// One line for each invocation and each change of an endpoint or of its stages, until a signal
// comes.
void Serve::keep_serving() {
  InvocationLines lines;
  EndpointLines endpoints(*session_->snapshot()->address);
  std::optional<emulator::Error> told;
  session_->wait([&](const EngineSnapshot& now) {
    if (now.notice && now.notice != told) terminal_.error(*now.notice);
    told = now.notice;
    if (options_.quiet || !now.address) return false;
    progress_.show(*now.address);
    for (const std::string& line : endpoints.news(*now.address, terminal_.err()))
      terminal_.message(line);
    for (const std::string& line : lines.news(*now.trace, terminal_.err())) terminal_.message(line);
    return false;
  });
  terminal_.clear_progress();
  interrupted();
}

int Serve::interrupted() {
  terminal_.message("Interrupted, stopping the stages");
  return interrupts_.exit_code();
}

void declare(CLI::App& app, ServeOptions& options) {
  app.add_option("FILE", options.files,
                 "Pipeline files (*.pipeline.json) or CreateModel JSON; each becomes an endpoint")
      ->type_name("");
  app.add_option("--host", options.address.host,
                 "Address to listen on (default: 127.0.0.1, this machine only)")
      ->type_name("HOST");
  app.add_option("--port", options.address.port, "Port (default: 8089; 0: any free one)")
      ->check(CLI::Range(0, 65535).description(""))
      ->type_name("PORT");
  app.add_option("--allow-host", options.address.allowed_hosts,
                 "Another name under which clients may call it, such as host.docker.internal")
      ->type_name("NAME");
  app.add_option("--state", options.state,
                 "Folder that keeps models, configs and endpoints over a restart")
      ->type_name("FOLDER");
  app.add_option("--account", options.address.account,
                 "Account in ARNs and messages (default: 000000000000)")
      ->type_name("ID");
  app.add_option("--region", options.address.region,
                 "Region where a request is not signed (default: us-east-1)")
      ->type_name("REGION");
  app.add_flag("--quiet", options.quiet, "No line for each invocation");
  app.add_flag("--json", options.json, "Print the endpoints as one JSON document once they serve");
}

}  // namespace

Action add_serve(CLI::App& root) {
  auto* app = root.add_subcommand("serve",
                                  "Keep pipelines running behind one SageMaker-compatible address");
  app->footer(kExamples);
  auto options = std::make_shared<ServeOptions>();
  declare(*app, *options);
  return [options](Terminal& terminal) { return Serve(terminal, *options)(); };
}

}  // namespace app::cli
