#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/view_model/export_text.h"
#include "app/view_model/line_diff.h"
#include "emulator/engine/snapshot.h"

namespace app {

// Where to save an export, while that is asked.
struct ExportSaving {
  std::string path;                        // as typed
  bool focus = true;                       // the field wants the keyboard
  bool waiting = false;                    // until the snapshot's attempt is not `before`
  bool file_exists = false;                // replacing it is the question
  std::optional<emulator::Error> problem;  // why it could not be written
  std::shared_ptr<const emulator::ExportAttempt> before;
};

// What the last export of the chosen format left in its file, in this run or an earlier one.
struct ExportBefore {
  std::filesystem::path file;                              // that was asked for; empty: none
  std::shared_ptr<const emulator::ExportAttempt> attempt;  // the last one when it was
  std::optional<std::vector<std::string>> lines;           // none: not read yet, or not there
  std::shared_ptr<const emulator::Pipeline> compared_with;
  LineDiff changes;  // from `lines` to what would be exported, of `compared_with`
};

struct ExportState {
  std::size_t format = 0;  // position in exporters()
  bool copied = false;     // the text on the screen was
  bool shows_changes = false;
  ExportBefore before;
  std::optional<ExportSaving> saving;
  struct {
    std::shared_ptr<const emulator::Pipeline> pipeline;
    std::size_t format = 0;
    ExportText text;
  } rendered;
};

}  // namespace app
