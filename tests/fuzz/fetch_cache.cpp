#include "emulator/fetch/fetch_cache.h"

#include "tests/fuzz/support/fuzz.h"

// newest.json of a place in the cache of model data.
namespace fuzz {
namespace {

namespace fs = std::filesystem;

struct Place {
  Place() : place(emulator::CachePlace::enter(cache, "s3://bucket/key", {}).value()) {
    for (const fs::directory_entry& entry : fs::directory_iterator(cache)) folder = entry.path();
    fs::create_directories(folder / "1" / "content");
    write_file(folder / "1" / "content" / "a", "1234");
  }
  fs::path cache = scratch_folder() / "cache";
  emulator::CachePlace place;
  fs::path folder;
};

}  // namespace

void try_input(std::string_view input) {
  static const Place at;
  write_file(at.folder / "newest.json", input);
  if (const auto newest = at.place.newest())
    promise(is_below(newest->content, at.folder), "what is kept is in its place");
}

}  // namespace fuzz
