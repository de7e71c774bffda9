#include <csignal>
#include <fstream>
#include <sstream>

#include <catch2/catch_test_macros.hpp>
#include <sys/resource.h>
#include <unistd.h>

#include "emulator/base/file_text.h"
#include "emulator/codec/create_model_json.h"
#include "emulator/codec/pipeline_file.h"
#include "emulator/model/edit.h"
#include "sample_files.h"
#include "tests/support/ordinary_user.h"

using namespace emulator;
namespace fs = std::filesystem;

namespace {

Pipeline read(std::string_view text) {
  auto result = read_pipeline_text(text, "file", "/pipelines");
  INFO((result ? "" : result.error().what));
  REQUIRE(result);
  for (Stage& stage : result->pipeline.stages) stage.id = {};
  return result->pipeline;
}

// A folder that goes away with the test.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (fs::temp_directory_path() / "hoplens-codec-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    fs::permissions(path_, fs::perms::owner_all, ignored);
    fs::remove_all(path_, ignored);
  }
  fs::path operator/(const char* name) const { return path_ / name; }
  const fs::path& path() const { return path_; }
  std::size_t entries() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(path_), fs::directory_iterator{}));
  }

 private:
  fs::path path_;
};

std::string content(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

void put(const fs::path& file, std::string_view text) {
  std::ofstream(file, std::ios::binary) << text;
}

}  // namespace

TEST_CASE("a file that is already laid out our way is written back byte for byte") {
  CHECK(write_pipeline_text(read(kWineFile)) == kWineFile);
}

TEST_CASE("reading, writing and reading again gives an equal pipeline and the same bytes") {
  const std::string_view samples[] = {
      kWineFile,
      R"({"Local":{},"CreateModel":{"ModelName":""},"Requests":[]})",
      R"({"CreateModel":{"Containers":[],"ModelName":"m","VpcConfig":{"Subnets":[]}}})",
      R"({"CreateModel":{"Later":[{"a":1.50},[],{}," \"[{ "],"Containers":[{"Environment":{}}]}})",
      R"({"CreateModel":{"PrimaryContainer":{"Image":"a"},"Containers":[{"Image":"b"}]}})",
      R"({"CreateModel":{"Containers":[{"Image":"b"}],"PrimaryContainer":{"Image":"a"}}})",
      R"({"CreateModel":{"Containers":[{"ContainerHostname":"a"},{"ContainerHostname":"a"}]},
          "Local":{"Stages":{"container-2":{"Port":2},"a":{"Port":1}}}})",
      R"({"CreateModel":{"Containers":[{"ContainerHostname":"container-2"},{}]},
          "Local":{"Stages":{"container-2":{"Port":1},"container-2-":{"Port":2}}}})",
      R"({"ModelName":"m","New":{"x":[1]},"$schema":"s","PrimaryContainer":{"Image":"é\u0000"}})",
      R"({"ModelArn":"arn","ModelName":"m","CreationTime":1.5e9,"Containers":[]})",
      R"({"CreateModel":{"ModelName":"m","ModelArn":"pasted","Containers":[{}]}})",
      R"({"CreateModel":{"Containers":[{"ModelDataSource":{"S3DataSource":{"HubAccessConfig":{},
          "ModelAccessConfig":{"AcceptEula":false,"Later":null}}}}]}})",
      R"({"CreateModel":{"Containers":[{}]},"Local":{"Stages":{"container-1":{}},"Limits":{},
          "Switches":{"EmptyBody":"forward"}}})",
  };
  for (const std::string_view sample : samples) {
    INFO(sample);
    const Pipeline first = read(sample);
    const std::string written = write_pipeline_text(first);
    CHECK(read(written) == first);
    CHECK(write_pipeline_text(read(written)) == written);
  }
}

TEST_CASE("every sample pipeline of the repository survives reading and writing") {
  const fs::path assets = fs::path(HOPLENS_SOURCE_DIR) / "assets";
  if (!fs::exists(assets)) SKIP("no assets folder");
  for (const auto& entry : fs::recursive_directory_iterator(assets)) {
    if (!entry.path().string().ends_with(".pipeline.json")) continue;
    INFO(entry.path());
    const std::string text = content(entry.path());
    const Pipeline first = read(text);
    CHECK(read(write_pipeline_text(first)) == first);
  }
}

TEST_CASE("stages keep their local entries when they are moved or renamed") {
  Pipeline pipeline = *reordered(
      *[] {
        static auto wine = read_pipeline_text(kWineFile, "file", "/");
        return &wine->pipeline;
      }(),
      {"postprocess", "preprocess", "model"});
  pipeline.stages[2].container.container_hostname = "classifier";
  const Pipeline again = read(write_pipeline_text(pipeline));
  CHECK(again.stages[0].launch->url == "http://127.0.0.1:9000");
  CHECK(again.stages[1].launch->working_directory == "preprocess");
  CHECK(again.stages[2].container.container_hostname == "classifier");
  CHECK(again.stages[2].launch->image == "xgb-serve:dev");
}

TEST_CASE("stages without hostname are keyed by their new position") {
  Pipeline pipeline = read(R"({"CreateModel":{"Containers":[{"Image":"a"},{"Image":"b"}]},
                               "Local":{"Stages":{"container-2":{"Port":2}}}})");
  std::swap(pipeline.stages[0], pipeline.stages[1]);
  const Pipeline again = read(write_pipeline_text(pipeline));
  CHECK(again.stages[0].container.image == "b");
  CHECK(again.stages[0].launch->port == 2);
  CHECK_FALSE(again.stages[1].launch);
}

TEST_CASE("limits and switches are written where the file had them or they differ") {
  Pipeline pipeline = read(R"({"CreateModel":{},"Local":{"Limits":{"PingTimeoutSeconds":2}}})");
  pipeline.local.profile.request_bytes = 1'000'000;
  pipeline.local.profile.empty_body = EmptyBody::Stop;
  CHECK(write_pipeline_text(pipeline) == R"({
  "CreateModel": {},
  "Local": {
    "Limits": {
      "PingTimeoutSeconds": 2,
      "RequestBytes": 1000000
    },
    "Switches": {
      "EmptyBody": "stop"
    }
  }
}
)");
}

TEST_CASE("a bare document stays bare until there is something only our form can hold") {
  Pipeline pipeline = read(R"({"ModelName":"m","$schema":"s","Containers":[{"Image":"i"}]})");
  CHECK(write_pipeline_text(pipeline).starts_with("{\n  \"ModelName\": \"m\",\n  \"$schema\""));
  pipeline.requests.push_back({.name = "one"});
  const std::string text = write_pipeline_text(pipeline);
  CHECK(text.starts_with("{\n  \"$schema\": \"s\",\n  \"CreateModel\": {\n    \"ModelName\""));
  const Pipeline again = read(text);
  CHECK(again.form == FileForm::Pipeline);
  CHECK(again.requests.at(0).body == "");
}

TEST_CASE("a DescribeModel response that becomes a pipeline file loses no member") {
  Pipeline pipeline = read(R"({"ModelName":"m","ModelArn":"arn","Containers":[{"Image":"i"}]})");
  pipeline.stages[0].launch = StageLaunch{.port = 1};
  const std::string text = write_pipeline_text(pipeline);
  CHECK(text.find("\"ModelArn\": \"arn\"") != std::string::npos);
  CHECK(write_pipeline_text(read(text)) == text);
}

TEST_CASE("a new pipeline is written in the order of AWS's own skeleton") {
  Pipeline pipeline;
  pipeline.model.model_name = "m";
  pipeline.model.tags = {Tag{.key = "team"}};
  pipeline.stages.push_back({{}, {.container_hostname = "a", .image = "i"}, std::nullopt});
  CHECK(write_pipeline_text(pipeline) == R"({
  "CreateModel": {
    "ModelName": "m",
    "Containers": [
      {
        "ContainerHostname": "a",
        "Image": "i"
      }
    ],
    "Tags": [
      {
        "Key": "team",
        "Value": ""
      }
    ]
  }
}
)");
}

TEST_CASE("the CreateModel request holds nothing of ours and nothing of a response") {
  const Pipeline pipeline =
      read(R"({"$schema":"s","CreateModel":{"ModelName":"m","ModelArn":"arn","Later":{"x":1},
               "Containers":[{"Image":"i"}]},
               "Local":{"Stages":{"container-1":{"Port":1}}}})");
  CHECK(create_model_json(pipeline) == R"({
  "ModelName": "m",
  "Later": {
    "x": 1
  },
  "Containers": [
    {
      "Image": "i"
    }
  ]
}
)");
}

TEST_CASE("a list of plain values stays on one line while it fits") {
  const std::string word(30, 'x');
  Pipeline pipeline = read(R"({"CreateModel":{"Containers":[{}]}})");
  pipeline.stages[0].launch = StageLaunch{.command = std::vector<std::string>{word, "a,b"}};
  CHECK(write_pipeline_text(pipeline).find("[\"" + word + "\", \"a,b\"]") != std::string::npos);
  pipeline.stages[0].launch->command = std::vector<std::string>{word, word, word};
  CHECK(write_pipeline_text(pipeline).find("[\n          \"" + word + "\",\n") !=
        std::string::npos);
}

TEST_CASE("a variable that was set twice by hand is written once, with its last value") {
  Pipeline pipeline = read(R"({"CreateModel":{"Containers":[{}]}})");
  pipeline.stages[0].container.environment = EnvironmentMap{{"A", "1"}, {"B", "2"}, {"A", "3"}};
  CHECK(read(write_pipeline_text(pipeline)).stages[0].container.environment ==
        EnvironmentMap{{"B", "2"}, {"A", "3"}});
}

TEST_CASE("saving replaces the file, keeps its permissions and follows a link") {
  const TemporaryFolder folder;
  put(folder / "real.json", "old");
  fs::permissions(folder / "real.json", fs::perms::owner_read | fs::perms::owner_write);
  fs::create_symlink("real.json", folder / "link.json");
  REQUIRE(write_text_atomically("new", folder / "link.json"));
  CHECK(content(folder / "real.json") == "new");
  CHECK(fs::is_symlink(folder / "link.json"));
  CHECK(fs::status(folder / "real.json").permissions() ==
        (fs::perms::owner_read | fs::perms::owner_write));
  CHECK(folder.entries() == 2);
}

TEST_CASE("saving to a new place makes the file there") {
  const TemporaryFolder folder;
  REQUIRE(write_text_atomically("new", folder / "fresh.json"));
  CHECK(content(folder / "fresh.json") == "new");
  fs::create_symlink("target.json", folder / "dangling.json");
  REQUIRE(write_text_atomically("new", folder / "dangling.json"));
  CHECK(content(folder / "target.json") == "new");
}

TEST_CASE("saving into a read-only folder leaves the old file and says what to do") {
  const TemporaryFolder folder;
  put(folder / "a.json", "old");
  fs::permissions(folder / "a.json", fs::perms::all);
  fs::permissions(folder.path(), fs::perms::owner_read | fs::perms::owner_exec |
                                     fs::perms::others_read | fs::perms::others_exec);
  {
    const tests::OrdinaryUser user;
    const auto result = write_text_atomically("new", folder / "a.json");
    REQUIRE_FALSE(result);
    CHECK(result.error().code == ErrorCode::PermissionDenied);
    CHECK(result.error().next_step == "Change the permissions, or use another place");
  }
  CHECK(content(folder / "a.json") == "old");
  CHECK(folder.entries() == 1);
}

TEST_CASE("a file that was made read-only is not replaced") {
  const TemporaryFolder folder;
  fs::permissions(folder.path(), fs::perms::all);
  put(folder / "a.json", "old");
  fs::permissions(folder / "a.json", fs::perms::owner_read | fs::perms::others_read);
  const tests::OrdinaryUser user;
  const auto result = write_text_atomically("new", folder / "a.json");
  REQUIRE_FALSE(result);
  CHECK(result.error().code == ErrorCode::PermissionDenied);
}

TEST_CASE("a write that the system breaks off leaves the old file and no litter") {
  const TemporaryFolder folder;
  put(folder / "a.json", "old");
  // The file size limit stands in for a full disk: both fail the write half-way.
  rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit tight{.rlim_cur = 4096, .rlim_max = before.rlim_max};
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &tight) == 0);
  const auto result = write_text_atomically(std::string(100'000, 'x'), folder / "a.json");
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &before) == 0);
  std::signal(SIGXFSZ, handler);
  REQUIRE_FALSE(result);
  CHECK(result.error().code == ErrorCode::IoFailed);
  CHECK_FALSE(result.error().next_step.empty());
  CHECK(content(folder / "a.json") == "old");
  CHECK(folder.entries() == 1);
}

TEST_CASE("a full device is reported with advice") {
  if (!fs::exists("/dev/full")) SKIP("no /dev/full here");
  const auto result = write_text_atomically("text", "/dev/full");
  REQUIRE_FALSE(result);
  CHECK(result.error().next_step == "The disk is full: free some space and save again");
}

TEST_CASE("reading a missing file, a folder or one that may not be read is an error that says so") {
  const TemporaryFolder folder;
  const auto missing = read_pipeline_file(folder / "none.json");
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == ErrorCode::NotFound);
  const auto directory = read_pipeline_file(folder.path());
  REQUIRE_FALSE(directory);
  CHECK(directory.error().what.find("it is a folder") != std::string::npos);
  put(folder / "a.json", kWineFile);
  fs::permissions(folder.path(), fs::perms::all);
  fs::permissions(folder / "a.json", fs::perms::none);
  const tests::OrdinaryUser user;
  const auto closed = read_pipeline_file(folder / "a.json");
  REQUIRE_FALSE(closed);
  CHECK(closed.error().code == ErrorCode::PermissionDenied);
}

TEST_CASE("a file that was read knows its own place") {
  const TemporaryFolder folder;
  put(folder / "a.json", kWineFile);
  const auto result = read_pipeline_file(folder / "a.json");
  REQUIRE(result);
  CHECK(result->pipeline.file == folder / "a.json");
  CHECK(result->pipeline.folder == folder.path());
  REQUIRE(write_pipeline_file(result->pipeline, folder / "b.json"));
  CHECK(content(folder / "b.json") == kWineFile);
}

TEST_CASE("a saved request's body comes from its text, its base64 or its file") {
  const TemporaryFolder folder;
  put(folder / "body.csv", "1,2\n");
  const auto text_of = [&folder](const SavedRequest& request) {
    const auto body = load_body(request, folder.path());
    return body ? std::string((*body)->in_memory()->view()) : body.error().what;
  };
  CHECK(text_of({.name = "a", .body = "text"}) == "text");
  CHECK(text_of({.name = "a", .body_base64 = "/w=="}) == "\xff");
  CHECK(text_of({.name = "a", .body_file = "body.csv"}) == "1,2\n");
  CHECK(text_of({.name = "a", .body_base64 = "=="}) ==
        "The BodyBase64 of request \"a\" is not base64");
  const auto missing = load_body({.name = "a", .body_file = "none.csv"}, folder.path());
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == ErrorCode::NotFound);
  CHECK(missing.error().what.starts_with("The body of request \"a\": Cannot read "));
  CHECK(missing.error().next_step ==
        "Correct BodyFile; relative paths start at " + folder.path().string());
}
