#include "app/errands/folder_listing.h"

#include <chrono>
#include <memory>
#include <system_error>
#include <utility>

#include "app/actions/actions.h"

namespace app {
namespace {

namespace fs = std::filesystem;
using emulator::Error;
using emulator::ErrorCode;

emulator::WallTime wall_time(fs::file_time_type time) {
  const auto since = std::chrono::file_clock::to_sys(time).time_since_epoch();
  return emulator::WallTime(std::chrono::duration_cast<emulator::WallTime::duration>(since));
}

// What cannot be asked about an entry (a dangling link, somebody else's) stays empty.
FolderEntry read_entry(const fs::directory_entry& found) {
  std::error_code error;
  FolderEntry entry;
  entry.name = found.path().filename().string();
  entry.folder = found.is_directory(error);
  if (!entry.folder && found.is_regular_file(error)) {
    entry.bytes = found.file_size(error);
    if (error) entry.bytes = 0;
  }
  const fs::file_time_type time = found.last_write_time(error);
  if (!error) entry.modified = wall_time(time);
  return entry;
}

Error folder_problem(const fs::path& folder, const std::error_code& error) {
  const std::string name = folder.string();
  if (error == std::errc::no_such_file_or_directory)
    return {ErrorCode::NotFound, "There is no folder " + name, "Go up, or choose another place"};
  if (error == std::errc::not_a_directory)
    return {ErrorCode::NotFound, name + " is not a folder", "Go up, or choose another place"};
  if (error == std::errc::permission_denied)
    return {ErrorCode::PermissionDenied, "You may not look into " + name,
            "Change its permissions, or choose another place"};
  return {ErrorCode::IoFailed, "Cannot read " + name + ": " + error.message(),
          "Try again, or choose another place"};
}

void take_listing(const ActionContext& c, std::uint64_t question,
                  const std::shared_ptr<const FolderListing>& listing) {
  FileDialogState& dialog = c.state.file_dialog;
  if (dialog.reading != question) return;
  dialog.reading = 0;
  dialog.listing = listing;
  dialog.chosen = 0;
  dialog.reveal = true;
}

enum class Found { Nothing, File, Folder, NoFolder };

Found look_at(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (fs::is_directory(status)) return Found::Folder;
  if (fs::exists(status)) return Found::File;
  return fs::is_directory(path.parent_path(), error) ? Found::Nothing : Found::NoFolder;
}

void take_choice(const ActionContext& c, const fs::path& path, Found found) {
  FileDialogState& dialog = c.state.file_dialog;
  const FileMode mode = dialog.question.mode;
  if (found == Found::NoFolder) {
    dialog.problem = Error{ErrorCode::NotFound, "There is no folder " + path.parent_path().string(),
                           "Check the path"};
  } else if (found == Found::Folder) {
    if (mode == FileMode::Folder) {
      dialog.taken = path;
    } else {
      dialog.wanted_folder = path;
    }
  } else if (mode == FileMode::Folder) {
    dialog.problem =
        Error{ErrorCode::NotFound, path.string() + " is not a folder", "Choose a folder"};
  } else if (mode == FileMode::Save) {
    if (found == Found::File) {
      dialog.replacing = path;
    } else {
      dialog.taken = path;
    }
  } else if (found == Found::File) {
    dialog.taken = path;
  } else {
    dialog.problem = Error{ErrorCode::NotFound, "There is no file " + path.filename().string(),
                           "Choose one from the list, or check the name"};
  }
}

}  // namespace

FolderListing read_folder(const fs::path& folder) {
  FolderListing listing{folder, {}, {}};
  std::error_code error;
  fs::directory_iterator at(folder, error);
  for (; !error && at != fs::directory_iterator(); at.increment(error))
    listing.entries.push_back(read_entry(*at));
  if (error) listing.problem = folder_problem(folder, error);
  return listing;
}

Errand list_folder(fs::path folder, std::uint64_t question) {
  return {[folder = std::move(folder), question]() -> AfterErrand {
    auto listing = std::make_shared<const FolderListing>(read_folder(folder));
    return [listing, question](const ActionContext& c) { take_listing(c, question, listing); };
  }};
}

Errand look_at_choice(fs::path path, std::uint64_t question) {
  return {[path = std::move(path), question]() -> AfterErrand {
    return [path, question, found = look_at(path)](const ActionContext& c) {
      if (c.state.file_dialog.looking != question) return;
      c.state.file_dialog.looking = 0;
      take_choice(c, path, found);
    };
  }};
}

}  // namespace app
