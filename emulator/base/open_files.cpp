#include "emulator/base/open_files.h"

#include <algorithm>

#include <sys/resource.h>

namespace emulator {
namespace {

// Enough for 512 connections before 15 containers each; a limit without end makes some programs
// close a billion descriptors.
constexpr rlim_t kWanted = 65536;

}  // namespace

void raise_open_file_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  const rlim_t most = std::min(limit.rlim_max, kWanted);
  if (limit.rlim_cur >= most) return;
  limit.rlim_cur = most;
  (void)setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace emulator
