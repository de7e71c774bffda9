#pragma once

#include <deque>
#include <filesystem>

#include "emulator/base/descriptor.h"

namespace emulator {

// Neighbouring ports.
struct PortBlock {
  int first = 0;
  int count = 0;
};

// Which ports which hoplens process of this user is about to use: locks on bytes of one file, byte
// n for port n. The system drops them when their process dies, however it dies. Without the file
// (a full or read-only disk) everything can be claimed.
class PortClaims {
 public:
  explicit PortClaims(const std::filesystem::path& file = default_file());

  // One per user, in the temporary folder.
  static std::filesystem::path default_file();

  // False when another process has claimed one of them.
  bool claim(PortBlock block);
  void release(PortBlock block);
  // Holds on to a claim for as long as there are not too many newer ones: by then its ports are
  // bound, or were never wanted, and other processes need some too.
  void keep(PortBlock block);

 private:
  bool set_lock(short type, PortBlock block);

  // Never closed but at the end: closing any descriptor of the file would drop every lock.
  Descriptor file_;
  std::deque<PortBlock> kept_;
};

}  // namespace emulator
