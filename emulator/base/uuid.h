#pragma once

#include <string>

namespace emulator {

// A random version 4 UUID, "0c6f3c1e-…". From any thread; each has its own generator.
std::string new_uuid();

}  // namespace emulator
