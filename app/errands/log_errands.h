#pragma once

#include <memory>

#include "app/errands/errand.h"
#include "app/view_model/log_rows.h"

namespace app {

// Puts the lines that pass the filter into the clipboard, each with its time and stage.
Errand copy_log_lines(std::shared_ptr<const emulator::LogView> logs, LogFilter filter,
                      std::shared_ptr<const emulator::Pipeline> pipeline);

}  // namespace app
