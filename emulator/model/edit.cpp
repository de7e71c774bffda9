#include "emulator/model/edit.h"

#include <algorithm>

#include "emulator/base/overloaded.h"

namespace emulator {
namespace {

tl::unexpected<Error> no_such_stage(std::size_t at, std::size_t count) {
  return fail(ErrorCode::NotFound, "There is no stage at position " + std::to_string(at + 1) +
                                       " of " + std::to_string(count));
}

Result<Edit> move_stage(std::vector<Stage>& stages, const MoveStage& edit) {
  if (edit.from >= stages.size()) return no_such_stage(edit.from, stages.size());
  if (edit.to >= stages.size()) return no_such_stage(edit.to, stages.size());
  const auto at = [&stages](std::size_t i) {
    return stages.begin() + static_cast<std::ptrdiff_t>(i);
  };
  if (edit.from < edit.to) std::rotate(at(edit.from), at(edit.from + 1), at(edit.to + 1));
  if (edit.to < edit.from) std::rotate(at(edit.to), at(edit.from), at(edit.from + 1));
  return MoveStage{edit.to, edit.from};
}

Result<Edit> reorder_stages(std::vector<Stage>& stages, const ReorderStages& edit) {
  ReorderStages inverse;
  for (const Stage& stage : stages) inverse.order.push_back(stage.id);
  if (!std::ranges::is_permutation(edit.order, inverse.order))
    return fail(ErrorCode::InvalidInput, "The order does not name every stage exactly once");
  std::vector<Stage> next;
  for (const StageId id : edit.order)
    next.push_back(std::move(*std::ranges::find(stages, id, &Stage::id)));
  stages = std::move(next);
  return inverse;
}

Result<Edit> insert_stage(std::vector<Stage>& stages, const InsertStage& edit) {
  if (edit.at > stages.size()) return no_such_stage(edit.at, stages.size());
  stages.insert(stages.begin() + static_cast<std::ptrdiff_t>(edit.at), edit.stage);
  return RemoveStage{edit.at};
}

Result<Edit> remove_stage(std::vector<Stage>& stages, const RemoveStage& edit) {
  if (edit.at >= stages.size()) return no_such_stage(edit.at, stages.size());
  InsertStage inverse{edit.at, std::move(stages[edit.at])};
  stages.erase(stages.begin() + static_cast<std::ptrdiff_t>(edit.at));
  return inverse;
}

// Bypassing writes into the stage's local entry, which may have to be made for it; so the
// inverse restores the whole stage.
Result<Edit> bypass_stage(std::vector<Stage>& stages, const BypassStage& edit) {
  if (edit.at >= stages.size()) return no_such_stage(edit.at, stages.size());
  Stage& stage = stages[edit.at];
  ChangeStage inverse{edit.at, stage};
  if (!stage.launch) stage.launch.emplace();
  stage.launch->bypassed = edit.bypassed ? std::optional(true) : std::nullopt;
  return inverse;
}

Result<Edit> change_stage(std::vector<Stage>& stages, const ChangeStage& edit) {
  if (edit.at >= stages.size()) return no_such_stage(edit.at, stages.size());
  Stage next = edit.stage;
  next.id = stages[edit.at].id;
  return ChangeStage{edit.at, std::exchange(stages[edit.at], std::move(next))};
}

// What happened to the one request that is not as it was.
std::string describe_requests(const std::vector<SavedRequest>& before,
                              const std::vector<SavedRequest>& after) {
  const auto [old, now] = std::ranges::mismatch(before, after);
  if (after.size() == before.size() + 1) return "Save request " + now->name;
  if (after.size() + 1 == before.size()) return "Delete request " + old->name;
  if (after.size() != before.size() || now == after.end()) return "Change the saved requests";
  if (old->name != now->name) return "Rename request " + old->name + " to " + now->name;
  return "Change request " + now->name;
}

std::string name_at(const Pipeline& pipeline, std::size_t at) {
  return at < pipeline.stages.size() ? container_name(pipeline, at) : "stage";
}

// "Put the stages in the order model, preprocess"
std::string describe_order(const Pipeline& pipeline, const std::vector<StageId>& order) {
  std::string names;
  for (const StageId id : order)
    names += (names.empty() ? "" : ", ") + name_at(pipeline, index_of(pipeline, id));
  return "Put the stages in the order " + names;
}

}  // namespace

Result<Edited> apply(const Pipeline& pipeline, const Edit& edit) {
  Pipeline next = pipeline;
  Result<Edit> inverse =
      std::visit(Overloaded{
                     [&](const MoveStage& e) { return move_stage(next.stages, e); },
                     [&](const ReorderStages& e) { return reorder_stages(next.stages, e); },
                     [&](const InsertStage& e) { return insert_stage(next.stages, e); },
                     [&](const RemoveStage& e) { return remove_stage(next.stages, e); },
                     [&](const BypassStage& e) { return bypass_stage(next.stages, e); },
                     [&](const ChangeStage& e) { return change_stage(next.stages, e); },
                     [&](const ChangeModel& e) -> Result<Edit> {
                       return ChangeModel{std::exchange(next.model, e.model)};
                     },
                     [&](const ChangeProfile& e) -> Result<Edit> {
                       return ChangeProfile{std::exchange(next.local.profile, e.profile)};
                     },
                     [&](const ChangeRequests& e) -> Result<Edit> {
                       return ChangeRequests{std::exchange(next.requests, e.requests)};
                     },
                     [&](const ChangeImages& e) -> Result<Edit> {
                       return ChangeImages{std::exchange(next.local.images, e.images),
                                           std::exchange(next.local.s3, e.s3)};
                     },
                 },
                 edit);
  if (!inverse) return fail(inverse.error());
  return Edited{std::move(next), std::move(*inverse)};
}

std::string describe(const Pipeline& before, const Edit& edit) {
  return std::visit(
      Overloaded{
          [&](const MoveStage& e) {
            return "Move " + name_at(before, e.from) + " to position " + std::to_string(e.to + 1);
          },
          [&](const ReorderStages& e) { return describe_order(before, e.order); },
          [&](const InsertStage& e) {
            return "Add " + e.stage.container.container_hostname.value_or("a stage");
          },
          [&](const RemoveStage& e) { return "Remove " + name_at(before, e.at); },
          [&](const BypassStage& e) {
            return (e.bypassed ? "Bypass " : "Use ") + name_at(before, e.at);
          },
          [&](const ChangeStage& e) { return "Change " + name_at(before, e.at); },
          [&](const ChangeModel&) { return std::string("Change the model"); },
          [&](const ChangeProfile&) { return std::string("Change the settings"); },
          [&](const ChangeRequests& e) { return describe_requests(before.requests, e.requests); },
          [&](const ChangeImages&) {
            return std::string("Change how images and S3 locations run here");
          },
      },
      edit);
}

Result<Pipeline> reordered(const Pipeline& pipeline, const std::vector<std::string>& names) {
  Pipeline next = pipeline;
  next.stages.clear();
  for (const std::string& name : names) {
    const auto at = find_container(pipeline, name);
    if (!at)
      return fail(ErrorCode::NotFound, "There is no container named " + name,
                  "Name every container of the pipeline exactly once");
    const Stage& stage = pipeline.stages[*at];
    if (std::ranges::find(next.stages, stage.id, &Stage::id) != next.stages.end())
      return fail(ErrorCode::InvalidInput, name + " stands in the order twice",
                  "Name every container of the pipeline exactly once");
    next.stages.push_back(stage);
  }
  if (next.stages.size() != pipeline.stages.size())
    return fail(ErrorCode::InvalidInput,
                "The order names " + std::to_string(names.size()) + " of " +
                    std::to_string(pipeline.stages.size()) + " containers",
                "Name every container of the pipeline exactly once, or leave one out with --skip");
  return next;
}

}  // namespace emulator
