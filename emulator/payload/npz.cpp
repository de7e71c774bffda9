#include "emulator/payload/npz.h"

#include <array>
#include <memory>
#include <utility>

#include <archive.h>
#include <archive_entry.h>

#include "emulator/base/text.h"

namespace emulator {
namespace {

using Reader = std::unique_ptr<archive, decltype(&archive_read_free)>;

tl::unexpected<Error> too_large(const NpzLimits& limits) {
  return fail(ErrorCode::Unsupported,
              "More than " + format_size(limits.bytes) + " come out of the archive",
              "Save it, and open it with NumPy");
}

// Where and why reading went wrong.
tl::unexpected<Error> broken(archive* reader, std::size_t entry, std::string_view name) {
  const char* why = archive_error_string(reader);
  std::string what = "Entry " + std::to_string(entry + 1);
  if (!name.empty()) what += ", " + std::string(name) + ",";
  what += " cannot be unpacked near byte " +
          format_count(static_cast<std::uint64_t>(archive_filter_bytes(reader, -1)));
  return fail(ErrorCode::InvalidInput, why == nullptr ? what : what + ": " + why);
}

std::string array_name(std::string_view path) {
  if (path.ends_with(".npy")) path.remove_suffix(4);
  return std::string(path);
}

// The rest of the budget goes down by what is unpacked.
Result<std::string> content(archive* reader, std::uint64_t& budget, const NpzLimits& limits) {
  std::string bytes;
  std::array<char, 65'536> part;
  for (;;) {
    const la_ssize_t count = archive_read_data(reader, part.data(), part.size());
    if (count == 0) return bytes;
    if (count < 0) return fail(ErrorCode::InvalidInput, "");
    if (static_cast<std::uint64_t>(count) > budget) return too_large(limits);
    budget -= static_cast<std::uint64_t>(count);
    bytes.append(part.data(), static_cast<std::size_t>(count));
  }
}

}  // namespace

bool is_zip(std::string_view bytes) {
  return bytes.starts_with(std::string_view("PK\x03\x04", 4)) ||
         bytes.starts_with(std::string_view("PK\x05\x06", 4));
}

Result<std::vector<NpzEntry>> parse_npz(std::string_view bytes, const NpzLimits& limits) {
  if (!is_zip(bytes)) return fail(ErrorCode::InvalidInput, "Not a zip archive: byte 0 is not PK");
  const Reader reader(archive_read_new(), &archive_read_free);
  archive_read_support_format_zip(reader.get());
  if (archive_read_open_memory(reader.get(), bytes.data(), bytes.size()) != ARCHIVE_OK)
    return broken(reader.get(), 0, "");
  std::vector<NpzEntry> entries;
  std::uint64_t budget = limits.bytes;
  for (archive_entry* entry = nullptr;;) {
    const int next = archive_read_next_header(reader.get(), &entry);
    if (next == ARCHIVE_EOF) return entries;
    if (next < ARCHIVE_WARN) return broken(reader.get(), entries.size(), "");
    if (entries.size() == limits.entries)
      return fail(ErrorCode::Unsupported,
                  "More than " + format_count(limits.entries) + " entries in the archive");
    const char* path = archive_entry_pathname(entry);
    std::string name = array_name(path == nullptr ? "" : path);
    auto unpacked = content(reader.get(), budget, limits);
    if (!unpacked && unpacked.error().what.empty())
      return broken(reader.get(), entries.size(), name);
    if (!unpacked) return fail(unpacked.error());
    auto array = parse_npy(*unpacked);
    entries.push_back({std::move(name), std::move(*unpacked), std::move(array)});
  }
}

}  // namespace emulator
