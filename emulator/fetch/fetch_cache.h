#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "emulator/base/descriptor.h"
#include "emulator/base/result.h"

namespace emulator {

// One file of a kept folder, and what its server called this version of it.
struct KeptObject {
  std::string file;  // relative to the content
  std::string etag;
  std::uint64_t size = 0;
  bool operator==(const KeptObject&) const = default;
};

// What is known of a kept version of model data.
struct KeptFacts {
  std::string name;           // of the one file below the content; empty: the content is a folder
  std::string etag;           // of the one file
  std::string last_modified;  // likewise
  std::vector<KeptObject> objects;  // sorted as they were listed
};

struct KeptVersion {
  std::filesystem::path content;  // the file or the folder
  KeptFacts facts;
};

// The place of one source's model data in the cache. While it lives, no other thread and no other
// process is at the same place.
//
//   <cache>/<digest of the source>/lock        held while somebody fetches
//                                 /newest.json which version counts, and its facts
//                                 /<version>/users   held, shared, by all who use this version
//                                           /content/…
//
// A version is never changed once newest.json names it. Versions that it does not name and that
// nobody uses are removed with the next fetch of that source. Nobody but its owner gets into it.
class CachePlace {
 public:
  // Waits until nobody else is at that place; Cancelled when stop is requested meanwhile.
  [[nodiscard]] static Result<CachePlace> enter(const std::filesystem::path& cache,
                                                const std::string& source, std::stop_token cancel);
  CachePlace(CachePlace&&) = default;
  // A version that was begun and not kept goes with it.
  ~CachePlace();

  // What is kept, if it is still whole.
  std::optional<KeptVersion> newest() const;
  // A new, empty folder for the content of a version to be.
  [[nodiscard]] Result<std::filesystem::path> begin();
  // What lies in that folder counts from here on, and is only read.
  [[nodiscard]] Result<KeptVersion> keep(const KeptFacts& facts);
  // Keeps the version from being removed for as long as the pointer lives.
  [[nodiscard]] Result<std::shared_ptr<const void>> use(const KeptVersion& version) const;

 private:
  CachePlace(std::filesystem::path folder, Descriptor lock)
      : folder_(std::move(folder)), lock_(std::move(lock)) {}
  std::string version_of(const KeptVersion& version) const;
  void remove_unused(const std::string& except) const;

  std::filesystem::path folder_;
  Descriptor lock_;
  std::string begun_;  // the version to be
};

}  // namespace emulator
