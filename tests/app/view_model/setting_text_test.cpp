#include "app/view_model/setting_text.h"

#include <catch2/catch_test_macros.hpp>

TEST_CASE("limits are shown so that they can be typed back") {
  for (const double value : {0.0, 60.0, 0.5, 5'000'000.0, 25'000'000.0})
    CHECK(app::typed_limit(app::limit_text(value)) == value);
  CHECK(app::limit_text(5'000'000) == "5,000,000");
}

TEST_CASE("what is no number of at least 0 is no limit") {
  for (const char* text : {"", " ", "x", "-1", "1x", "1e400", "nan", "inf", "1.2.3"}) {
    INFO(text);
    CHECK_FALSE(app::typed_limit(text));
  }
}
