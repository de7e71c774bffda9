#pragma once

#include <filesystem>
#include <string>

// Linux only: where the running program is.
namespace emulator {

// What to execute to run this very program again, even when its file was replaced meanwhile.
std::string path_to_run_again();

// The folder that the running program's file is in; empty when that cannot be found out.
std::filesystem::path executable_folder();

}  // namespace emulator
