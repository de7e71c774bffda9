#pragma once

#include <string>

namespace emulator {

// True when an engine that says this name and kernel of its machine runs on this one.
bool is_this_machine(const std::string& name, const std::string& kernel);
// True when `address` is one of this machine's own.
bool has_address(const std::string& address);

}  // namespace emulator
