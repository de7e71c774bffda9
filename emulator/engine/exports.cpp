#include "emulator/engine/exports.h"

#include <utility>

#include "emulator/base/file_text.h"
#include "emulator/export/exporter.h"

namespace emulator {
namespace {

Result<std::string> rendered(const Document& document, const std::string& format) {
  if (!document.is_open())
    return fail(ErrorCode::NotFound, "No pipeline is open", "Open a pipeline file first");
  const Exporter* exporter = find_exporter(format);
  if (!exporter) return fail(ErrorCode::InvalidInput, "There is no export format " + format);
  auto exported = exporter->render(*document.pipeline());
  if (!exported) return fail(exported.error());
  return std::move(exported->text);
}

// A folder of that name is no file to replace: writing says what is wrong.
bool is_other_file(const std::filesystem::path& file) {
  std::error_code ignored;
  return std::filesystem::exists(file, ignored) && !std::filesystem::is_directory(file, ignored);
}

}  // namespace

void Exports::write(const Document& document, const ExportTo& wanted) {
  ExportAttempt attempt{wanted.format, wanted.file, document.revision()};
  auto text = rendered(document, wanted.format);
  if (!text) {
    attempt.error = text.error();
  } else if (!wanted.replace && is_other_file(wanted.file)) {
    attempt.file_exists = true;
  } else if (auto written = write_text_atomically(*text, wanted.file); !written) {
    attempt.error = written.error();
  } else {
    format_ = wanted.format;
    text_ = std::move(*text);
    outdated_ = false;
  }
  last_ = std::make_shared<const ExportAttempt>(std::move(attempt));
}

void Exports::compare(const Document& document) {
  if (format_.empty()) return;
  const auto text = rendered(document, format_);
  outdated_ = !text || *text != text_;
}

void Exports::forget() { *this = {}; }

}  // namespace emulator
