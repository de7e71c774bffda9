#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "emulator/api/address_view.h"
#include "emulator/base/error.h"
#include "emulator/engine/debug_view.h"
#include "emulator/model/finding.h"
#include "emulator/model/pipeline.h"
#include "emulator/model/service_state.h"
#include "emulator/runtime/stage_supervisor.h"
#include "emulator/trace/body_store.h"
#include "emulator/trace/log_store.h"
#include "emulator/trace/trace_store.h"

namespace emulator {

// What came of one ExportTo. Written when there is no error and the file did not exist before.
struct ExportAttempt {
  std::string format;
  std::filesystem::path file;
  std::uint64_t revision = 0;
  std::optional<Error> error;
  bool file_exists = false;  // it was left alone: ask, then export again with `replace`
};

// All that a front end may know, at one moment. Immutable; parts that did not change keep their
// pointer from one snapshot to the next, so comparing pointers tells what changed.
struct EngineSnapshot {
  std::uint64_t generation = 0;

  std::shared_ptr<const Pipeline> pipeline;  // never null; no stages when nothing is open
  bool open = false;                         // a pipeline is open
  std::uint64_t openings = 0;                // pipelines opened so far, this one included
  std::uint64_t revision = 1;                // counts edits
  bool unsaved = false;
  std::string undo;  // what undo would take back, "" when nothing
  std::string redo;
  std::shared_ptr<const ExportAttempt> exported;  // the last one since opening; null: none
  bool export_outdated = false;  // what was exported last is not what would be exported now

  std::shared_ptr<const RuntimeCondition> docker;  // null: this build starts no containers
  ServiceState service = ServiceState::Empty;
  std::shared_ptr<const std::vector<StageStatus>> stages;  // in route order; never null

  std::shared_ptr<const std::vector<Finding>> findings;  // of the definition and the launch
  std::shared_ptr<const TraceView> trace;                // never null
  std::shared_ptr<const LogView> logs;                   // never null
  std::shared_ptr<const DebugView> debug;                // never null
  std::shared_ptr<const AddressView> address;            // null: no SageMaker address is open
  std::size_t hosted_pipelines = 0;  // that run for endpoints of the address, or still stop
  std::size_t running_invocations = 0;
  BodyUsage bodies;
  std::optional<Error> notice;  // the last thing that could not be done

  const StageStatus* status_of(StageId id) const {
    for (const auto& status : *stages)
      if (status.stage == id) return &status;
    return nullptr;
  }
};

using SnapshotPtr = std::shared_ptr<const EngineSnapshot>;

}  // namespace emulator
