#pragma once

#include <cstdint>
#include <filesystem>

#include "app/errands/errand.h"
#include "app/view_model/file_rows.h"

namespace app {

// The folder with the sizes and times of what is in it, or why it cannot be read. Waits for the
// disk.
FolderListing read_folder(const std::filesystem::path& folder);

// Lists a folder for the file dialog, which takes the outcome only while it still waits for
// `question`: whoever left a folder that hangs never sees it.
Errand list_folder(std::filesystem::path folder, std::uint64_t question);

// Looks what stands at the path that was chosen in the file dialog: it goes into a folder, takes
// a file, or says what is wrong.
Errand look_at_choice(std::filesystem::path path, std::uint64_t question);

}  // namespace app
