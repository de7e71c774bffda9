#pragma once

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "app/settings/lost_session.h"
#include "app/view_model/share_words.h"

namespace app {

struct ShareChoice {
  ShareFormat format = ShareFormat::Session;
  ShareWhich which = ShareWhich::All;
  bool hides = true;        // secrets
  std::string also_hidden;  // names and paths, as typed
};

// Something to do with files of recordings; App sends an errand for it.
struct SaveRecordingWish {
  ShareChoice choice;
  std::filesystem::path file;
};
struct OpenSessionWish {
  std::filesystem::path file;
  std::shared_ptr<LostSession> lost;  // what a window left that was killed; null: a file
};
struct ImportHarWish {
  std::filesystem::path file;
};
using ShareWish = std::variant<SaveRecordingWish, OpenSessionWish, ImportHarWish>;

// One of them while it is being done, on another thread.
struct ShareJob {
  std::string what;  // "Saving wine.har"
  std::atomic<bool> stopped = false;
};

// A session or a recording on its way to or from a file.
struct ShareState {
  ShareFormat format = ShareFormat::Session;
  ShareWhich which = ShareWhich::All;
  bool hides = true;              // in what goes to other programs
  bool hides_in_session = false;  // what is hidden cannot be sent again
  std::string also_hidden;
  std::vector<ShareWish> wishes;
  std::vector<std::shared_ptr<ShareJob>> jobs;
  bool copy_menu_wanted = false;  // Copy as…
};

}  // namespace app
