#include "app/cli/pipeline_input.h"

#include <filesystem>
#include <fstream>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "app/cli/run_request.h"

using namespace app::cli;
using Catch::Matchers::ContainsSubstring;

namespace {

constexpr std::string_view kThreeStages = R"({
  "CreateModel": {
    "ModelName": "three",
    "ExecutionRoleArn": "arn:aws:iam::123456789012:role/R",
    "Containers": [
      { "ContainerHostname": "a", "Image": "img:1" },
      { "ContainerHostname": "b", "Image": "img:1" },
      { "ContainerHostname": "c", "Image": "img:1" }
    ]
  },
  "Requests": [
    { "Name": "first", "ContentType": "text/csv", "Accept": "application/json", "Body": "1,2" },
    { "Name": "second", "BodyFile": "missing.csv" }
  ]
})";

// A pipeline file in a folder of its own.
class World {
 public:
  World() {
    std::string name = (std::filesystem::temp_directory_path() / "hoplens-input-XXXXXX").string();
    folder_ = mkdtemp(name.data());
    write("three.pipeline.json", kThreeStages);
  }
  ~World() { std::filesystem::remove_all(folder_); }
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  std::string write(const std::string& name, std::string_view text) const {
    std::ofstream(folder_ / name) << text;
    return path(name);
  }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  PipelineInput input() const { return {path("three.pipeline.json"), {}, {}}; }

 private:
  std::filesystem::path folder_;
};

}  // namespace

TEST_CASE("option --order puts the containers into that order") {
  const World world;
  PipelineInput input = world.input();
  input.order = {"c", "a", "b"};
  const auto read = read_input(input);
  REQUIRE(read);
  CHECK(container_names(read->pipeline) == input.order);
}

TEST_CASE("option --skip bypasses a container, which --order then need not name") {
  const World world;
  PipelineInput input = world.input();
  input.skip = {"b"};
  input.order = {"c", "a"};
  const auto read = read_input(input);
  REQUIRE(read);
  CHECK(container_names(read->pipeline) == std::vector<std::string>{"c", "a", "b"});
  CHECK(read->pipeline.stages[2].bypassed());
  CHECK_FALSE(read->pipeline.stages[0].bypassed());
}

TEST_CASE("an unknown container in --order or --skip lists those that there are") {
  const World world;
  PipelineInput input = world.input();
  input.skip = {"d"};
  const auto read = read_input(input);
  REQUIRE_FALSE(read);
  CHECK_THAT(read.error().what, ContainsSubstring("no container d"));
  CHECK_THAT(read.error().next_step, ContainsSubstring("a, b and c"));
}

TEST_CASE("an order that leaves a container out, or skips all of them, is refused") {
  const World world;
  PipelineInput input = world.input();
  input.order = {"a", "b"};
  CHECK_FALSE(read_input(input));
  input.order.clear();
  input.skip = {"a", "b", "c"};
  CHECK_FALSE(read_input(input));
}

TEST_CASE("without options the first saved request is sent") {
  const World world;
  const auto read = read_input(world.input());
  REQUIRE(read);
  const auto request = make_request(read->pipeline, RequestOptions{});
  REQUIRE(request);
  CHECK(request->name == "first");
  CHECK(request->accept == "application/json");
  CHECK(request->body->in_memory()->view() == "1,2");
}

TEST_CASE("option --input replaces the body of a saved request, even of one that cannot be read") {
  const World world;
  const auto read = read_input(world.input());
  REQUIRE(read);
  RequestOptions options;
  options.name = "second";
  CHECK_FALSE(make_request(read->pipeline, options));
  options.input = world.write("rows.csv", "7,8");
  const auto request = make_request(read->pipeline, options);
  REQUIRE(request);
  CHECK(request->body->in_memory()->view() == "7,8");
}

TEST_CASE("option --input alone starts an empty request and tells the type from the ending") {
  const World world;
  const auto read = read_input(world.input());
  REQUIRE(read);
  RequestOptions options;
  options.input = world.write("rows.csv", "7,8");
  auto request = make_request(read->pipeline, options);
  REQUIRE(request);
  CHECK(request->content_type == "text/csv");
  CHECK_FALSE(request->accept.has_value());
  options.content_type = "text/plain";
  request = make_request(read->pipeline, options);
  REQUIRE(request);
  CHECK(request->content_type == "text/plain");
}

TEST_CASE("an unknown request lists the names, a missing input names the file") {
  const World world;
  const auto read = read_input(world.input());
  REQUIRE(read);
  RequestOptions options;
  options.name = "frist";
  const auto unknown = make_request(read->pipeline, options);
  REQUIRE_FALSE(unknown);
  CHECK_THAT(unknown.error().next_step, ContainsSubstring("\"first\" and \"second\""));
  options.name.reset();
  options.input = world.path("nowhere.csv");
  const auto missing = make_request(read->pipeline, options);
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == emulator::ErrorCode::NotFound);
}

TEST_CASE("an ending that does not tell leaves the type open") {
  CHECK(content_type_of("a/b.CSV") == "text/csv");
  CHECK(content_type_of("x.jsonl") == "application/jsonlines");
  CHECK_FALSE(content_type_of("body").has_value());
  CHECK_FALSE(content_type_of("-").has_value());
}
