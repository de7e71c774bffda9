#include "app/view_model/column_layout.h"

#include <array>

#include <catch2/catch_test_macros.hpp>

TEST_CASE("sections fill columns of about the same height, in order") {
  const std::array heights{100.0f, 60.0f, 40.0f, 90.0f};
  const app::ColumnLayout layout = app::column_layout(heights, 3);
  REQUIRE(layout.sections.size() == 4);
  CHECK(layout.sections[0].column == 0);
  CHECK(layout.sections[1].column == 1);
  CHECK(layout.sections[2].column == 1);
  CHECK(layout.sections[2].y == 60);
  CHECK(layout.sections[3].column == 2);
  CHECK(layout.height == 100);
}

TEST_CASE("one column holds everything, and no section is cut") {
  const std::array heights{10.0f, 500.0f, 20.0f};
  const app::ColumnLayout one = app::column_layout(heights, 1);
  CHECK(one.sections[2].column == 0);
  CHECK(one.height == 530);
  const app::ColumnLayout two = app::column_layout(heights, 2);
  CHECK(two.sections[2].column <= 1);
  CHECK(app::column_layout({}, 3).height == 0);
}
