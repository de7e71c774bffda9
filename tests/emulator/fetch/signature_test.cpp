#include <cstdio>
#include <cstdlib>
#include <sstream>

#include <catch2/catch_test_macros.hpp>

#include "tests/emulator/fetch/fake_s3.h"
#include "tests/emulator/fetch/world.h"

using namespace emulator;
using namespace emulator::test;

namespace {

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string as_json(const SignedRequest& one, const FakeS3& s3) {
  std::string headers;
  for (const auto& [name, value] : one.headers)
    headers += (headers.empty() ? "" : ",") + quoted(name) + ":" + quoted(value);
  return "{\"key_id\":" + quoted(FakeS3::kKeyId) + ",\"secret\":" + quoted(FakeS3::kSecret) +
         ",\"token\":" + quoted(s3.session_token) + ",\"region\":" + quoted(one.region) +
         ",\"date\":" + quoted(one.date) + ",\"url\":" + quoted(s3.endpoint() + one.target) +
         ",\"headers\":{" + headers + "}}\n";
}

}  // namespace

TEST_CASE("requests are signed as AWS's own SDK for Python signs them") {
  if (std::system("python3 -c 'import botocore' 2>/dev/null") != 0)
    SKIP("botocore is not installed (python3-botocore)");
  World world;
  FakeS3 s3;
  s3.session_token = "FwoGZXIvYXdzE+/token==";
  s3.page = 1;
  world.environment = {{"AWS_ACCESS_KEY_ID", FakeS3::kKeyId},
                       {"AWS_SECRET_ACCESS_KEY", FakeS3::kSecret},
                       {"AWS_SESSION_TOKEN", s3.session_token},
                       {"AWS_ENDPOINT_URL_S3", s3.endpoint()}};
  for (const std::string key : {"m/a b+c&d=e.gz", "m/Grüße/模型~'(x)!.gz", "m/x:y@z.gz"})
    s3.put(key, key);
  REQUIRE(world.fetch("s3://models/m/", true));
  REQUIRE(world.fetch("s3://models/m/x:y@z.gz"));
  REQUIRE(world.fetch("s3://models/m/x:y@z.gz"));  // under a condition

  const auto requests = s3.signed_requests();
  REQUIRE(requests.size() == 8);  // three pages, three objects, one twice
  std::string input;
  for (const SignedRequest& one : requests) input += as_json(one, s3);
  const auto asked = world.folder.write("asked", input);
  const auto answers = world.folder.path() / "answers";
  const std::string command = "python3 '" HOPLENS_SOURCE_DIR
                              "/tests/emulator/fetch/botocore_signatures.py' <'" +
                              asked.string() + "' >'" + answers.string() + "'";
  REQUIRE(std::system(command.c_str()) == 0);
  std::istringstream lines(read_text(answers));
  for (const SignedRequest& one : requests) {
    std::string signature;
    std::getline(lines, signature);
    CAPTURE(one.target);
    CHECK(signature == one.signature);
  }
}
