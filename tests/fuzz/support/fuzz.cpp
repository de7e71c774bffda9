#include "tests/fuzz/support/fuzz.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <random>

#include <unistd.h>

namespace fuzz {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kLongestPiece = 64;

std::uint32_t sum_of(std::string_view text, std::uint32_t sum) {
  for (const char c : text) sum = (sum ^ static_cast<unsigned char>(c)) * 16777619u;  // FNV-1a
  return sum;
}

// Removes itself with the program; a crash leaves it behind, with the input that crashed.
struct Folder {
  Folder() {
    const fs::path memory = "/dev/shm";
    std::error_code error;
    const fs::path parent = fs::is_directory(memory, error) ? memory : fs::temp_directory_path();
    path = parent / ("hoplens-fuzz-" + std::to_string(::getpid()));
    fs::remove_all(path);
    fs::create_directories(path);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path, ignored);
  }
  fs::path path;
};

}  // namespace

void promise(bool kept, const char* what) {
  if (kept) return;
  std::fprintf(stderr, "A promise is broken: %s\n", what);
  std::abort();
}

void in_pieces(std::string_view text, const std::function<void(std::string_view)>& take) {
  std::minstd_rand random(sum_of(text, 2166136261u));
  while (!text.empty()) {
    const std::size_t length = std::min<std::size_t>(1 + random() % kLongestPiece, text.size());
    take(text.substr(0, length));
    text.remove_prefix(length);
  }
}

std::size_t pick(std::string_view text, std::size_t end, unsigned salt) {
  return std::minstd_rand(sum_of(text, 2166136261u ^ salt))() % end;
}

const fs::path& scratch_folder() {
  static const Folder folder;
  return folder.path;
}

void write_file(const fs::path& file, std::string_view bytes) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  promise(out.good(), "the scratch folder can be written");
}

bool is_below(const fs::path& file, const fs::path& folder) {
  const fs::path relative = file.lexically_normal().lexically_relative(folder);
  return !relative.empty() && *relative.begin() != "..";
}

}  // namespace fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::try_input({reinterpret_cast<const char*>(data), size});
  return 0;
}
