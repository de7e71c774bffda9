#include "app/view_model/images_draft.h"

#include <algorithm>
#include <array>

#include "emulator/base/text.h"
#include "emulator/model/image_match.h"

namespace app {
namespace {

using emulator::RuntimeKind;

constexpr std::array kRuntimes{RuntimeKind::Docker, RuntimeKind::Process, RuntimeKind::Url};

std::optional<std::string> given(const std::string& text) {
  const std::string_view trimmed = emulator::trim(text);
  return trimmed.empty() ? std::nullopt : std::optional<std::string>(trimmed);
}

ImageRowDraft draft_of(const emulator::ImageEntry& entry) {
  const emulator::StageLaunch& launch = entry.launch;
  ImageRowDraft row;
  row.pattern = entry.pattern;
  row.runtime = emulator::to_text(launch.runtime.value_or(RuntimeKind::Docker));
  if (launch.command) row.command = joined_words(*launch.command);
  row.image = launch.image.value_or("");
  row.url = launch.url.value_or("");
  row.model_data = launch.model_data.value_or("");
  row.launch = launch;
  return row;
}

emulator::ImageEntry entry_of(const ImageRowDraft& row) {
  emulator::ImageEntry entry{std::string(emulator::trim(row.pattern)), row.launch};
  emulator::StageLaunch& launch = entry.launch;
  // One that said nothing goes on saying nothing.
  if (launch.runtime || row.runtime != emulator::to_text(RuntimeKind::Docker))
    for (const RuntimeKind kind : kRuntimes)
      if (emulator::to_text(kind) == row.runtime) launch.runtime = kind;
  if (!launch.command || joined_words(*launch.command) != row.command) {
    const auto words = split_words(row.command);
    launch.command = words && !words->empty() ? words : std::nullopt;
  }
  launch.image = given(row.image);
  launch.url = given(row.url);
  launch.model_data = given(row.model_data);
  return entry;
}

// A row above that takes every image that this one could.
std::optional<std::size_t> shadowed_by(const ImagesDraft& draft, std::size_t row) {
  for (std::size_t above = 0; above < row; ++above)
    if (emulator::image_matches(draft.images[above].pattern, draft.images[row].pattern))
      return above;
  return std::nullopt;
}

std::string pattern_problem(const ImagesDraft& draft, std::size_t at) {
  const std::string& pattern = draft.images[at].pattern;
  if (emulator::trim(pattern).empty()) return "Write an image's name; * stands for any text";
  if (pattern.find_first_of(" \t") != std::string::npos) return "An image's name has no blanks";
  const auto above = shadowed_by(draft, at);
  if (!above) return "";
  return "Row " + std::to_string(*above + 1) + " takes all that this one could: move it up";
}

std::string target_problem(const ImageRowDraft& row) {
  if (row.runtime == "process") {
    const auto words = split_words(row.command);
    if (!words) return "A quote is not closed";
    return words->empty() ? "A process needs a command" : "";
  }
  if (row.runtime != "url") return "";
  constexpr std::string_view kScheme = "http://";
  const bool fits = row.url.starts_with(kScheme) && row.url.size() > kScheme.size();
  return fits ? "" : "Write it as http://127.0.0.1:9000";
}

}  // namespace

std::string joined_words(const std::vector<std::string>& words) {
  std::string line;
  for (const std::string& word : words) {
    if (!line.empty()) line += ' ';
    if (!word.empty() && word.find_first_of(" \t\"'\\") == std::string::npos) {
      line += word;
      continue;
    }
    line += '"';
    for (const char c : word) {
      if (c == '"' || c == '\\') line += '\\';
      line += c;
    }
    line += '"';
  }
  return line;
}

std::optional<std::vector<std::string>> split_words(std::string_view line) {
  std::vector<std::string> words;
  bool inside = false;  // of a word
  char quote = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    const bool blank = c == ' ' || c == '\t';
    if (quote == 0 && blank) {
      inside = false;
      continue;
    }
    if (!inside) words.emplace_back();
    inside = true;
    const bool escapes = c == '\\' && quote != '\'' && i + 1 < line.size();
    if (escapes) {
      words.back() += line[++i];
    } else if (quote == 0 && (c == '"' || c == '\'')) {
      quote = c;
    } else if (quote != 0 && c == quote) {
      quote = 0;
    } else {
      words.back() += c;
    }
  }
  return quote == 0 ? std::optional(std::move(words)) : std::nullopt;
}

ImagesDraft images_draft(const emulator::LocalMembers& local) {
  ImagesDraft draft;
  if (local.images)
    for (const emulator::ImageEntry& entry : *local.images) draft.images.push_back(draft_of(entry));
  if (local.s3)
    for (const auto& [location, folder] : *local.s3) draft.s3.push_back({location, folder});
  return draft;
}

emulator::ChangeImages edit_of(const ImagesDraft& draft) {
  emulator::ChangeImages edit;
  for (const ImageRowDraft& row : draft.images) {
    if (!edit.images) edit.images.emplace();
    edit.images->push_back(entry_of(row));
  }
  for (const S3RowDraft& row : draft.s3) {
    if (!edit.s3) edit.s3.emplace();
    edit.s3->emplace_back(std::string(emulator::trim(row.location)),
                          std::string(emulator::trim(row.folder)));
  }
  return edit;
}

bool is_changed(const ImagesDraft& draft, const emulator::LocalMembers& local) {
  const emulator::ChangeImages edit = edit_of(draft);
  const auto none_as_empty = [](auto value) {
    return value && value->empty() ? decltype(value)() : std::move(value);
  };
  return edit.images != none_as_empty(local.images) || edit.s3 != none_as_empty(local.s3);
}

std::string& target_of(ImageRowDraft& row) {
  if (row.runtime == "process") return row.command;
  return row.runtime == "url" ? row.url : row.image;
}

std::string_view target_hint(const ImageRowDraft& row) {
  if (row.runtime == "process") return "python3 serve.py";
  return row.runtime == "url" ? "http://127.0.0.1:9000" : "the image itself";
}

ImageRowProblems problems_of(const ImagesDraft& draft, std::size_t row) {
  return {pattern_problem(draft, row), target_problem(draft.images[row])};
}

S3RowProblems s3_problems_of(const ImagesDraft& draft, std::size_t at) {
  const S3RowDraft& row = draft.s3[at];
  S3RowProblems problems;
  const std::string location(emulator::trim(row.location));
  if (location.empty()) problems.location = "Write bucket/prefix";
  if (location.starts_with("s3://")) problems.location = "Without s3://";
  const auto above = std::ranges::find(draft.s3.begin(), draft.s3.begin() + static_cast<long>(at),
                                       location, &S3RowDraft::location);
  if (!location.empty() && above != draft.s3.begin() + static_cast<long>(at))
    problems.location = "It stands above already";
  if (emulator::trim(row.folder).empty())
    problems.folder = "Write the folder that stands in for it";
  return problems;
}

bool has_problems(const ImagesDraft& draft) {
  for (std::size_t i = 0; i < draft.images.size(); ++i) {
    const ImageRowProblems problems = problems_of(draft, i);
    if (!problems.pattern.empty() || !problems.target.empty()) return true;
  }
  for (std::size_t i = 0; i < draft.s3.size(); ++i) {
    const S3RowProblems problems = s3_problems_of(draft, i);
    if (!problems.location.empty() || !problems.folder.empty()) return true;
  }
  return false;
}

std::optional<std::size_t> winning_row(const ImagesDraft& draft, std::string_view image) {
  for (std::size_t i = 0; i < draft.images.size(); ++i)
    if (emulator::image_matches(emulator::trim(draft.images[i].pattern), image)) return i;
  return std::nullopt;
}

std::string verdict_on(const ImagesDraft& draft, std::string_view image) {
  const std::string_view name = emulator::trim(image);
  if (name.empty()) return "";
  const auto row = winning_row(draft, name);
  if (!row) return "No row matches: Docker runs the image itself";
  ImageRowDraft winner = draft.images[*row];
  const std::string target = target_of(winner);
  return "Row " + std::to_string(*row + 1) + " runs it: " + winner.runtime + " " +
         (target.empty() ? std::string(target_hint(winner)) : target);
}

}  // namespace app
