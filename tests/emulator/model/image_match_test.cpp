#include "emulator/model/image_match.h"

#include <catch2/catch_test_macros.hpp>

using emulator::image_matches;

TEST_CASE("a star in an image's pattern stands for any text") {
  CHECK(image_matches("xgb:1", "xgb:1"));
  CHECK_FALSE(image_matches("xgb:1", "xgb:10"));
  CHECK(image_matches("*", ""));
  CHECK(image_matches("*", "123456789012.dkr.ecr.us-east-1.amazonaws.com/xgb:1"));
  CHECK(image_matches("*/xgb:*", "123456789012.dkr.ecr.us-east-1.amazonaws.com/xgb:1"));
  CHECK_FALSE(image_matches("*/xgb:*", "xgb:1"));
  CHECK(image_matches("*.dkr.ecr.*/sk*learn*:1", "1.dkr.ecr.eu-west-1/sklearn:1"));
  CHECK_FALSE(image_matches("*.dkr.ecr.*/sk*learn*:1", "1.dkr.ecr.eu-west-1/sklearn:2"));
  CHECK(image_matches("a**b", "ab"));
  CHECK_FALSE(image_matches("a*a", "a"));
  CHECK_FALSE(image_matches("", "a"));
}
