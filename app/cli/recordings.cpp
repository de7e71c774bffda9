#include "app/cli/recordings.h"

#include <memory>

#include "app/cli/exit_code.h"
#include "app/cli/printable.h"
#include "emulator/base/text.h"
#include "emulator/codec/recordings/redaction.h"

namespace app::cli {

int write_recording(Terminal& terminal, const emulator::Pipeline& pipeline,
                    const emulator::RecordingSource& source, const RecordingOutput& output) {
  const auto redactor = std::make_shared<emulator::Redactor>(
      output.shows_secrets ? emulator::Redactor()
                           : emulator::Redactor(pipeline, emulator::RedactionWishes{}));
  const auto written =
      emulator::write_recording(*output.format, emulator::redacting(source, redactor), output.file);
  if (!written) return terminal.error(written.error()), exit_code(written.error().code);
  const std::string hidden = emulator::hidden_text(redactor->hidden());
  terminal.message(std::string(output.format->title) + " of " +
                   emulator::format_count(source.count) +
                   (source.count == 1 ? " invocation" : " invocations") + " written to " +
                   printable(output.file) + (hidden.empty() ? "" : ", " + hidden));
  return kWell;
}

}  // namespace app::cli
