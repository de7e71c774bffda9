#pragma once

#include <map>
#include <memory>
#include <vector>

#include "emulator/api/hosting.h"
#include "emulator/engine/fleet.h"
#include "emulator/model/pipeline.h"
#include "emulator/model/service_state.h"
#include "emulator/serving/run_pipeline.h"

// What follows from a pipeline and how its stages do. Pure.
namespace emulator {

// In route order, each told whether it runs as it was before an edit.
std::vector<StageStatus> statuses_of(const Pipeline& pipeline, const Fleet& fleet);

using Rehearsals = std::map<StageId, RehearsalPtr>;

// Of an open pipeline: Stopped and Stopping where its fleet is not deployed. A stage that somebody
// stands in for need not run.
ServiceState service_state(const Pipeline& pipeline, const std::vector<StageStatus>& statuses,
                           const Fleet& fleet, const Rehearsals& rehearsals = {});

// The route of a pipeline that is in service, or null when no stage of it is to be called. A stage
// that died keeps its address: calling it fails as it does on SageMaker (contract 2.23, 3.19).
std::shared_ptr<const RoutePlan> route_plan(const Pipeline& pipeline,
                                            const std::vector<StageStatus>& statuses,
                                            std::uint64_t revision,
                                            const Rehearsals& rehearsals = {});
// The route that is this stage alone, bypassed or not; null where it does not run and nobody stands
// in for it.
std::shared_ptr<const RoutePlan> stage_plan(const Pipeline& pipeline,
                                            const std::vector<StageStatus>& statuses,
                                            std::uint64_t revision, StageId stage,
                                            const Rehearsals& rehearsals);

HostedReport hosted_report(const Pipeline& pipeline, std::vector<StageStatus> statuses,
                           ServiceState state);

}  // namespace emulator
