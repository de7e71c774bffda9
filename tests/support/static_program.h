#pragma once

#include <cstdint>
#include <cstring>
#include <string>

namespace tests {

// The head of a 64-bit ELF program with one program header: enough to tell whether it needs shared
// libraries. It cannot be run.
inline std::string program_file(bool needs_libraries) {
  constexpr std::uint64_t kHeaders = 64;
  constexpr std::uint16_t kSize = 56, kCount = 1;
  constexpr std::uint32_t kLoad = 1, kInterpreter = 3;
  std::string file(kHeaders + kSize, '\0');
  const auto put = [&file](std::size_t at, auto number) {
    std::memcpy(file.data() + at, &number, sizeof number);
  };
  file.replace(0, 5,
               "\x7f"
               "ELF\x02");
  put(0x20, kHeaders);
  put(0x36, kSize);
  put(0x38, kCount);
  put(kHeaders, needs_libraries ? kInterpreter : kLoad);
  return file;
}

}  // namespace tests
