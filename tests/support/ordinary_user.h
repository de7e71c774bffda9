#pragma once

#include <cstdlib>

#include <unistd.h>

namespace tests {

// Root may do anything, so a test about permissions takes on an ordinary user's rights.
class OrdinaryUser {
 public:
  OrdinaryUser() {
    if (::geteuid() == 0) was_root_ = ::seteuid(65534) == 0;
  }
  ~OrdinaryUser() {
    if (was_root_ && ::seteuid(0) != 0) std::abort();
  }
  OrdinaryUser(const OrdinaryUser&) = delete;
  OrdinaryUser& operator=(const OrdinaryUser&) = delete;

 private:
  bool was_root_ = false;
};

}  // namespace tests
