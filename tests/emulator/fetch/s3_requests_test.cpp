#include "emulator/fetch/s3_requests.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "emulator/fetch/fetch_errors.h"
#include "emulator/fetch/xml.h"

using namespace emulator;
using Catch::Matchers::ContainsSubstring;
namespace fs = std::filesystem;

namespace {

std::string refusal_of(const std::vector<std::string>& keys) {
  std::vector<S3Object> objects;
  for (const std::string& key : keys) objects.push_back({key, "", 1});
  const auto names = s3_file_names(objects, "p/");
  return names ? "" : names.error().what;
}

}  // namespace

TEST_CASE("a bucket answers at AWS's own address, or below the endpoint that was set") {
  CHECK(s3_bucket_url("models", "eu-west-1", "") == "https://models.s3.eu-west-1.amazonaws.com");
  CHECK(s3_bucket_url("my.models", "us-east-1", "") ==
        "https://s3.us-east-1.amazonaws.com/my.models");
  CHECK(s3_bucket_url("models", "cn-north-1", "") ==
        "https://models.s3.cn-north-1.amazonaws.com.cn");
  CHECK(s3_bucket_url("models", "eu-west-1", "http://minio:9000") == "http://minio:9000/models");
}

TEST_CASE("the parameters of a list stand in the order of their names") {
  CHECK(s3_list_url("https://b.s3.us-east-1.amazonaws.com", "a b/", "") ==
        "https://b.s3.us-east-1.amazonaws.com/?encoding-type=url&list-type=2&prefix=a%20b%2F");
  CHECK(
      s3_list_url("http://minio:9000/b", "p/", "t/1=") ==
      "http://minio:9000/b?continuation-token=t%2F1%3D&encoding-type=url&list-type=2&prefix=p%2F");
}

TEST_CASE("an address of S3 is a bucket and a key") {
  const auto place = parse_s3_url("s3://models/a b/c?d#e");
  REQUIRE(place);
  CHECK(place->bucket == "models");
  CHECK(place->key == "a b/c?d#e");
  CHECK(parse_s3_url("s3://models")->key.empty());
  for (const char* wrong : {"s3:/models/x", "s3://", "s3:///x", "https://x/y", "s3://a?b/c"})
    CHECK_FALSE(parse_s3_url(wrong));
  CHECK(parse_s3_url("s3://arn:aws:s3:us-east-1:1:accesspoint/x").error().code ==
        ErrorCode::Unsupported);
}

TEST_CASE("a page of a list is read as it was written") {
  const auto page = parse_s3_listing(
      "\xEF\xBB\xBF<?xml version=\"1.0\"?>\n<!-- c --><s:ListBucketResult xmlns:s='x>y'>"
      "<s:EncodingType>url</s:EncodingType><s:IsTruncated>true</s:IsTruncated>"
      "<s:NextContinuationToken>a&amp;b</s:NextContinuationToken><s:Empty/>"
      "<s:Contents><s:Key>a+b%2Bc/%C3%BC</s:Key><s:ETag>&quot;e&#34;</s:ETag><s:Size> 12 </s:Size>"
      "</s:Contents></s:ListBucketResult>\n");
  REQUIRE(page);
  CHECK(page->objects == std::vector<S3Object>{{"a b+c/ü", "\"e\"", 12}});
  CHECK(page->continuation_token == "a&b");
  const auto plain = parse_s3_listing(
      "<ListBucketResult><Contents><Key><![CDATA[a+<b>]]></Key><Size>1</Size></Contents>"
      "</ListBucketResult>");
  REQUIRE(plain);
  CHECK(plain->objects.front().key == "a+<b>");
}

TEST_CASE("what is no list is refused") {
  for (const char* wrong :
       {"", "<html></html>", "<ListBucketResult>", "<ListBucketResult></Other>",
        "<ListBucketResult><Contents><Key>a</Key><Size>x</Size></Contents></ListBucketResult>",
        "<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>",
        "<ListBucketResult>&unknown;</ListBucketResult>", "<!DOCTYPE x><ListBucketResult/>",
        "<ListBucketResult/>rest", "<ListBucketResult>&#xD800;</ListBucketResult>",
        "<ListBucketResult>&#0;</ListBucketResult>"})
    CHECK_FALSE(parse_s3_listing(wrong));
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  XmlElement root;
  CHECK_FALSE(parse_xml(deep, root));
  CHECK_FALSE(parse_xml("<prefix:/>", root));
}

TEST_CASE("objects become files of the same names below the prefix") {
  const auto names = s3_file_names({{"p/a", "", 1}, {"p/b/c", "", 1}, {"p/b/d", "", 1}}, "p/");
  REQUIRE(names);
  CHECK(*names == std::vector<fs::path>{"a", "b/c", "b/d"});
}

// contract 1.11
TEST_CASE("names of objects that cannot be files are refused") {
  CHECK_THAT(refusal_of({"p/", "p/a"}), ContainsSubstring("folder's mark"));
  CHECK_THAT(refusal_of({"p/sub/"}), ContainsSubstring("folder's mark"));
  CHECK_THAT(refusal_of({"p/a//b"}), ContainsSubstring("empty name"));
  CHECK_THAT(refusal_of({"p//etc/passwd"}), ContainsSubstring("empty name"));
  CHECK_THAT(refusal_of({"p/../x"}), ContainsSubstring("'..'"));
  CHECK_THAT(refusal_of({"p/a/./x"}), ContainsSubstring("'.'"));
  CHECK_THAT(refusal_of({std::string("p/a\0b", 5)}), ContainsSubstring("NUL"));
  CHECK_THAT(refusal_of({"p/" + std::string(256, 'n')}), ContainsSubstring("255"));
  CHECK_THAT(refusal_of({"p/a", "p/a/b"}), ContainsSubstring("file and a folder"));
  CHECK_THAT(refusal_of({"p/a/b", "p/a"}), ContainsSubstring("file and a folder"));
  CHECK(refusal_of({"p/" + std::string(255, 'n')}).empty());
}

TEST_CASE("an answer that is not S3's is told by its status") {
  HttpGot answer;
  answer.status = 403;
  answer.text = "<html>proxy</html>";
  const Error error = explain_s3(answer, {"s3://b/k", "the environment", false});
  CHECK(error.code == ErrorCode::PermissionDenied);
  CHECK(error.what == "S3 refuses to give s3://b/k, with the credentials of the environment (403)");
}

TEST_CASE("an address is shown without what may be secret in it") {
  CHECK(shown_url("https://u:p@host:1/a/b.gz?token=x#y") == "https://host:1/a/b.gz");
  CHECK(shown_url("https://host") == "https://host");
  CHECK(shown_url("https://host/a@b") == "https://host/a@b");
}
