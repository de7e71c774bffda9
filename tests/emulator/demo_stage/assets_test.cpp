#include <filesystem>

#include <catch2/catch_test_macros.hpp>

#include "emulator/codec/pipeline_file.h"

using namespace emulator;

namespace {

std::vector<std::filesystem::path> shipped_files() {
  std::vector<std::filesystem::path> files;
  for (const char* folder :
       {HOPLENS_SOURCE_DIR "/assets/demo", HOPLENS_SOURCE_DIR "/assets/samples"}) {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      if (entry.path().string().ends_with(".pipeline.json")) files.push_back(entry.path());
    }
  }
  return files;
}

}  // namespace

TEST_CASE("the demo and every sample are read strictly, without a warning") {
  const auto files = shipped_files();
  CHECK(files.size() >= 5);
  for (const auto& file : files) {
    INFO(file);
    const auto read = read_pipeline_file(file);
    REQUIRE(read);
    CHECK(read->warnings.empty());
    CHECK(read->pipeline.stages.size() >= 2);
    for (const Stage& stage : read->pipeline.stages) {
      CHECK(stage.runtime() == RuntimeKind::Process);
      const auto data = read->pipeline.folder / stage.launch->model_data.value();
      CHECK(std::filesystem::exists(data / "stage.json"));
    }
  }
}

TEST_CASE("every saved request of the demo and the samples has a body that can be loaded") {
  for (const auto& file : shipped_files()) {
    INFO(file);
    const auto read = read_pipeline_file(file);
    REQUIRE(read);
    REQUIRE_FALSE(read->pipeline.requests.empty());
    for (const SavedRequest& request : read->pipeline.requests) {
      const auto body = load_body(request, read->pipeline.folder);
      REQUIRE(body);
      CHECK((*body)->size() > 0);
    }
  }
}
