#include "app/view_model/diff/alignment.h"

#include <random>

#include <catch2/catch_test_macros.hpp>

using app::Alignment;
using Ids = std::vector<std::uint32_t>;

namespace {

// Ascending on both sides, and equal where it says so.
void check_sound(const Ids& before, const Ids& after, const Alignment& alignment) {
  std::int64_t last_before = -1;
  std::int64_t last_after = -1;
  bool sound = true;
  for (const auto& [b, a] : alignment.pairs) {
    sound = sound && b > last_before && a > last_after && before.at(b) == after.at(a);
    last_before = b, last_after = a;
  }
  CHECK(sound);
}

}  // namespace

TEST_CASE("sequences of any kind are aligned soundly") {
  std::mt19937 random(7);
  for (const std::uint32_t kinds : {2U, 5U, 1'000U}) {
    for (int round = 0; round < 30; ++round) {
      Ids before(random() % 60), after(random() % 60);
      for (auto& id : before) id = static_cast<std::uint32_t>(random()) % kinds;
      for (auto& id : after) id = static_cast<std::uint32_t>(random()) % kinds;
      check_sound(before, after, app::align(before, after));
    }
  }
}

TEST_CASE("as much as possible is aligned where the parts that differ are short") {
  CHECK(app::align(Ids{1, 2, 3, 4}, Ids{2, 4, 1, 3}).pairs.size() == 2);
  CHECK(app::align(Ids{1, 1, 2}, Ids{1, 2, 1, 2}).pairs.size() == 3);
  CHECK(app::align(Ids{}, Ids{1}).pairs.empty());
}

TEST_CASE("long sequences are held together by what stands once in both") {
  Ids before, after;
  for (std::uint32_t i = 0; i < 50'000; ++i) {
    before.push_back(i);
    if (i % 100 != 3) after.push_back(i % 100 == 50 ? 1'000'000 : i);
  }
  const Alignment alignment = app::align(before, after);
  CHECK(alignment.pairs.size() == 49'000);
  CHECK_FALSE(alignment.gave_up);
  check_sound(before, after, alignment);
}

TEST_CASE("long sequences without anything unique in common give up and say so") {
  Ids before(30'000, 1), after(30'000, 1);
  before.front() = before.back() = 2;
  after.front() = after.back() = 3;
  CHECK(app::align(before, after).gave_up);
  CHECK_FALSE(app::align(Ids(30'000, 1), Ids(30'000, 2)).gave_up);  // nothing was missed
}
