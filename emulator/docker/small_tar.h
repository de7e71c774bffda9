#pragma once

#include <string>
#include <vector>

namespace emulator {

struct TarFile {
  std::string name;
  std::string content;
  int mode = 0644;
};

// A tar archive in memory, of a few small files. "" where that cannot be made.
std::string small_tar(const std::vector<TarFile>& files);

}  // namespace emulator
