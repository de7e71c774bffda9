#include "emulator/codec/pipeline_schema.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "emulator/base/file_text.h"
#include "emulator/codec/pipeline_file.h"
#include "sample_files.h"

using namespace emulator;
using nlohmann::json;

namespace {

// Keys of `value` that `schema` does not know, as pointers.
void unknown_to(const json& schema, const json& value, const std::string& at,
                std::vector<std::string>& out) {
  if (value.is_array())
    for (const json& item : value) unknown_to(schema.at("items"), item, at + "/*", out);
  if (!value.is_object()) return;
  const json none = json::object();
  const json& properties = schema.contains("properties") ? schema["properties"] : none;
  for (const auto& [key, child] : value.items()) {
    if (properties.contains(key))
      unknown_to(properties[key], child, at + "/" + key, out);
    else if (schema.contains("additionalProperties") && schema["additionalProperties"].is_object())
      unknown_to(schema["additionalProperties"], child, at + "/*", out);
    else
      out.push_back(at + "/" + key);
  }
}

}  // namespace

TEST_CASE("the schema in assets is the one that the reader's tables give") {
  const std::filesystem::path file =
      std::filesystem::path(HOPLENS_SOURCE_DIR) / "assets/pipeline.schema.json";
  if (std::getenv("UPDATE_GOLDEN") != nullptr)
    REQUIRE(write_text_atomically(pipeline_schema_json(), file));
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  INFO("run the test with UPDATE_GOLDEN=1 to write it anew");
  CHECK((text.str() == pipeline_schema_json()));
}

TEST_CASE("the schema knows every member of the sample file and nothing that is refused") {
  const json schema = json::parse(pipeline_schema_json());
  std::vector<std::string> unknown;
  unknown_to(schema["then"], json::parse(kWineFile), "", unknown);
  CHECK(unknown.empty());
  CHECK(schema["then"]["additionalProperties"] == false);
  const json& launch =
      schema["then"]["properties"]["Local"]["properties"]["Stages"]["additionalProperties"];
  CHECK(launch["additionalProperties"] == false);
  CHECK(launch["properties"]["Runtime"]["enum"] == json{"docker", "process", "url"});
  CHECK_FALSE(schema["else"].contains("additionalProperties"));
  CHECK(schema["else"]["properties"].contains("ModelArn"));
}

TEST_CASE("every member of ours that the schema names is one the reader takes") {
  const json schema = json::parse(pipeline_schema_json());
  const json& stages = schema["then"]["properties"]["Local"]["properties"]["Stages"];
  for (const auto& [key, ignored] : stages["additionalProperties"]["properties"].items()) {
    INFO(key);
    const std::string text = R"({"CreateModel":{"Containers":[{}]},"Local":{"Stages":
        {"container-1":{")" + key +
                             R"(":null}}}})";
    const auto result = read_pipeline_text(text, "f", "/");
    REQUIRE_FALSE(result);
    CHECK(result.error().what.find("must not be null") != std::string::npos);
  }
}
