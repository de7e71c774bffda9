#pragma once

#include "app/cli/engine_session.h"
#include "app/cli/launch_report.h"
#include "emulator/model/secrets.h"
#include "app/cli/terminal.h"
#include "emulator/codec/pipeline_file.h"

// The two waits that `run` and `screenshot` have in common. Main thread only.
namespace app::cli {

// Opens the pipeline, starts its stages and tells how they come up. Going: interrupted.
LaunchState launch(EngineSession& session, const emulator::ReadPipeline& pipeline,
                   const emulator::Secrets& secrets, Terminal& terminal);

// Sends one request and waits for its end. Null when the engine refused it (its notice says
// why) or a signal came, which also cancels it.
emulator::InvocationPtr send(EngineSession& session, const emulator::InvokeRequest& request,
                             Terminal& terminal);

// Sends one request stepwise and waits until it is held before its second hop, or before the only
// one. False when the engine refused it, it ended before that, or a signal came.
bool send_and_hold(EngineSession& session, const emulator::InvokeRequest& request);

// Stops what is left of a failed launch, so that the stages' last words are in, then says in words
// why it failed. The state at the time of failure, with the complete log.
emulator::EngineSnapshot tell_launch_failure(EngineSession& session, const emulator::Secrets& secrets,
                                             Terminal& terminal);

}  // namespace app::cli
