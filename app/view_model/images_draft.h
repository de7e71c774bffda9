#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/model/edit.h"

// Local.Images and Local.S3 while they are edited.
namespace app {

struct ImageRowDraft {
  std::string pattern;
  std::string runtime = "docker";   // "docker", "process", "url"
  std::string command, image, url;  // as they are typed; the runtime's own one is on the screen
  std::string model_data;
  emulator::StageLaunch launch;  // what is not asked for here stays
};
struct S3RowDraft {
  std::string location;  // "bucket/prefix"
  std::string folder;
};
struct ImagesDraft {
  std::vector<ImageRowDraft> images;
  std::vector<S3RowDraft> s3;
};

ImagesDraft images_draft(const emulator::LocalMembers& local);
emulator::ChangeImages edit_of(const ImagesDraft& draft);
// Applying it would change something.
bool is_changed(const ImagesDraft& draft, const emulator::LocalMembers& local);

// The text that says how the row's image runs, and what stands in its field while it is empty.
std::string& target_of(ImageRowDraft& row);
std::string_view target_hint(const ImageRowDraft& row);

// What is wrong with a row, at each of its fields; empty: nothing.
struct ImageRowProblems {
  std::string pattern, target;
};
ImageRowProblems problems_of(const ImagesDraft& draft, std::size_t row);
struct S3RowProblems {
  std::string location, folder;
};
S3RowProblems s3_problems_of(const ImagesDraft& draft, std::size_t row);
bool has_problems(const ImagesDraft& draft);

// The row that runs an image; nothing: no row, Docker runs the image itself.
std::optional<std::size_t> winning_row(const ImagesDraft& draft, std::string_view image);
// "Row 2 runs it: process python3 serve.py"
std::string verdict_on(const ImagesDraft& draft, std::string_view image);

// A command as one line and back: words that hold blanks are in quotes.
std::string joined_words(const std::vector<std::string>& words);
// Nothing where a quote is not closed.
std::optional<std::vector<std::string>> split_words(std::string_view line);

}  // namespace app
