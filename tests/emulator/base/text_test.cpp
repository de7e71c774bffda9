#include "emulator/base/text.h"

#include <catch2/catch_test_macros.hpp>

using namespace emulator;

TEST_CASE("sizes have three significant digits and powers of ten") {
  CHECK(format_size(0) == "0 B");
  CHECK(format_size(999) == "999 B");
  CHECK(format_size(1234) == "1.23 KB");
  CHECK(format_size(5'000'000) == "5.00 MB");
  CHECK(format_size(999'999) == "1.00 MB");
}

TEST_CASE("durations choose their unit") {
  CHECK(format_duration(std::chrono::nanoseconds(84'300)) == "84.3 µs");
  CHECK(format_duration(std::chrono::microseconds(12'400)) == "12.4 ms");
  CHECK(format_duration(std::chrono::seconds(3)) == "3.00 s");
}

TEST_CASE("counts are grouped by thousands") {
  CHECK(format_count(0) == "0");
  CHECK(format_count(999) == "999");
  CHECK(format_count(5'000'000) == "5,000,000");
}

TEST_CASE("UTF-8 is told from other bytes") {
  CHECK(is_valid_utf8("plain"));
  CHECK(is_valid_utf8("grüße, 世界"));
  CHECK_FALSE(is_valid_utf8("\xff\xfe"));
  CHECK_FALSE(is_valid_utf8("\xc0\xaf"));          // overlong
  CHECK_FALSE(is_valid_utf8("\xed\xa0\x80"));      // surrogate
  CHECK_FALSE(is_valid_utf8("cut \xe4\xb8"));      // cut in the middle
}

TEST_CASE("base64 comes back as it went in") {
  for (const std::string text : {"", "a", "ab", "abc", "abcd"}) {
    std::string back;
    REQUIRE(base64_decode(base64_encode(text), back));
    CHECK(back == text);
  }
  std::string ignored;
  CHECK_FALSE(base64_decode("a", ignored));
  CHECK_FALSE(base64_decode("====", ignored));
  CHECK_FALSE(base64_decode("ab!=", ignored));
  CHECK_FALSE(base64_decode("YQ", ignored));
}

TEST_CASE("the nearest key is offered only when it is near") {
  CHECK(nearest("ModelDataUrI", {"ModelDataUrl", "Image"}) == "ModelDataUrl");
  CHECK(nearest("zebra", {"ModelDataUrl", "Image"}).empty());
}

TEST_CASE("variables with secret names are recognised") {
  CHECK(looks_secret("AWS_SECRET_ACCESS_KEY"));
  CHECK(looks_secret("AWS_ACCESS_KEY_ID"));
  CHECK(looks_secret("github_token"));
  CHECK_FALSE(looks_secret("SAGEMAKER_PROGRAM"));
  CHECK_FALSE(looks_secret("KEYBOARD"));
}
