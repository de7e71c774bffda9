#include "emulator/base/uuid.h"

#include <array>
#include <cstdio>
#include <random>

namespace emulator {

std::string new_uuid() {
  thread_local std::mt19937_64 generator = [] {
    std::random_device device;
    std::seed_seq seed{device(), device(), device(), device()};
    return std::mt19937_64(seed);
  }();
  const std::uint64_t high = (generator() & ~0xF000ULL) | 0x4000ULL;
  const std::uint64_t low = (generator() & ~(3ULL << 62)) | (2ULL << 62);
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%08llx-%04llx-%04llx-%04llx-%012llx",
                static_cast<unsigned long long>(high >> 32),
                static_cast<unsigned long long>(high >> 16 & 0xFFFF),
                static_cast<unsigned long long>(high & 0xFFFF),
                static_cast<unsigned long long>(low >> 48),
                static_cast<unsigned long long>(low & 0xFFFF'FFFF'FFFFULL));
  return text.data();
}

}  // namespace emulator
