#pragma once

#include <string_view>

#include "tests/support/fake_snapshot.h"

// The busy world with things in it that are worth comparing.
namespace tests {

// 127, and 129 that asked for the same: the model answered another score, postprocess another type.
FakeWorld changed_world();
// 130 of the stages in another order, which failed, is the newest.
FakeWorld reordered_world();
// The history sent again: two of four runs done, one of them different.
FakeWorld history_world();
FakeWorld history_done_world();
// All orders of the three stages tried.
FakeWorld orders_world();

}  // namespace tests
