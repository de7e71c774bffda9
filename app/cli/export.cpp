#include "app/cli/arguments.h"
#include "app/cli/exit_code.h"
#include "app/cli/findings_text.h"
#include "app/cli/pipeline_input.h"
#include "app/cli/printable.h"
#include "app/cli/subcommands.h"
#include "emulator/base/file_text.h"
#include "emulator/base/text.h"
#include "emulator/export/exporter.h"
#include "emulator/validate/validate.h"

namespace app::cli {
namespace {

constexpr const char* kExamples =
    "Examples:\n"
    "  hoplens export wine.pipeline.json --to createmodel -o create-model.json\n"
    "  hoplens export wine.pipeline.json --to createmodel --order model,preprocess\n"
    "\n"
    "What AWS still needs to be told is listed on standard error.";

struct ExportOptions {
  PipelineInput input;
  std::string format;
  std::optional<std::string> output;
};

emulator::Error unknown_format(const std::string& format) {
  std::vector<std::string> names;
  for (const auto& exporter : emulator::exporters()) names.emplace_back(exporter.id);
  return {emulator::ErrorCode::InvalidInput, "There is no export format " + format,
          "The formats are " + listed(names)};
}

// An export is written even where AWS would refuse it, but never silently.
void tell_findings(Terminal& terminal, const emulator::Pipeline& pipeline,
                   const std::vector<emulator::Finding>& to_fill_in) {
  if (!to_fill_in.empty()) {
    terminal.message("To fill in before AWS takes it");
    const std::string text = findings_text(to_fill_in, terminal.err());
    terminal.message(text.substr(0, text.size() - 1));
  }
  const auto found = emulator::validate(pipeline);
  if (emulator::has_errors(found))
    terminal.message("The definition has " + findings_count(found) + ": see hoplens validate " +
                     printable(pipeline.file.string()));
}

int run_export(Terminal& terminal, const ExportOptions& options) {
  const auto* exporter = emulator::find_exporter(options.format);
  if (exporter == nullptr) return terminal.error(unknown_format(options.format)), kBadInput;
  const auto read = read_input(options.input);
  if (!read) return terminal.error(read.error()), exit_code(read.error().code);
  const auto exported = exporter->render(read->pipeline);
  if (!exported) return terminal.error(exported.error()), exit_code(exported.error().code);
  tell_findings(terminal, read->pipeline, exported->to_fill_in);
  if (!options.output || *options.output == "-") {
    terminal.result(exported->text);
    return kWell;
  }
  const auto written = emulator::write_text_atomically(exported->text, *options.output);
  if (!written) return terminal.error(written.error()), exit_code(written.error().code);
  terminal.message(std::string(exporter->title) + " written to " + printable(*options.output));
  return kWell;
}

}  // namespace

Action add_export(CLI::App& root) {
  auto* app = root.add_subcommand("export", "Write the definition in a format that AWS takes");
  app->footer(kExamples);
  auto options = std::make_shared<ExportOptions>();
  add_file(*app, options->input.file);
  app->add_option("--to", options->format, "Format: createmodel")->required()->type_name("FORMAT");
  add_text(*app, "-o,--output", options->output, "File to write (default: standard output)")
      ->type_name("OUT");
  add_names(*app, "--order", options->input.order, "Containers in this order");
  return [options](Terminal& terminal) { return run_export(terminal, *options); };
}

}  // namespace app::cli
