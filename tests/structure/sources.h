#pragma once

#include <filesystem>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

// The repository as text: what its source files include and say.
struct Include {
  std::string name;     // "emulator/base/text.h", "vector"
  bool quoted = false;  // "…" rather than <…>
};

struct SourceFile {
  std::string path;  // from the root: "app/app.cpp"
  std::vector<Include> includes;
  std::string code;  // without comments and the insides of string literals
};

std::filesystem::path repository_root();
std::string file_text(const std::filesystem::path& path);

// Every .h and .cpp file below emulator/, app/ and tests/, ordered by path. Read once.
const std::vector<SourceFile>& source_files();

// Source text with comments and what stands in quotes taken out; line ends stay.
std::string code_of(std::string_view text);
std::vector<Include> includes_of(std::string_view text);

// "emulator/base" of "emulator/base/text.h"; "app" of "app/app.cpp".
std::string folder_of(std::string_view path);
bool is_header(std::string_view path);

// What broke a rule. A test requires it to be empty; otherwise it prints one offender a line.
struct Offenders {
  std::vector<std::string> lines;
  void add(std::string line) { lines.push_back(std::move(line)); }
  bool operator==(const Offenders&) const = default;
};
std::ostream& operator<<(std::ostream& out, const Offenders& offenders);
inline const Offenders kNone;
