#pragma once

#include <filesystem>

#include <fcntl.h>
#include <sys/file.h>

#include "emulator/base/descriptor.h"
#include "emulator/runtime/ports.h"

namespace emulator::test {

// Port 8080 for one test at a time, on the whole machine: waits until no other test has it.
class Port8080 {
 public:
  Port8080() : lock_(open(path().c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666)) {
    flock(lock_.get(), LOCK_EX);
  }
  // False when a program that is no test of ours holds it.
  bool is_free() const { return lease_ports({8080}).has_value(); }

 private:
  static std::filesystem::path path() {
    return std::filesystem::temp_directory_path() / "hoplens-tests-8080.lock";
  }
  Descriptor lock_;
};

}  // namespace emulator::test
