#pragma once

#include <cstdint>
#include <variant>
#include <vector>

#include "emulator/engine/commands.h"
#include "emulator/engine/debugger.h"
#include "emulator/engine/engine_hosting.h"
#include "emulator/engine/invoker.h"
#include "emulator/runtime/stage_supervisor.h"

// What reaches the engine's thread through its mailbox.
namespace emulator {

struct LogBatch {
  std::vector<LogLine> lines;
};
struct DeploymentReport {
  std::uint64_t id = 0;
  StageStatus status;
};
struct StartDeployment {
  HostedPipelineStatePtr wanted;
};
struct ReleaseDeployment {
  std::uint64_t id = 0;
};
struct AddressChanged {};
struct KillStages {};
struct DockerCondition {
  RuntimeCondition condition;
};
struct GateChanged {};

using Event = std::variant<Command, StageStatus, LogBatch, InvocationEvent, KillStages,
                           DockerCondition, DeploymentReport, StartDeployment, ReleaseDeployment,
                           AddressChanged, GateChanged, Debugger::Gathered>;

// The invocations that are over by the end of this batch, ascending.
std::vector<InvocationId> finished_in(const std::vector<Event>& events);

// News of an invocation whose end is known already: the end says it all.
bool is_overtaken(const Event& event, const std::vector<InvocationId>& over);

}  // namespace emulator
