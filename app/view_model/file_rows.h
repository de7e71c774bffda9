#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/base/clock.h"
#include "emulator/base/error.h"

// What a file dialog lists: which entries of a folder, in which order, and what typing a few
// letters means.
namespace app {

struct FolderEntry {
  std::string name;
  bool folder = false;
  std::uint64_t bytes = 0;  // of a file
  emulator::WallTime modified;
};

// A folder as it was when it was read.
struct FolderListing {
  std::filesystem::path folder;
  std::vector<FolderEntry> entries;        // in no order
  std::optional<emulator::Error> problem;  // why it could not be read
};

enum class FileOrder { Name, Size, Time };

struct FileRowsInput {
  std::vector<std::string> endings;  // ".json"; none: all files
  std::string typed;                 // only names with these letters; "": all
  bool hidden = false;               // names that begin with a dot too
  bool folders_only = false;
  FileOrder order = FileOrder::Name;
  bool backwards = false;
  bool operator==(const FileRowsInput&) const = default;
};

// Positions in `entries` of what is listed: folders first, names as people count ("2" before
// "10"), capitals beside small letters. With letters typed: names that begin with them first.
std::vector<std::size_t> file_rows(const FolderListing& listing, const FileRowsInput& input);

// What Tab makes of the letters typed: the longest beginning that the names starting with them
// share; a folder that is the only one gets a "/". The letters themselves where nothing fits.
std::string completed_name(const FolderListing& listing, const std::vector<std::size_t>& rows,
                           std::string_view typed);

// Where the folders "sub/" lead that were typed while `folder` is shown. "~/" is `home`; "/…"
// starts at the root.
std::filesystem::path typed_folder(std::string_view typed, const std::filesystem::path& folder,
                                   const std::filesystem::path& home);

// The folders on the way from the root to `folder`, each with its own name ("/", "home", "ada").
// The way starts at "~" where `home` is on it.
struct PathCrumb {
  std::string name;
  std::filesystem::path folder;
};
std::vector<PathCrumb> path_crumbs(const std::filesystem::path& folder,
                                   const std::filesystem::path& home);

// "22:07" today, "25 Nov 22:07" this year, else "25 Nov 2026"; local time.
std::string file_time_text(emulator::WallTime time, emulator::WallTime now);

// The name with the first of `endings`, unless it has one of its own.
std::string with_ending(std::string name, const std::vector<std::string>& endings);

}  // namespace app
