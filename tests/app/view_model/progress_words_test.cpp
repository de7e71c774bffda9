#include "app/view_model/progress_words.h"

#include <catch2/catch_test_macros.hpp>

using namespace app;

TEST_CASE("progress is told in percent where the whole is known, and never as done") {
  CHECK(progress_text("Saving wine.har", 0, 0) == "Saving wine.har…");
  CHECK(progress_text("Saving wine.har", 0, 200) == "Saving wine.har · 0 %");
  CHECK(progress_text("Saving wine.har", 91, 200) == "Saving wine.har · 45 %");
  CHECK(progress_text("Saving wine.har", 200, 200) == "Saving wine.har · 99 %");
  CHECK(progress_text("Saving wine.har", 300, 200) == "Saving wine.har · 99 %");
  CHECK(progress_share(50, 200) == 0.25f);
  CHECK(progress_share(300, 200) == 1.0f);
  CHECK(progress_share(3, 0) == 0.0f);
}
