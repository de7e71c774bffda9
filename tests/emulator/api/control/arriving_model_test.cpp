#include "emulator/api/control/arriving_model.h"

#include <catch2/catch_test_macros.hpp>

using namespace emulator;

namespace {

Stage stage_of(const std::string& image, const std::string& url = "") {
  Stage stage;
  stage.id = new_stage_id();
  stage.container.image = image;
  if (!url.empty()) stage.container.model_data_url = url;
  return stage;
}

ImageEntry entry(const std::string& pattern, const std::string& image) {
  ImageEntry out{pattern, {}};
  out.launch.image = image;
  return out;
}

// Which of the map's entries a container of that image gets, by the image it names.
std::string chosen(const std::vector<ImageMap>& maps, const std::string& image) {
  Pipeline pipeline;
  pipeline.stages.push_back(stage_of(image));
  const auto launch = arriving_model(pipeline, maps).stages[0].launch;
  return launch ? launch->image.value_or("") : "none";
}

// What stands in for the model data at `url`.
std::string model_data(const std::vector<ImageMap>& maps, const std::string& url) {
  Pipeline pipeline;
  pipeline.stages.push_back(stage_of("any", url));
  const auto launch = arriving_model(pipeline, maps).stages[0].launch;
  return launch && launch->model_data ? *launch->model_data : "none";
}

}  // namespace

TEST_CASE("the first entry whose pattern matches wins") {
  const std::vector<ImageMap> maps{{{entry("r/wine:1", "exact"), entry("*/wine:1*", "wine one"),
                                     entry("*/wine:*", "wine"), entry("*", "any"),
                                     entry("beer", "never")},
                                    {},
                                    "/maps"}};
  CHECK(chosen(maps, "r/wine:1") == "exact");
  CHECK(chosen(maps, "r/wine:12") == "wine one");
  CHECK(chosen(maps, "r/wine:2") == "wine");
  CHECK(chosen(maps, "beer") == "any");
}

TEST_CASE("limits and switches are those of the map that knows the model") {
  ImageMap silent{{}, {{"bucket", "/data"}}, "/a"};
  silent.profile.request_bytes = 1;
  ImageMap knowing{{entry("*", "any")}, {}, "/b"};
  knowing.profile.request_bytes = 2;
  Pipeline pipeline;
  pipeline.stages.emplace_back().container.image = "wine";
  const Pipeline arrived = emulator::arriving_model(pipeline, std::vector{silent, knowing});
  CHECK(arrived.local.profile.request_bytes == 2);
  CHECK(arrived.folder == "/b");
}

TEST_CASE("the first map that knows an image wins") {
  const std::vector<ImageMap> maps{
      {{entry("*/wine:*", "first")}, {}, "/a"},
      {{entry("r/wine:1", "second"), entry("beer", "beer")}, {}, "/b"}};
  CHECK(chosen(maps, "r/wine:1") == "first");
  CHECK(chosen(maps, "beer") == "beer");
  CHECK(chosen(maps, "milk") == "none");
}

TEST_CASE("paths of an entry start at its map's folder") {
  ImageEntry process{"*", {}};
  process.launch.runtime = RuntimeKind::Process;
  process.launch.command = {"./serve"};
  process.launch.model_data = "../model";
  process.launch.environment_file = "/etc/env";
  process.launch.additional_model_data = EnvironmentMap{{"lookup", "tables"}};
  Pipeline pipeline;
  pipeline.stages.push_back(stage_of("any"));
  pipeline.file = "/somewhere/else.json";
  const Pipeline arrived = arriving_model(pipeline, std::vector<ImageMap>{{{process}, {}, "/a/b"}});
  const StageLaunch& launch = *arrived.stages[0].launch;
  CHECK(launch.working_directory == "/a/b");
  CHECK(launch.model_data == "/a/model");
  CHECK(launch.environment_file == "/etc/env");
  CHECK(launch.additional_model_data->at(0).second == "/a/b/tables");
  CHECK(arrived.file.empty());
  CHECK(arrived.folder == "/a/b");
}

TEST_CASE("model data below a prefix of S3 is found in its folder") {
  const std::vector<ImageMap> maps{
      {{}, {{"bucket", "all"}, {"bucket/wine", "wine"}, {"s3://other/x/", "/abs"}}, "/maps"}};
  CHECK(model_data(maps, "s3://bucket/beer/model.tar.gz") == "/maps/all/beer/model.tar.gz");
  CHECK(model_data(maps, "s3://bucket/wine/a/model.tar.gz") == "/maps/wine/a/model.tar.gz");
  CHECK(model_data(maps, "s3://bucket/winery/model.tar.gz") == "/maps/all/winery/model.tar.gz");
  CHECK(model_data(maps, "s3://other/x/y.tar.gz") == "/abs/y.tar.gz");
  CHECK(model_data(maps, "s3://bucket/wine") == "/maps/wine");
  CHECK(model_data(maps, "s3://buckets/x") == "none");
  CHECK(model_data(maps, "https://bucket/x") == "none");
  CHECK(model_data(maps, "s3://bucket/wine/../../etc/passwd") == "none");
}

TEST_CASE("an entry's own model data wins over S3") {
  ImageEntry own{"any", {}};
  own.launch.model_data = "mine";
  const std::vector<ImageMap> maps{{{own}, {{"bucket", "all"}}, "/maps"}};
  CHECK(model_data(maps, "s3://bucket/x") == "/maps/mine");
}

TEST_CASE("additional model data and sources are found in S3's folders, too") {
  Stage stage = stage_of("any");
  S3ModelDataSource s3;
  s3.s3_uri = "s3://bucket/tree/";
  stage.container.model_data_source = ModelDataSource{s3, {}};
  AdditionalModelDataSource extra;
  extra.channel_name = "lookup";
  extra.s3_data_source = S3ModelDataSource{};
  extra.s3_data_source->s3_uri = "s3://bucket/tables/";
  stage.container.additional_model_data_sources = {extra};
  Pipeline pipeline;
  pipeline.stages.push_back(stage);
  const Pipeline arrived =
      arriving_model(pipeline, std::vector<ImageMap>{{{}, {{"bucket", "all"}}, "/maps"}});
  const StageLaunch& launch = *arrived.stages[0].launch;
  CHECK(launch.model_data == "/maps/all/tree");
  REQUIRE(launch.additional_model_data);
  CHECK(launch.additional_model_data->at(0) ==
        std::pair<std::string, std::string>{"lookup", "/maps/all/tables"});
}

TEST_CASE("a container that nothing is known about runs its own image") {
  Pipeline pipeline;
  pipeline.stages.push_back(stage_of("any", "s3://bucket/x"));
  const Pipeline arrived = arriving_model(pipeline, {});
  CHECK_FALSE(arrived.stages[0].launch);
  CHECK(arrived.folder == std::filesystem::current_path());
}
