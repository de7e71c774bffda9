#pragma once

#include <filesystem>
#include <vector>

#include "emulator/model/finding.h"

namespace emulator {

// What is odd about the layout of unpacked model data, in a way that containers fail of late and
// in words of their own (contract 2.15, 7.2 D16): nothing in it, all of it in a folder model/, or
// files that macOS adds. Reads the root of the folder only.
std::vector<Finding> model_layout_findings(const std::filesystem::path& folder);

}  // namespace emulator
