#include "emulator/validate/validate.h"

#include "app/cli/arguments.h"
#include "app/cli/exit_code.h"
#include "app/cli/findings_text.h"
#include "app/cli/pipeline_input.h"
#include "app/cli/printable.h"
#include "emulator/model/secrets.h"
#include "app/cli/subcommands.h"
#include "emulator/codec/run_json.h"

namespace app::cli {
namespace {

constexpr const char* kExamples =
    "Examples:\n"
    "  hoplens validate wine.pipeline.json\n"
    "  hoplens validate create-model.json --json\n"
    "\n"
    "Exit code: 0 nothing wrong, 1 at least one error found, 2 the file cannot be read.";

struct ValidateOptions {
  PipelineInput input;
  bool json = false;
};

// What reading kept but wonders about, then what the rules find.
std::vector<emulator::Finding> findings_of(const emulator::ReadPipeline& read) {
  std::vector<emulator::Finding> findings = read.warnings;
  const auto found = emulator::validate(read.pipeline);
  findings.insert(findings.end(), found.begin(), found.end());
  emulator::add_lines(findings, read.lines);
  return emulator::Secrets(read.pipeline).masked(std::move(findings));
}

// With --json there is a document even for a file that cannot be read.
emulator::Finding unreadable(const emulator::Error& error) {
  emulator::Finding finding;
  finding.id = "unreadable";
  finding.severity = emulator::Severity::Error;
  finding.message = error.what;
  finding.fix = error.next_step;
  return finding;
}

std::string text_of(const std::vector<emulator::Finding>& findings, Paint paint) {
  const std::size_t rules = emulator::definition_rules().size();
  const std::string count = findings.empty() ? "No findings" : findings_count(findings);
  const std::string text = findings_text(findings, paint);
  return text + (text.empty() ? "" : "\n") + count + ". " + counted(rules, "rule") + " checked\n";
}

int run_validate(Terminal& terminal, const ValidateOptions& options) {
  const auto read = read_input(options.input);
  if (!read) {
    terminal.error(read.error());
    if (options.json) terminal.result(emulator::findings_json({unreadable(read.error())}));
    return exit_code(read.error().code);
  }
  const auto findings = findings_of(*read);
  terminal.result(options.json ? emulator::findings_json(findings)
                               : text_of(findings, terminal.out()));
  return emulator::has_errors(findings) ? kAnsweredWithError : kWell;
}

}  // namespace

Action add_validate(CLI::App& root) {
  auto* app = root.add_subcommand("validate", "Check the definition; start nothing");
  app->footer(kExamples);
  auto options = std::make_shared<ValidateOptions>();
  add_file(*app, options->input.file);
  app->add_flag("--json", options->json, "Print the findings as one JSON document");
  return [options](Terminal& terminal) { return run_validate(terminal, *options); };
}

}  // namespace app::cli
