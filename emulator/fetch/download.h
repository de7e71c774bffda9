#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>

#include "emulator/fetch/http_get.h"
#include "emulator/fetch/surroundings.h"

namespace emulator {

struct Download {
  HttpGet get;
  std::filesystem::path target;  // made new; its folder exists
};

// done and total bytes of this one file; a total of 0 is not known.
using TellBytes = std::function<void(std::uint64_t done, std::uint64_t total)>;

// Fetches into a file. What broke off goes on where it was, at most three times in a row without
// getting further; a server that is busy (429, 5xx) is asked again, too. Any other answer but 200
// is a value, and leaves no file.
[[nodiscard]] tl::expected<HttpGot, HttpFailure> download(HttpGetter&, const Download&,
                                                          const FetchSurroundings&,
                                                          const TellBytes&, std::stop_token cancel);

// A GET whose body is wanted in memory, asked again in the same way. At most 64 MB.
[[nodiscard]] tl::expected<HttpGot, HttpFailure> download_text(HttpGetter&, const HttpGet&,
                                                               const FetchSurroundings&,
                                                               std::stop_token cancel);

// Why a file below the cache folder cannot be written.
Error cannot_keep(const std::filesystem::path& file, int error_number);
// An error where the disk has no room for that much.
[[nodiscard]] Result<void> check_room(const std::filesystem::path& folder, std::uint64_t bytes);

}  // namespace emulator
