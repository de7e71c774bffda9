#include "emulator/codec/recordings/redaction.h"

#include <catch2/catch_test_macros.hpp>

#include "emulator/codec/recordings/har.h"
#include "tests/emulator/codec/recordings/recorded.h"

using namespace emulator;
using namespace test_support;

namespace {

std::string body_after(std::string_view typed, std::string_view body) {
  Redactor redactor(wine_pipeline(), redaction_wishes(typed));
  HttpRequest request;
  request.body = make_body(body);
  return text_of(redactor.redacted(request, {}).body);
}

}  // namespace

TEST_CASE("what a HAR holds has neither credentials nor secret values of the environment") {
  const Pipeline pipeline = wine_pipeline();
  const auto redactor = std::make_shared<Redactor>(pipeline, RedactionWishes{});
  std::string text;
  REQUIRE(write_har(redacting(source_of(recorded(pipeline)), redactor),
                    [&](std::string_view piece) {
                      text += piece;
                      return Result<void>();
                    }));
  CHECK(text.find("s3cr3t-value-1") == text.npos);
  CHECK(text.find("Bearer abc") == text.npos);
  CHECK(text.find("••••") != text.npos);
  // Five hops with Authorization, and in three invocations one body with the value: what the client
  // sent is what the first hop was asked, and pages and entries are two looks at the same.
  CHECK(redactor->hidden() == 8);
  CHECK(hidden_text(redactor->hidden()) == "8 values hidden");
}

TEST_CASE("headers that carry credentials are known by name") {
  for (const char* name : {"authorization", "Cookie", "Set-Cookie", "X-Amz-Security-Token",
                           "X-API-Key", "Proxy-Authorization", "x-session-token"})
    CHECK(is_secret_header(name));
  for (const char* name : {"Content-Type", "Accept", "X-Amzn-RequestId", "Host"})
    CHECK_FALSE(is_secret_header(name));
}

TEST_CASE("values of JSON members are hidden by name and by path, and nothing around them moves") {
  CHECK(body_after("password", R"({"user": {"password" : "x", "n": 1}, "b":[{"PASSWORD":5}]})") ==
        R"({"user": {"password" : "••••", "n": 1}, "b":[{"PASSWORD":"••••"}]})");
  CHECK(body_after("$.user.mail", R"({"user":{"mail":["a","b"]},"mail":1})") ==
        R"({"user":{"mail":"••••"},"mail":1})");
  CHECK(body_after("$.rows[*].name, $.rows[0].age", R"({"rows":[{"name":"a","age":1},{"name":"b"}]})") ==
        R"({"rows":[{"name":"••••","age":"••••"},{"name":"••••"}]})");
  CHECK(body_after("name", "{\"name\":1}\n{\"name\":2}\n") ==
        "{\"name\":\"••••\"}\n{\"name\":\"••••\"}\n");
}

TEST_CASE("text that speaks of what is to be hidden but cannot be read as JSON goes as a whole") {
  CHECK(body_after("password", "{\"password\": \"x\", oops") == "••••");
  CHECK(body_after("password", "{\"other\": \"x\", oops") == "{\"other\": \"x\", oops");
  CHECK(body_after("password", "password,1,2") == "password,1,2");
}

TEST_CASE("a pipeline that leaves has its secret variables hidden, in both environments") {
  Redactor redactor(wine_pipeline(), redaction_wishes("LEVEL"));
  const Pipeline out = redactor.redacted(wine_pipeline());
  CHECK(out.stages[0].container.environment ==
        EnvironmentMap{{"API_TOKEN", "••••"}, {"LEVEL", "••••"}});
  CHECK(redactor.hidden() == 2);
}

TEST_CASE("where nothing is to be hidden a recording stays the very same") {
  const auto invocations = recorded(wine_pipeline());
  Redactor nothing;
  CHECK(nothing.redacted(invocations[0], {}) == invocations[0]);
  CHECK(hidden_text(nothing.hidden()).empty());
  CHECK(hidden_text(1) == "1 value hidden");
}

TEST_CASE("a body that was one before it was hidden is one afterwards") {
  const Pipeline pipeline = wine_pipeline();
  Redactor redactor(pipeline, redaction_wishes("rows"));
  const InvocationPtr out = redactor.redacted(recorded(pipeline)[0], {});
  CHECK(out->request.body == out->hops[0]->request.body);
  CHECK(out->hops[0]->response()->body == out->hops[1]->request.body);
  CHECK(text_of(out->hops[1]->request.body) == R"({"rows":"••••"})");
}
