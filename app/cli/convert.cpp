#include <filesystem>

#include "app/cli/arguments.h"
#include "app/cli/exit_code.h"
#include "app/cli/printable.h"
#include "app/cli/recordings.h"
#include "app/cli/subcommands.h"
#include "emulator/base/file_text.h"
#include "emulator/codec/recordings/har.h"
#include "emulator/codec/recordings/session_file.h"

namespace app::cli {
namespace {

using emulator::Result;

constexpr const char* kExamples =
    "Examples:\n"
    "  hoplens convert wine.hoplens-session --to har -o wine.har\n"
    "  hoplens convert wine.hoplens-session --to chrome-trace -o wine.trace.json\n"
    "  hoplens convert wine.har --to otlp -o wine.otlp.json";

struct ConvertOptions {
  std::string file;
  RecordingOutput output;
  std::string format;
};

emulator::Error unknown_format(const std::string& format) {
  std::vector<std::string> names;
  for (const auto& known : emulator::recording_formats()) names.emplace_back(known.id);
  return {emulator::ErrorCode::InvalidInput, "Recordings cannot be written as " + format,
          "The formats are " + listed(names)};
}

Result<emulator::Session> read_recording(const std::filesystem::path& file) {
  if (file.extension() != ".har") return emulator::read_session(file);
  const auto text = emulator::read_file_text(file);
  if (!text) return emulator::fail(text.error());
  auto invocations = emulator::read_har(*text, file.filename().string());
  if (!invocations) return emulator::fail(invocations.error());
  return emulator::Session{{}, std::move(*invocations)};
}

int run_convert(Terminal& terminal, const ConvertOptions& options) {
  RecordingOutput output = options.output;
  output.format = emulator::recording_format(options.format);
  if (output.format == nullptr) return terminal.error(unknown_format(options.format)), kBadInput;
  const auto session = read_recording(options.file);
  if (!session) return terminal.error(session.error()), exit_code(session.error().code);
  const emulator::Pipeline pipeline =
      session->pipeline ? session->pipeline->pipeline : emulator::Pipeline{};
  return write_recording(terminal, pipeline, emulator::source_of(session->invocations), output);
}

}  // namespace

Action add_convert(CLI::App& root) {
  auto* app = root.add_subcommand("convert", "Write a saved session as HAR, OTLP or Chrome trace");
  app->footer(kExamples);
  auto options = std::make_shared<ConvertOptions>();
  app->add_option("FILE", options->file, "Session (*.hoplens-session) or HAR")
      ->required()
      ->type_name("");
  app->add_option("--to", options->format, "Format: har, otlp or chrome-trace")
      ->required()
      ->type_name("FORMAT");
  app->add_option("-o,--output", options->output.file, "File to write")
      ->required()
      ->type_name("OUT");
  app->add_flag("--show-secrets", options->output.shows_secrets,
                "Do not hide credentials and values of secret variables");
  return [options](Terminal& terminal) { return run_convert(terminal, *options); };
}

}  // namespace app::cli
