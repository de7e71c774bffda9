#pragma once

#include <filesystem>
#include <memory>

#include "app/errands/errand.h"
#include "app/settings/recovery.h"

namespace app {

// Looks for edits that were lost with a window, and offers them.
Errand look_for_lost_edits(std::filesystem::path folder);
// Opens them as unsaved edits of the file they belong to.
Errand restore_lost_edits(std::shared_ptr<LostEdits> lost);
// Gives them up.
Errand discard_lost_edits(std::shared_ptr<LostEdits> lost);

}  // namespace app
