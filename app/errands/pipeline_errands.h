#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "app/app_state.h"
#include "app/errands/errand.h"

namespace app {

// Reads a pipeline file and opens it; with unsaved edits, a question comes first. What is wrong
// with the file becomes the notice.
Errand open_pipeline(std::filesystem::path file);
// The same with the stages that are the demo's program as containers, whose image is prepared
// first. Then it is no file's content any more: saving asks where.
Errand open_in_containers(std::filesystem::path file, Places places);
// The same as open_pipeline without the question: what is open is given up.
Errand reload_pipeline(std::filesystem::path file);
// A file that was dropped into the window: opened where it looks like a pipeline (or where
// nothing is open), else it is the next request's body.
Errand open_dropped(std::filesystem::path file, bool anything_open);

// Marks the recent pipelines that are not there any more.
Errand look_for_recent(std::vector<RecentFile> recent);

// What is on the disk for the open pipeline.
struct DiskQuestion {
  std::filesystem::path file;
  std::optional<FileStamp> known;
  std::shared_ptr<const emulator::Pipeline> pipeline;  // what saving writes: no change behind us
  DiskState::Key key;
};
// Looks whether somebody else wrote it; DiskState takes the outcome.
Errand look_at_disk(DiskQuestion question);
// Looks, then saves, or asks where somebody else wrote it meanwhile.
Errand save_unless_changed(DiskQuestion question);

}  // namespace app
