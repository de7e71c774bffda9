#include "emulator/runtime/guardian/executable_path.h"

namespace emulator {

std::string path_to_run_again() { return "/proc/self/exe"; }

std::filesystem::path executable_folder() {
  std::error_code error;
  const auto file = std::filesystem::read_symlink("/proc/self/exe", error);
  return error ? std::filesystem::path{} : file.parent_path();
}

}  // namespace emulator
