#include "emulator/engine/document.h"

#include <utility>

#include "emulator/model/moved_pipeline.h"
#include "emulator/validate/validate.h"

namespace emulator {

Document::Document() : pipeline_(std::make_shared<const Pipeline>()) {}

void Document::open(ReadPipeline read, bool is_saved) {
  open_ = true;
  ++openings_;
  revision_ = 1;
  undo_.clear();
  redo_.clear();
  lines_ = std::move(read.lines);
  warnings_ = std::move(read.warnings);
  saved_.reset();
  if (is_saved) saved_ = read.pipeline;
  pipeline_ = std::make_shared<const Pipeline>(std::move(read.pipeline));
  find();
}

Result<void> Document::apply(const Edit& edit) {
  if (!open_) return fail(ErrorCode::NotFound, "No pipeline is open", "Open a pipeline file first");
  auto edited = emulator::apply(*pipeline_, edit);
  if (!edited) return fail(edited.error());
  undo_.push_back({std::move(edited->inverse), describe(*pipeline_, edit)});
  redo_.clear();
  replace(std::move(edited->pipeline));
  return {};
}

Result<void> Document::undo() {
  if (undo_.empty()) return fail(ErrorCode::NotFound, "There is nothing to undo");
  return take_step(undo_, redo_);
}

Result<void> Document::redo() {
  if (redo_.empty()) return fail(ErrorCode::NotFound, "There is nothing to redo");
  return take_step(redo_, undo_);
}

Result<void> Document::save(const std::filesystem::path& file) {
  if (!open_) return fail(ErrorCode::NotFound, "No pipeline is open");
  const std::filesystem::path& target = file.empty() ? pipeline_->file : file;
  if (target.empty())
    return fail(ErrorCode::InvalidInput, "This pipeline has no file yet", "Choose a name for it");
  const std::filesystem::path whole = std::filesystem::absolute(target).lexically_normal();
  auto saved = whole == pipeline_->file
                   ? pipeline_
                   : std::make_shared<const Pipeline>(moved_to(*pipeline_, whole));
  if (auto written = write_pipeline_file(*saved, whole); !written) return written;
  pipeline_ = std::move(saved);
  saved_ = *pipeline_;
  return {};
}

Result<void> Document::take_step(std::vector<Step>& from, std::vector<Step>& to) {
  auto edited = emulator::apply(*pipeline_, from.back().edit);
  if (!edited) return fail(edited.error());
  to.push_back({std::move(edited->inverse), std::move(from.back().text)});
  from.pop_back();
  replace(std::move(edited->pipeline));
  return {};
}

void Document::replace(Pipeline next) {
  pipeline_ = std::make_shared<const Pipeline>(std::move(next));
  ++revision_;
  lines_.clear();  // the text that they point into is another one
  find();
}

void Document::find() {
  findings_ = validate(*pipeline_);
  findings_.insert(findings_.end(), warnings_.begin(), warnings_.end());
  add_lines(findings_, lines_);
}

}  // namespace emulator
