#pragma once

#include "app/cli/engine_session.h"
#include "app/cli/terminal.h"
#include "emulator/codec/pipeline_file.h"

namespace app::cli {

// What --docker asks for: the pipeline with the stages that are hoplens-demo-stage as containers,
// this once. Waits until it is known whether a Docker Engine answers, ten seconds at most. Where
// none does, the pipeline stays as it is and standard error says so with the reason. An error is
// one of preparing the image. Main thread only.
[[nodiscard]] emulator::Result<emulator::ReadPipeline> on_docker(EngineSession& session,
                                                                 emulator::ReadPipeline read,
                                                                 Terminal& terminal);

}  // namespace app::cli
