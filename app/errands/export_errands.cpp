#include "app/errands/export_errands.h"

#include <memory>
#include <optional>
#include <utility>

#include "app/actions/actions.h"
#include "app/view_model/export_text.h"
#include "emulator/base/file_text.h"

namespace app {
namespace {

constexpr std::uintmax_t kMostBytes = 4'000'000;

}  // namespace

Errand read_last_export(std::filesystem::path file) {
  return {[file = std::move(file)]() -> AfterErrand {
    std::optional<std::vector<std::string>> lines;
    std::error_code error;
    const std::uintmax_t bytes = std::filesystem::file_size(file, error);
    if (!error && bytes <= kMostBytes)
      if (const auto text = emulator::read_file_text(file)) lines = lines_of(*text);
    return [file, lines = std::move(lines)](const ActionContext& c) {
      ExportBefore& before = c.state.exporting.before;
      if (before.file != file) return;
      before.lines = lines;
      before.compared_with.reset();
    };
  }};
}

}  // namespace app
