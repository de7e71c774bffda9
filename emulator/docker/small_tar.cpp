#include "emulator/docker/small_tar.h"

#include <memory>

#include <archive.h>
#include <archive_entry.h>

namespace emulator {
namespace {

la_ssize_t append(archive*, void* text, const void* bytes, std::size_t size) {
  static_cast<std::string*>(text)->append(static_cast<const char*>(bytes), size);
  return static_cast<la_ssize_t>(size);
}

}  // namespace

std::string small_tar(const std::vector<TarFile>& files) {
  std::string tar;
  const std::unique_ptr<archive, decltype(&archive_write_free)> writer(archive_write_new(),
                                                                       &archive_write_free);
  archive_write_set_format_ustar(writer.get());
  if (archive_write_open(writer.get(), &tar, nullptr, append, nullptr) != ARCHIVE_OK) return "";
  for (const TarFile& file : files) {
    const std::unique_ptr<archive_entry, decltype(&archive_entry_free)> entry(archive_entry_new(),
                                                                              &archive_entry_free);
    archive_entry_set_pathname(entry.get(), file.name.c_str());
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(file.content.size()));
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), static_cast<unsigned>(file.mode));
    if (archive_write_header(writer.get(), entry.get()) != ARCHIVE_OK) return "";
    archive_write_data(writer.get(), file.content.data(), file.content.size());
  }
  return archive_write_close(writer.get()) == ARCHIVE_OK ? tar : "";
}

}  // namespace emulator
