#pragma once

#include <memory>

#include "app/errands/errand.h"
#include "app/view_model/filter/log_filter.h"

namespace app {

// Where the names of the lines' stages come from.
struct LineNames {
  std::shared_ptr<const emulator::Pipeline> pipeline;
  std::shared_ptr<const emulator::AddressView> address;  // may be null
};

// Puts the lines that pass the filter into the clipboard, each with its time and stage.
Errand copy_log_lines(std::shared_ptr<const emulator::LogView> logs, LogFilter filter,
                      LineNames names);

}  // namespace app
