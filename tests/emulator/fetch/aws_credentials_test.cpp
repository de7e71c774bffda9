#include "emulator/fetch/aws_credentials.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "tests/emulator/fetch/world.h"

using namespace emulator;
using namespace emulator::test;
using Catch::Matchers::ContainsSubstring;

namespace {

constexpr std::string_view kCredentials = R"(# made by hand
[default]
aws_access_key_id = DEFAULTKEY
aws_secret_access_key=default/secret+with=signs

[work]
aws_access_key_id = WORKKEY
aws_secret_access_key = worksecret   ; a comment
aws_session_token = worktoken
)";

constexpr std::string_view kConfig = R"([default]
region = eu-north-1
s3 =
    max_concurrent_requests = 20

[profile work]
region = ap-south-1
ca_bundle = /etc/work.pem
services = minio

[profile   signed-on]
sso_session = corp
[profile role]
role_arn = arn:aws:iam::123456789012:role/x
source_profile = work

[services minio]
s3 =
  endpoint_url = http://minio:9000/
)";

// A user with both files.
struct AwsUser : World {
  AwsUser() {
    folder.write("home/.aws/credentials", kCredentials);
    folder.write("home/.aws/config", kConfig);
  }
  AwsAccess access() {
    const auto found = find_aws_access(around);
    if (!found) FAIL(found.error().what);
    return *found;
  }
  Error error() {
    const auto found = find_aws_access(around);
    REQUIRE_FALSE(found);
    return found.error();
  }
};

}  // namespace

TEST_CASE("credentials in the environment come first") {
  AwsUser user;
  user.environment = {{"AWS_ACCESS_KEY_ID", "ENVKEY"},
                      {"AWS_SECRET_ACCESS_KEY", "envsecret"},
                      {"AWS_SESSION_TOKEN", "envtoken"}};
  const AwsAccess access = user.access();
  CHECK(access.credentials.access_key_id == "ENVKEY");
  CHECK(access.credentials.secret_access_key == "envsecret");
  CHECK(access.credentials.session_token == "envtoken");
  CHECK(access.why == "the environment");
  CHECK(access.region == "eu-north-1");
}

TEST_CASE("then comes the profile, the default one or that of AWS_PROFILE") {
  AwsUser user;
  CHECK(user.access().credentials.access_key_id == "DEFAULTKEY");
  CHECK(user.access().credentials.secret_access_key == "default/secret+with=signs");
  CHECK(user.access().credentials.session_token.empty());
  CHECK(user.access().region == "eu-north-1");
  CHECK(user.access().endpoint.empty());

  user.environment["AWS_PROFILE"] = "work";
  const AwsAccess work = user.access();
  CHECK(work.credentials.secret_access_key == "worksecret");
  CHECK(work.credentials.session_token == "worktoken");
  CHECK(work.region == "ap-south-1");
  CHECK(work.endpoint == "http://minio:9000");
  CHECK(work.ca_bundle == "/etc/work.pem");
  CHECK_THAT(work.why, ContainsSubstring("the profile 'work' in "));
}

TEST_CASE("the files may lie elsewhere, and credentials stand in either") {
  AwsUser user;
  user.environment["AWS_SHARED_CREDENTIALS_FILE"] = "/nowhere";
  user.environment["AWS_CONFIG_FILE"] =
      user.folder
          .write("elsewhere",
                 "[default]\nregion=sa-east-1\n"
                 "aws_access_key_id=CONFIGKEY\naws_secret_access_key=configsecret\n")
          .string();
  CHECK(user.access().credentials.access_key_id == "CONFIGKEY");
  CHECK(user.access().region == "sa-east-1");
}

TEST_CASE("the environment's region and endpoint beat the profile's") {
  AwsUser user;
  user.environment = {{"AWS_PROFILE", "work"},
                      {"AWS_DEFAULT_REGION", "us-west-1"},
                      {"AWS_ENDPOINT_URL", "http://all:1"}};
  CHECK(user.access().region == "us-west-1");
  CHECK(user.access().endpoint == "http://all:1");
  user.environment["AWS_REGION"] = "us-west-2";
  user.environment["AWS_ENDPOINT_URL_S3"] = "http://s3:1//";
  CHECK(user.access().region == "us-west-2");
  CHECK(user.access().endpoint == "http://s3:1");
  user.environment["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "true";
  CHECK(user.access().endpoint.empty());
}

TEST_CASE("without files the region is us-east-1") {
  World user;
  user.environment = {{"AWS_ACCESS_KEY_ID", "K"}, {"AWS_SECRET_ACCESS_KEY", "S"}};
  const auto access = find_aws_access(user.around);
  REQUIRE(access);
  CHECK(access->region == "us-east-1");
}

TEST_CASE("what is missing or not done here is said") {
  AwsUser user;
  user.environment["AWS_PROFILE"] = "wrk";
  CHECK(user.error().next_step == "Did you mean AWS_PROFILE=work?");
  user.environment["AWS_PROFILE"] = "signed-on";
  CHECK(user.error().code == ErrorCode::Unsupported);
  CHECK_THAT(user.error().what, ContainsSubstring("single sign-on"));
  CHECK_THAT(user.error().next_step, ContainsSubstring("export-credentials"));
  user.environment["AWS_PROFILE"] = "role";
  CHECK_THAT(user.error().what, ContainsSubstring("takes on a role"));
  user.environment = {{"AWS_ACCESS_KEY_ID", "ENVKEY"}};
  CHECK_THAT(user.error().what, ContainsSubstring("has no AWS_SECRET_ACCESS_KEY"));

  World nobody;
  const auto none = find_aws_access(nobody.around);
  REQUIRE_FALSE(none);
  CHECK(none.error().code == ErrorCode::NotFound);
  CHECK_THAT(none.error().next_step, ContainsSubstring("aws configure"));
}

TEST_CASE("a program may give the credentials") {
  World user;
  const auto printing = [&](const std::string& text) {
    const auto answer = user.folder.write("an answer", text);
    user.folder.write("home/.aws/config",
                      "[default]\ncredential_process = cat \"" + answer.string() + "\"\n");
    return find_aws_access(user.around);
  };
  const auto access = printing(
      R"({"Version": 1, "AccessKeyId": "PK", "SecretAccessKey": "ps", "SessionToken": "pt"})");
  REQUIRE(access);
  CHECK(access->credentials.access_key_id == "PK");
  CHECK(access->credentials.secret_access_key == "ps");
  CHECK(access->credentials.session_token == "pt");
  for (const char* wrong : {"secret text", "[]", R"({"Version": 2, "AccessKeyId": "PK"})"}) {
    const auto none = printing(wrong);
    REQUIRE_FALSE(none);
    CHECK_THAT(none.error().what, ContainsSubstring("credentials of version 1"));
    CHECK_THAT(none.error().what, !ContainsSubstring("secret text"));
  }
  CHECK_THAT(printing(R"({"Version": 1, "AccessKeyId": "PK"})").error().what,
             ContainsSubstring("has no SecretAccessKey"));
  user.folder.write("home/.aws/config", "[default]\ncredential_process = exit 3\n");
  CHECK_THAT(find_aws_access(user.around).error().what, ContainsSubstring("failed"));
}

TEST_CASE("odd lines of an AWS file do no harm") {
  const auto sections = parse_aws_ini("lost = 1\n[\n[]\n[a]\nno sign\nKEY = v # c\n  sub = 1\n[b");
  CHECK(sections.at("a").at("key") == "v");
  CHECK(sections.at("a").size() == 1);
  CHECK(sections.contains("b"));
  CHECK(parse_aws_ini("[a]\n = 1\nb =\n  = 2\n").at("a").size() == 1);
}
