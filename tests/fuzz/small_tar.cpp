#include "emulator/docker/small_tar.h"

#include <archive.h>
#include <archive_entry.h>

#include "emulator/base/text.h"
#include "tests/fuzz/support/fuzz.h"

// A tar that is made in memory: what went in comes out. Each line of the input is a file.
namespace fuzz {
namespace {

std::vector<emulator::TarFile> read_tar(const std::string& bytes) {
  std::vector<emulator::TarFile> files;
  archive* const reader = archive_read_new();
  archive_read_support_format_tar(reader);
  promise(archive_read_open_memory(reader, bytes.data(), bytes.size()) == ARCHIVE_OK,
          "it is a tar");
  archive_entry* entry = nullptr;
  while (archive_read_next_header(reader, &entry) == ARCHIVE_OK) {
    std::string content(static_cast<std::size_t>(archive_entry_size(entry)), '\0');
    promise(archive_read_data(reader, content.data(), content.size()) ==
                static_cast<la_ssize_t>(content.size()),
            "a file is whole");
    files.push_back({archive_entry_pathname(entry), content, 0});
  }
  archive_read_free(reader);
  return files;
}

}  // namespace

void try_input(std::string_view input) {
  constexpr std::size_t kMostFiles = 20;
  std::vector<emulator::TarFile> files;
  for (const std::string& line : emulator::split(input, '\n'))
    if (files.size() < kMostFiles) files.push_back({"f" + std::to_string(files.size()), line});
  const std::string tar = emulator::small_tar(files);
  if (files.empty()) return;
  const std::vector<emulator::TarFile> out = read_tar(tar);
  promise(out.size() == files.size(), "each file is there");
  for (std::size_t at = 0; at < out.size(); ++at)
    promise(out[at].name == files[at].name && out[at].content == files[at].content,
            "each file is as it was");
}

}  // namespace fuzz
