#include <cctype>
#include <filesystem>

#include "app/cli/arguments.h"
#include "app/cli/exit_code.h"
#include "app/cli/printable.h"
#include "app/cli/subcommands.h"
#include "emulator/codec/pipeline_file.h"

namespace app::cli {
namespace {

namespace fs = std::filesystem;
using emulator::Pipeline;
using emulator::Stage;

constexpr const char* kExamples =
    "Examples:\n"
    "  hoplens new wine.pipeline.json\n"
    "  hoplens run wine.pipeline.json\n"
    "\n"
    "The stages of the new file only hand on what they get; put your own Command, "
    "WorkingDirectory\n"
    "and ModelData in their place.";

constexpr const char* kDefaultFile = "my.pipeline.json";
constexpr const char* kStageProgram = "hoplens-demo-stage";  // comes with hoplens, beside it
constexpr std::size_t kLongestModelName = 63;                // contract 1.2

struct NewOptions {
  std::string file = kDefaultFile;
  bool force = false;
};

// contract 1.2: letters, digits and hyphens, none at either end.
std::string model_name_for(const fs::path& file) {
  std::string name;
  for (const char c : file.filename().string().substr(0, file.filename().string().find('.'))) {
    const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0 && (c & 0x80) == 0;
    if (plain) name += c;
    if (!plain && !name.empty() && name.back() != '-') name += '-';
  }
  name.resize(std::min(name.size(), kLongestModelName));
  while (!name.empty() && name.back() == '-') name.pop_back();
  return name.empty() ? "my-pipeline" : name;
}

Stage starter_stage(const std::string& model, const std::string& name) {
  Stage stage;
  stage.id = emulator::new_stage_id();
  stage.container.container_hostname = name;
  stage.container.image =
      "123456789012.dkr.ecr.us-east-1.amazonaws.com/" + model + "-" + name + ":1";
  stage.container.model_data_url = "s3://my-bucket/" + model + "/" + name + ".tar.gz";
  emulator::StageLaunch launch;
  launch.runtime = emulator::RuntimeKind::Process;
  launch.command = {kStageProgram, "serve", "--role", "echo"};
  stage.launch = launch;
  return stage;
}

Pipeline starter_pipeline(const fs::path& file) {
  Pipeline pipeline;
  pipeline.model.model_name = model_name_for(file);
  pipeline.model.execution_role_arn = "arn:aws:iam::123456789012:role/SageMakerRole";
  pipeline.model.kept.key_order = {"ModelName", "ExecutionRoleArn", "Containers"};
  for (const char* name : {"preprocess", "model"})
    pipeline.stages.push_back(starter_stage(pipeline.model.model_name, name));
  emulator::SavedRequest request;
  request.name = "one row";
  request.content_type = "text/csv";
  request.accept = "text/csv";
  request.body = "5.1,3.5,1.4,0.2\n";
  pipeline.requests.push_back(request);
  return pipeline;
}

int run_new(Terminal& terminal, const NewOptions& options) {
  std::error_code error;
  if (!options.force && fs::exists(fs::symlink_status(options.file, error))) {
    terminal.error({emulator::ErrorCode::InvalidInput, options.file + " exists already",
                    "Choose another name, or overwrite it with --force"});
    return kBadInput;
  }
  const Pipeline pipeline = starter_pipeline(options.file);
  const auto written = emulator::write_pipeline_file(pipeline, options.file);
  if (!written) return terminal.error(written.error()), exit_code(written.error().code);
  const std::string file = printable(options.file);
  terminal.message("Written to " + file +
                   ". Its stages hand on what they get; put your own "
                   "Command in their place.");
  terminal.message("Try it: hoplens run " + file);
  return kWell;
}

}  // namespace

Action add_new_pipeline(CLI::App& root) {
  auto* app = root.add_subcommand("new", "Write a starter pipeline file that runs");
  app->footer(kExamples);
  auto options = std::make_shared<NewOptions>();
  app->add_option("FILE", options->file,
                  std::string("File to write (default: ") + kDefaultFile + ")")
      ->type_name("");
  app->add_flag("--force", options->force, "Overwrite the file if it exists");
  return [options](Terminal& terminal) { return run_new(terminal, *options); };
}

}  // namespace app::cli
