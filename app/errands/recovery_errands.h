#pragma once

#include <filesystem>
#include <memory>

#include "app/errands/errand.h"
#include "app/settings/lost_session.h"
#include "app/settings/recovery.h"

namespace app {

// Looks for edits and recordings that were lost with a window, and offers them.
Errand look_for_what_was_lost(std::filesystem::path folder);
// Opens them as unsaved edits of the file they belong to.
Errand restore_lost_edits(std::shared_ptr<LostEdits> lost);
// Gives them up.
Errand discard_lost_edits(std::shared_ptr<LostEdits> lost);
Errand discard_lost_session(std::shared_ptr<LostSession> lost);

}  // namespace app
