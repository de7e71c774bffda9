#include "emulator/runtime/port_claims.h"

#include <string>

#include <fcntl.h>
#include <unistd.h>

namespace emulator {
namespace {

constexpr std::size_t kMostKept = 45;  // three pipelines of 15 stages

}  // namespace

PortClaims::PortClaims(const std::filesystem::path& file)
    : file_(open(file.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600)) {}

std::filesystem::path PortClaims::default_file() {
  std::error_code error;
  const auto folder = std::filesystem::temp_directory_path(error);
  return folder / ("hoplens-ports-" + std::to_string(geteuid()));
}

bool PortClaims::claim(PortBlock block) { return !file_ || set_lock(F_WRLCK, block); }

void PortClaims::release(PortBlock block) {
  if (file_ && block.count > 0) set_lock(F_UNLCK, block);  // a length of 0 would mean all
}

void PortClaims::keep(PortBlock block) {
  kept_.push_back(block);
  if (kept_.size() <= kMostKept) return;
  release(kept_.front());
  kept_.pop_front();
}

bool PortClaims::set_lock(short type, PortBlock block) {
  struct flock lock {};
  lock.l_type = type;
  lock.l_whence = SEEK_SET;
  lock.l_start = block.first;
  lock.l_len = block.count;
  return fcntl(file_.get(), F_SETLK, &lock) == 0;
}

}  // namespace emulator
