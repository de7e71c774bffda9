#include "app/view_model/watched_places.h"

#include <algorithm>

#include <catch2/catch_test_macros.hpp>

using app::source_changes;
using app::SourceChange;
using app::watched_places;
using emulator::StageId;

namespace {

emulator::Stage process_stage(std::uint64_t id) {
  emulator::Stage stage;
  stage.id = StageId{id};
  stage.launch.emplace();
  stage.launch->runtime = emulator::RuntimeKind::Process;
  stage.launch->command = {{"python3", "serve.py", "--port", "${PORT}", "serve"}};
  return stage;
}

emulator::Pipeline pipeline_of(std::vector<emulator::Stage> stages) {
  emulator::Pipeline pipeline;
  pipeline.folder = "/home/ada";
  pipeline.file = "/home/ada/wine.pipeline.json";
  pipeline.stages = std::move(stages);
  return pipeline;
}

std::vector<std::string> paths_of(const std::vector<app::WatchedPlace>& places) {
  std::vector<std::string> paths;
  for (const auto& place : places) paths.push_back(place.path.string());
  return paths;
}

}  // namespace

TEST_CASE("a process stage is made of its folder, its command's files and its model") {
  emulator::Stage stage = process_stage(1);
  stage.launch->working_directory = "prep";
  stage.launch->model_data = "prep/model/";
  CHECK(paths_of(watched_places(pipeline_of({stage}))) ==
        std::vector<std::string>{"/home/ada/wine.pipeline.json", "/home/ada/prep", "/home/ada/prep/serve.py",
                                 "/home/ada/prep/model"});
}

TEST_CASE("the folder of a stage without WorkingDirectory is not watched as a whole") {
  const auto paths = paths_of(watched_places(pipeline_of({process_stage(1)})));
  CHECK(paths == std::vector<std::string>{"/home/ada/wine.pipeline.json", "/home/ada/serve.py"});
}

TEST_CASE("containers and running addresses have no source here") {
  emulator::Stage docker = process_stage(1), url = process_stage(2);
  docker.launch->runtime = emulator::RuntimeKind::Docker;
  url.launch->runtime = emulator::RuntimeKind::Url;
  CHECK(watched_places(pipeline_of({docker, url})).size() == 1);
}

TEST_CASE("a change is told once a stage, in route order, with the pipeline's file first") {
  emulator::Stage first = process_stage(7), second = process_stage(3);
  first.launch->working_directory = "a";
  second.launch->working_directory = "b";
  const auto places = watched_places(pipeline_of({first, second}));
  const auto changes = source_changes(places, {"/home/ada/a/deep/x.py", "/home/ada/a/y.py",
                                               "/home/ada/b/serve.py", "/home/ada/wine.pipeline.json"});
  CHECK(changes == std::vector<SourceChange>{
                       {{}, "wine.pipeline.json"}, {StageId{7}, "x.py"}, {StageId{3}, "serve.py"}});
}

TEST_CASE("what programs write beside the source changes nothing") {
  emulator::Stage stage = process_stage(1);
  stage.launch->working_directory = ".";
  const auto places = watched_places(pipeline_of({stage}));
  CHECK(source_changes(places, {"/home/ada/serve.log", "/home/ada/__pycache__/serve.cpython-311.pyc",
                                "/home/ada/.serve.py.swp", "/home/ada/serve.py~", "/home/ada/#serve.py#",
                                "/elsewhere/serve.py"})
            .empty());
}

TEST_CASE("whatever is new in a model's folder counts, and a saved pipeline file only as itself") {
  emulator::Stage stage = process_stage(1);
  stage.launch->working_directory = ".";
  stage.launch->model_data = "model";
  const auto places = watched_places(pipeline_of({stage}));
  CHECK(source_changes(places, {"/home/ada/model/weights.bin"}) ==
        std::vector<SourceChange>{{StageId{1}, "weights.bin"}});
  CHECK(source_changes(places, {"/home/ada/model/.cache"}).empty());
  CHECK(source_changes(places, {"/home/ada/wine.pipeline.json"}) ==
        std::vector<SourceChange>{{{}, "wine.pipeline.json"}});
}
