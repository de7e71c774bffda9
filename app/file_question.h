#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace app {

struct ActionContext;
struct AppState;

enum class FileMode { Open, Save, Folder };

// A path that somebody has to choose, and what happens then.
struct FileQuestion {
  std::string title;   // "Open a pipeline"
  std::string button;  // "Open"
  FileMode mode = FileMode::Open;
  std::filesystem::path start;       // a folder, or for Save the file that is proposed
  std::vector<std::string> endings;  // ".json": only such files are listed at first; none: all
  bool lists_recent = false;         // pipelines that were open before are offered too
  // Called once with an absolute path. Not called when the question is cancelled. For Save, a file
  // that is there already has been asked about. UI thread.
  std::function<void(const ActionContext&, const std::filesystem::path&)> then;
  // Called instead when the question is cancelled; may be empty.
  std::function<void(const ActionContext&)> otherwise;
};

// Shows the file dialog above whatever is on the screen; that comes back afterwards.
void ask_for_file(AppState& state, FileQuestion question);

}  // namespace app
