#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace emulator {

// A number that cannot be mistaken for another kind of number. 0 means none.
template <typename Tag>
struct StrongId {
  std::uint64_t value = 0;
  // clang-tidy 14 sees a null pointer in what the compiler writes here.
  auto operator<=>(const StrongId&) const = default;  // NOLINT(modernize-use-nullptr)
  explicit operator bool() const { return value != 0; }
};

using StageId = StrongId<struct StageTag>;            // survives reordering, renaming and undo
using InvocationId = StrongId<struct InvocationTag>;  // 1, 2, 3… in order of receipt

}  // namespace emulator

template <typename Tag>
struct std::hash<emulator::StrongId<Tag>> {
  std::size_t operator()(emulator::StrongId<Tag> id) const noexcept {
    return std::hash<std::uint64_t>{}(id.value);
  }
};
