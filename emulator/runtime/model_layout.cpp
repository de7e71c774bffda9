#include "emulator/runtime/model_layout.h"

#include <string>

namespace emulator {
namespace {

namespace fs = std::filesystem;

Finding odd(std::string message, std::string fix) {
  return {.id = "D16",
          .severity = Severity::Warning,
          .message = std::move(message),
          .fix = std::move(fix)};
}

}  // namespace

std::vector<Finding> model_layout_findings(const fs::path& folder) {
  std::size_t entries = 0;
  bool in_model_folder = false;
  std::string of_macos;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    ++entries;
    if (name.starts_with("._")) of_macos = name;
    if (name == "model" && entry.is_directory(error)) in_model_folder = true;
  }
  std::vector<Finding> found;
  if (!error && entries == 0)
    found.push_back(odd("The model archive is empty", "Pack what is to lie in /opt/ml/model"));
  if (in_model_folder && entries == 1)
    found.push_back(
        odd("All of the model archive lies in a folder model: the container finds it "
            "at /opt/ml/model/model",
            "Pack the folder's content, not the folder: tar -czf model.tar.gz -C model "
            "."));
  if (!of_macos.empty())
    found.push_back(odd("The model archive holds files of macOS, which containers take for models",
                        "Pack it with COPYFILE_DISABLE=1 tar --no-xattrs -czf model.tar.gz …"));
  return found;
}

}  // namespace emulator
