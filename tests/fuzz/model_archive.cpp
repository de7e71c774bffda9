#include "emulator/runtime/model_archive.h"

#include <cstdio>
#include <string>

#include <archive.h>
#include <archive_entry.h>
#include <sys/stat.h>

#include "tests/fuzz/support/fuzz.h"

// An untrusted model.tar.gz. The input is a tar, which is compressed here: a changed byte of a gzip
// stream would hardly ever get to the tar in it. What is a gzip stream already is taken as it is.
namespace fuzz {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kBlock = 512;
constexpr std::size_t kMagicAt = 257;
constexpr std::size_t kSumAt = 148;
constexpr std::size_t kSumSize = 8;

// Each header's checksum, which a change has broken.
std::string with_sums(std::string_view input) {
  std::string tar(input);
  for (std::size_t at = 0; at + kBlock <= tar.size(); at += kBlock) {
    if (tar.compare(at + kMagicAt, 5, "ustar") != 0) continue;
    tar.replace(at + kSumAt, kSumSize, kSumSize, ' ');
    unsigned sum = 0;
    for (std::size_t i = 0; i < kBlock; ++i) sum += static_cast<unsigned char>(tar[at + i]);
    char digits[kSumSize] = {};
    std::snprintf(digits, sizeof digits, "%06o", sum);
    tar.replace(at + kSumAt, 7, digits, 7);
  }
  return tar;
}

std::string gzipped(const std::string& bytes) {
  std::string out(bytes.size() + 4096, '\0');
  std::size_t used = 0;
  archive* const writer = archive_write_new();
  archive_write_add_filter_gzip(writer);
  archive_write_set_filter_option(writer, "gzip", "compression-level", "1");
  archive_write_set_format_raw(writer);
  archive_write_set_bytes_in_last_block(writer, 1);
  archive_write_open_memory(writer, out.data(), out.size(), &used);
  archive_entry* const entry = archive_entry_new();
  archive_entry_set_filetype(entry, AE_IFREG);
  archive_write_header(writer, entry);
  archive_write_data(writer, bytes.data(), bytes.size());
  archive_entry_free(entry);
  archive_write_close(writer);
  archive_write_free(writer);
  out.resize(used);
  return out;
}

std::size_t entries_of(const fs::path& folder) {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

void look_at(const fs::path& file) {
  struct stat seen {};
  promise(::lstat(file.c_str(), &seen) == 0, "what was unpacked is there");
  promise(S_ISREG(seen.st_mode) || S_ISDIR(seen.st_mode), "only files and folders are unpacked");
  if (!S_ISREG(seen.st_mode)) return;
  promise(seen.st_nlink == 1, "no hard links");
  promise((seen.st_mode & (S_ISUID | S_ISGID | S_IWOTH)) == 0, "no dangerous permissions");
}

}  // namespace

void try_input(std::string_view input) {
  static const fs::path outer = scratch_folder() / "outer";
  static const fs::path archive = scratch_folder() / "model.tar.gz";
  const fs::path inner = outer / "inner";
  fs::create_directories(inner);
  write_file(archive,
             input.starts_with("\x1f\x8b") ? std::string(input) : gzipped(with_sums(input)));
  const emulator::ArchiveLimits limits{.total_bytes = 100'000, .entries = 50};
  const auto unpacked = emulator::unpack_model_archive(archive, inner, limits);
  promise(entries_of(outer) == 1 && entries_of(scratch_folder()) == 2, "nothing appears outside");
  promise(unpacked || fs::is_empty(inner), "on an error nothing is left");
  std::uintmax_t bytes = 0;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(inner)) {
    look_at(entry.path());
    if (entry.is_regular_file()) bytes += entry.file_size();
  }
  promise(bytes <= limits.total_bytes, "the limit holds");
  fs::remove_all(outer);
}

}  // namespace fuzz
