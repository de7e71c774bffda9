#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/base/result.h"
#include "emulator/model/body.h"
#include "emulator/model/finding.h"
#include "emulator/model/pipeline.h"

namespace emulator {

// Where each member of a file stands: JSON pointer → line, 1-based. For findings and editors.
using LineIndex = std::map<std::string, int, std::less<>>;

struct ReadPipeline {
  Pipeline pipeline;
  LineIndex lines;
  std::vector<Finding> warnings;  // unknown members of CreateModel that were kept
};

// Reads a *.pipeline.json, a bare CreateModel request or a DescribeModel response, strictly: a
// wrong type, a duplicate key, an unknown key of ours, nesting deeper than 64 is an error that
// names the file, the line, the JSON pointer and the nearest valid key. Rules between members
// are validate's business.
[[nodiscard]] Result<ReadPipeline> read_pipeline_file(const std::filesystem::path& file);

// The same from memory; `name` stands for the file in messages, `folder` is where relative
// paths start.
[[nodiscard]] Result<ReadPipeline> read_pipeline_text(std::string_view text, std::string_view name,
                                                      const std::filesystem::path& folder);

// Fills in the line of each finding that has a pointer: its own, or that of the nearest member
// around it.
void add_lines(std::vector<Finding>& findings, const LineIndex& lines);

// The file's text: members in the order they were read, unknown ones included; two-space indent.
std::string write_pipeline_text(const Pipeline& pipeline);

// Atomic: a temporary file beside it, flushed, then renamed. Keeps the file's permissions and
// follows a symbolic link to its target.
[[nodiscard]] Result<void> write_pipeline_file(const Pipeline& pipeline,
                                               const std::filesystem::path& file);

// The body of a saved request, read from its file where it names one. Error: missing file,
// wrong base64.
[[nodiscard]] Result<BodyPtr> load_body(const SavedRequest& request,
                                        const std::filesystem::path& folder);

}  // namespace emulator
