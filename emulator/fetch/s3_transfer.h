#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "emulator/fetch/s3_client.h"

namespace emulator {

struct S3Wanted {
  std::string key;
  std::uint64_t size = 0;  // as it was listed
  std::filesystem::path target;
};

// Many objects of one bucket.
struct S3Transfer {
  AwsAccess access;
  std::string bucket;
  std::vector<S3Wanted> objects;
  std::function<Error(const HttpGot&)> explain;  // an answer other than 200; from any thread
};

// Fetches them, four side by side: over one connection a folder of small files would be a wait for
// each of them. `tell` gets the bytes of all, on this thread. The first error ends it all.
[[nodiscard]] Result<void> fetch_objects(const S3Transfer& transfer,
                                         const FetchSurroundings& around,
                                         const std::function<void(std::uint64_t done)>& tell,
                                         std::stop_token cancel);

}  // namespace emulator
