#include <array>
#include <fstream>

#include <unistd.h>

#include "emulator/runtime/docker/ownership.h"

namespace emulator {
namespace {

std::string first_line(const char* file) {
  std::string line;
  std::ifstream input(file);
  std::getline(input, line);
  return line;
}

}  // namespace

Whereabouts whereabouts() {
  std::array<char, 256> name{};
  gethostname(name.data(), name.size() - 1);
  return {std::string(name.data()) + " " + first_line("/etc/machine-id"),
          first_line("/proc/sys/kernel/random/boot_id")};
}

}  // namespace emulator
