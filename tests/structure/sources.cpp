#include "tests/structure/sources.h"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace {

namespace fs = std::filesystem;

bool is_source(const fs::path& path) {
  return path.extension() == ".h" || path.extension() == ".cpp";
}

// Where the literal that opens at `from` ends: behind its closing quote.
std::size_t end_of_literal(std::string_view text, std::size_t from) {
  const char quote = text[from];
  std::size_t at = from + 1;
  while (at < text.size() && text[at] != quote) at += text[at] == '\\' ? 2U : 1U;
  return std::min(at + 1, text.size());
}

// R"tag(…)tag"; `from` stands on its quote.
std::size_t end_of_raw_literal(std::string_view text, std::size_t from) {
  const std::size_t open = text.find('(', from);
  if (open == text.npos) return text.size();
  const std::string close = ")" + std::string(text.substr(from + 1, open - from - 1)) + "\"";
  const std::size_t end = text.find(close, open);
  return end == text.npos ? text.size() : end + close.size();
}

// 1'000 and 0x3.
bool separates_digits(std::string_view text, std::size_t at) {
  const auto is_digit = [](char c) {
    return std::string_view("0123456789abcdefABCDEF").find(c) != std::string_view::npos;
  };
  return text[at] == '\'' && at > 0 && at + 1 < text.size() && is_digit(text[at - 1]) &&
         is_digit(text[at + 1]);
}

// Where what stands at `at` ends, if it is a comment or a literal; else `at`.
std::size_t end_of_words(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  if (rest.starts_with("//")) return std::min(text.find('\n', at), text.size());
  if (rest.starts_with("/*")) {
    const std::size_t end = text.find("*/", at);
    return end == text.npos ? text.size() : end + 2;
  }
  if (rest.front() == '"' && at > 0 && text[at - 1] == 'R') return end_of_raw_literal(text, at);
  if (rest.front() == '"' || (rest.front() == '\'' && !separates_digits(text, at)))
    return end_of_literal(text, at);
  return at;
}

std::vector<SourceFile> read_source_files() {
  std::vector<SourceFile> files;
  for (const char* top : {"app", "emulator", "tests"}) {
    for (const auto& entry : fs::recursive_directory_iterator(repository_root() / top)) {
      if (!entry.is_regular_file() || !is_source(entry.path())) continue;
      const std::string text = file_text(entry.path());
      files.push_back({entry.path().lexically_relative(repository_root()).generic_string(),
                       includes_of(text), code_of(text)});
    }
  }
  std::ranges::sort(files, {}, &SourceFile::path);
  return files;
}

}  // namespace

fs::path repository_root() { return HOPLENS_SOURCE_DIR; }

std::string file_text(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

const std::vector<SourceFile>& source_files() {
  static const std::vector<SourceFile> files = read_source_files();
  return files;
}

std::string code_of(std::string_view text) {
  std::string code;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = end_of_words(text, at);
    if (end == at) {
      code += text[at++];
      continue;
    }
    const std::string_view words = text.substr(at, end - at);
    code += ' ';
    code.append(static_cast<std::size_t>(std::ranges::count(words, '\n')), '\n');
    at = end;
  }
  return code;
}

std::vector<Include> includes_of(std::string_view text) {
  std::vector<Include> includes;
  constexpr std::string_view kWord = "#include ";
  for (std::size_t line = 0; line < text.size();) {
    const std::size_t end = std::min(text.find('\n', line), text.size());
    const std::string_view words = text.substr(line, end - line);
    line = end + 1;
    if (!words.starts_with(kWord) || words.size() < kWord.size() + 3) continue;
    const bool quoted = words[kWord.size()] == '"';
    const std::string_view name = words.substr(kWord.size() + 1);
    includes.push_back({std::string(name.substr(0, name.find(quoted ? '"' : '>'))), quoted});
  }
  return includes;
}

std::string folder_of(std::string_view path) {
  return std::string(path.substr(0, std::min(path.rfind('/'), path.size())));
}

bool is_header(std::string_view path) { return path.ends_with(".h"); }

std::ostream& operator<<(std::ostream& out, const Offenders& offenders) {
  for (const std::string& line : offenders.lines) out << "\n  " << line;
  return out;
}
