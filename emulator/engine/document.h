#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "emulator/codec/pipeline_file.h"
#include "emulator/model/edit.h"
#include "emulator/model/finding.h"

namespace emulator {

// The open pipeline with its history of edits. One thread.
class Document {
 public:
  Document();

  // With `is_saved` false no file holds it: it is unsaved from the start.
  void open(ReadPipeline read, bool is_saved = true);
  Result<void> apply(const Edit& edit);
  Result<void> undo();
  Result<void> redo();
  // Atomic write; `file` empty means where it came from.
  Result<void> save(const std::filesystem::path& file);

  bool is_open() const { return open_; }
  bool unsaved() const { return open_ && !(saved_ && *pipeline_ == *saved_); }
  std::uint64_t revision() const { return revision_; }
  std::uint64_t openings() const { return openings_; }
  const std::shared_ptr<const Pipeline>& pipeline() const { return pipeline_; }
  // What the definition itself gives reason to say, lines filled in while they are known.
  const std::vector<Finding>& findings() const { return findings_; }
  std::string undo_text() const { return undo_.empty() ? "" : undo_.back().text; }
  std::string redo_text() const { return redo_.empty() ? "" : redo_.back().text; }

 private:
  struct Step {
    Edit edit;
    std::string text;
  };

  Result<void> take_step(std::vector<Step>& from, std::vector<Step>& to);
  void replace(Pipeline next);
  void find();

  bool open_ = false;
  std::shared_ptr<const Pipeline> pipeline_;
  std::optional<Pipeline> saved_;  // what its file holds; none: no file holds it
  LineIndex lines_;                // of the file as it was read; cleared by the first edit
  std::vector<Finding> warnings_;  // of reading it
  std::vector<Finding> findings_;
  std::vector<Step> undo_;
  std::vector<Step> redo_;
  std::uint64_t revision_ = 1;
  std::uint64_t openings_ = 0;
};

}  // namespace emulator
