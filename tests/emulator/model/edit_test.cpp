#include "emulator/model/edit.h"

#include <catch2/catch_test_macros.hpp>

using namespace emulator;

namespace {

Pipeline three_stages() {
  Pipeline pipeline;
  for (const char* name : {"preprocess", "model", "postprocess"}) {
    Stage stage;
    stage.id = new_stage_id();
    stage.container.container_hostname = name;
    pipeline.stages.push_back(stage);
  }
  return pipeline;
}

std::vector<std::string> names(const Pipeline& pipeline) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i)
    out.push_back(container_name(pipeline, i));
  return out;
}

}  // namespace

TEST_CASE("every edit followed by its inverse gives the same pipeline back") {
  const Pipeline before = three_stages();
  Stage extra;
  extra.id = new_stage_id();
  ModelMembers renamed = before.model;
  renamed.model_name = "other";
  ContractProfile strict;
  strict.port_binding = PortBinding::Strict;
  const std::vector<Edit> edits{
      MoveStage{0, 2},
      MoveStage{2, 0},
      MoveStage{1, 1},
      InsertStage{3, extra},
      RemoveStage{1},
      BypassStage{1, true},
      ChangeModel{renamed},
      ChangeProfile{strict},
      ChangeStage{0, extra},
      ChangeRequests{{SavedRequest{.name = "one"}}},
      ReorderStages{{before.stages[2].id, before.stages[0].id, before.stages[1].id}},
  };
  for (const Edit& edit : edits) {
    const auto edited = apply(before, edit);
    REQUIRE(edited);
    const auto back = apply(edited->pipeline, edited->inverse);
    REQUIRE(back);
    CHECK(back->pipeline == before);
  }
}

TEST_CASE("moving a stage shifts those in between") {
  const auto edited = apply(three_stages(), MoveStage{2, 0});
  REQUIRE(edited);
  CHECK(names(edited->pipeline) == std::vector<std::string>{"postprocess", "preprocess", "model"});
}

TEST_CASE("an edit of a stage that is not there is an error") {
  CHECK_FALSE(apply(three_stages(), RemoveStage{3}));
  CHECK_FALSE(apply(three_stages(), MoveStage{0, 3}));
}

TEST_CASE("all stages are put into another order by one edit") {
  const Pipeline before = three_stages();
  const ReorderStages edit{{before.stages[1].id, before.stages[2].id, before.stages[0].id}};
  const auto edited = apply(before, edit);
  REQUIRE(edited);
  CHECK(names(edited->pipeline) == std::vector<std::string>{"model", "postprocess", "preprocess"});
  CHECK(describe(before, edit) == "Put the stages in the order model, postprocess, preprocess");
  CHECK_FALSE(apply(before, ReorderStages{{before.stages[1].id, before.stages[2].id}}));
  CHECK_FALSE(apply(
      before, ReorderStages{{before.stages[1].id, before.stages[2].id, before.stages[1].id}}));
}

TEST_CASE("an order must name every container once") {
  const Pipeline pipeline = three_stages();
  CHECK(reordered(pipeline, {"model", "preprocess", "postprocess"}));
  CHECK_FALSE(reordered(pipeline, {"model", "preprocess"}));
  CHECK_FALSE(reordered(pipeline, {"model", "model", "postprocess"}));
  CHECK_FALSE(reordered(pipeline, {"model", "nobody", "postprocess"}));
}
