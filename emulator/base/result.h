#pragma once

#include <utility>

#include <tl/expected.hpp>

#include "emulator/base/error.h"

namespace emulator {

// A value or the Error that explains why there is none.
template <typename T>
using Result = tl::expected<T, Error>;

// Builds the failing side: `return fail(ErrorCode::NotFound, "…", "…");`
inline tl::unexpected<Error> fail(ErrorCode code, std::string what, std::string next_step = {}) {
  return tl::unexpected<Error>(Error{code, std::move(what), std::move(next_step)});
}
inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }

}  // namespace emulator
