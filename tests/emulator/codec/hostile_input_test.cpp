#include <catch2/catch_test_macros.hpp>

#include "emulator/base/text.h"
#include "emulator/codec/pipeline_file.h"
#include "sample_files.h"

using namespace emulator;

namespace {

// A value that survives writing, or an error that says where.
void check_answer(std::string_view text) {
  const auto result = read_pipeline_text(text, "f", "/");
  if (!result) {
    if (result.error().what.starts_with("f, line ") && is_valid_utf8(result.error().what)) return;
    FAIL("no line in: " << result.error().what << " for: " << text);
  }
  const std::string written = write_pipeline_text(result->pipeline);
  const auto again = read_pipeline_text(written, "f", "/");
  if (!again) FAIL(again.error().what << " in what was written: " << written);
  if (write_pipeline_text(again->pipeline) != written) FAIL("not stable: " << written);
}

constexpr std::string_view kSmallFile = R"({"CreateModel": {"ModelName": "m",
 "Tags": [{"Key": "k", "Value": ""}], "New": [1.5, true, null],
 "Containers": [{"Image": "i\u00e9", "Environment": {"A": "b"}}, {"ContainerHostname": "x"}]},
 "Local": {"Stages": {"container-1": {"Gpus": 1}, "x": {"Command": ["s"], "Cpus": 0.5}},
 "Limits": {"RequestBytes": 10}, "Switches": {"InnerAccept": "any"}},
 "Requests": [{"Name": "n", "Body": ""}], "FormatVersion": 1}
)";

}  // namespace

TEST_CASE("every beginning of a good file is refused with a line") {
  const std::size_t end = kWineFile.find_last_of('}');
  for (std::size_t length = 0; length <= end; ++length) {
    const auto result = read_pipeline_text(kWineFile.substr(0, length), "f", "/");
    if (result) FAIL("read the first " << length << " bytes");
    if (!result.error().what.starts_with("f, line ")) FAIL(result.error().what);
  }
  CHECK(read_pipeline_text(kWineFile.substr(0, end + 1), "f", "/"));
}

TEST_CASE("every change of one byte of a file gives a value or an error with a line") {
  using namespace std::string_view_literals;
  constexpr auto kBytes = "\0\n \"\\,:{}[]0-9eE.+/tfnaZ\x7f\x80\xc3\xff"sv;
  REQUIRE(read_pipeline_text(kSmallFile, "f", "/"));
  for (std::size_t at = 0; at < kSmallFile.size(); ++at) {
    for (const char byte : kBytes) {
      std::string text(kSmallFile);
      text[at] = byte;
      check_answer(text);
    }
    std::string shorter(kSmallFile);
    check_answer(shorter.erase(at, 1));
    std::string doubled(kSmallFile);
    check_answer(doubled.insert(at, 1, kSmallFile[at]));
  }
  SUCCEED();
}

TEST_CASE("extreme numbers are errors and never crash") {
  for (const char* number : {"1e308", "-1", "99999999999999999999", "-0", "0.0000001", "1e-400"}) {
    for (const char* key : {"RequestBytes", "PingTimeoutSeconds"})
      check_answer(std::string(R"({"CreateModel":{},"Local":{"Limits":{")") + key + "\":" + number +
                   "}}}");
    for (const char* key : {"Port", "Cpus", "MemoryBytes", "Gpus", "StopTimeoutSeconds"})
      check_answer(std::string(R"({"CreateModel":{"Containers":[{}]},"Local":{"Stages":
          {"container-1":{")") +
                   key + "\":" + number + "}}}}");
  }
  SUCCEED();
}

TEST_CASE("an error does not quote a long text as a whole, and cuts no character in two") {
  for (const std::string& piece : {std::string("x"), std::string("é"), std::string("酒")}) {
    std::string text = "{\"Requests\": [{\"Name\": \"";
    for (int i = 0; i < 10'000; ++i) text += piece;
    const auto result = read_pipeline_text(text, "f", "/");
    REQUIRE_FALSE(result);
    CHECK(result.error().what.size() < 400);
    CHECK(is_valid_utf8(result.error().what));
  }
}
