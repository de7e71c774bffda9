#include <filesystem>

#include "app/cli/arguments.h"
#include "app/cli/exit_code.h"
#include "app/cli/printable.h"
#include "app/cli/subcommands.h"
#include "emulator/codec/pipeline_file.h"
#include "emulator/model/starter_pipeline.h"

namespace app::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kExamples =
    "Examples:\n"
    "  hoplens new wine.pipeline.json\n"
    "  hoplens run wine.pipeline.json\n"
    "\n"
    "The stages of the new file only hand on what they get; put your own Command, "
    "WorkingDirectory\n"
    "and ModelData in their place.";

constexpr const char* kDefaultFile = "my.pipeline.json";

struct NewOptions {
  std::string file = kDefaultFile;
  bool force = false;
};

int run_new(Terminal& terminal, const NewOptions& options) {
  std::error_code error;
  if (!options.force && fs::exists(fs::symlink_status(options.file, error))) {
    terminal.error({emulator::ErrorCode::InvalidInput, options.file + " exists already",
                    "Choose another name, or overwrite it with --force"});
    return kBadInput;
  }
  const emulator::Pipeline pipeline =
      emulator::starter_pipeline(emulator::model_name_for(options.file), {});
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
