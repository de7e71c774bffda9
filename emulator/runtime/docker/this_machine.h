#pragma once

#include <string>

namespace emulator {

// True when an engine that says this name and kernel of its machine runs on this one.
bool is_this_machine(const std::string& name, const std::string& kernel);
// True when one of this machine's own addresses is in `subnet`, "172.17.0.0/16".
bool has_address_in(const std::string& subnet);

}  // namespace emulator
