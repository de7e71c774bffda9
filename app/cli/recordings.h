#pragma once

#include <string>
#include <vector>

#include "app/cli/terminal.h"
#include "emulator/codec/recordings/recording_formats.h"
#include "emulator/model/pipeline.h"

namespace app::cli {

// What is to be written where.
struct RecordingOutput {
  const emulator::RecordingFormat* format = nullptr;
  std::string file;
  bool shows_secrets = false;
};

// Writes it and says so on standard error, what was hidden included. The exit code.
int write_recording(Terminal& terminal, const emulator::Pipeline& pipeline,
                    const emulator::RecordingSource& source, const RecordingOutput& output);

}  // namespace app::cli
