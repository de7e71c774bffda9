#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "emulator/base/result.h"
#include "emulator/model/pipeline.h"

namespace emulator {

// Pipeline edits as values. Each has an inverse of the same kind, which is what undo applies.
struct MoveStage {
  std::size_t from = 0;
  std::size_t to = 0;  // position it has afterwards
  bool operator==(const MoveStage&) const = default;
};
// All of them at once.
struct ReorderStages {
  std::vector<StageId> order;  // every stage exactly once
  bool operator==(const ReorderStages&) const = default;
};
struct InsertStage {
  std::size_t at = 0;
  Stage stage;
  bool operator==(const InsertStage&) const = default;
};
struct RemoveStage {
  std::size_t at = 0;
  bool operator==(const RemoveStage&) const = default;
};
struct BypassStage {
  std::size_t at = 0;
  bool bypassed = true;
  bool operator==(const BypassStage&) const = default;
};
struct ChangeStage {  // everything but the id
  std::size_t at = 0;
  Stage stage;
  bool operator==(const ChangeStage&) const = default;
};
struct ChangeModel {
  ModelMembers model;
  bool operator==(const ChangeModel&) const = default;
};
struct ChangeProfile {
  ContractProfile profile;
  bool operator==(const ChangeProfile&) const = default;
};
struct ChangeRequests {
  std::vector<SavedRequest> requests;
  bool operator==(const ChangeRequests&) const = default;
};
struct ChangeImages {  // Local.Images and Local.S3
  std::optional<std::vector<ImageEntry>> images;
  std::optional<EnvironmentMap> s3;
  bool operator==(const ChangeImages&) const = default;
};

using Edit = std::variant<MoveStage, InsertStage, RemoveStage, BypassStage, ChangeStage,
                          ChangeModel, ChangeProfile, ChangeRequests, ChangeImages, ReorderStages>;

struct Edited {
  Pipeline pipeline;
  Edit inverse;  // apply(pipeline, inverse) gives the original back
};

// The pipeline after the edit; an error names the position that is not there.
[[nodiscard]] Result<Edited> apply(const Pipeline& pipeline, const Edit& edit);

// "Move model to position 1": for menus and the undo tooltip.
std::string describe(const Pipeline& before, const Edit& edit);

// A new order of the stages by container name, as moves are: every name exactly once.
[[nodiscard]] Result<Pipeline> reordered(const Pipeline& pipeline,
                                         const std::vector<std::string>& names);

}  // namespace emulator
