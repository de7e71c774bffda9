#include "emulator/docker/classic_limits.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

#include "emulator/base/text.h"

namespace emulator {
namespace {

struct Flag {
  std::string_view instruction;
  std::string_view flag;
};
constexpr std::array kFlags{
    Flag{"RUN", "--mount"},    Flag{"RUN", "--network"}, Flag{"RUN", "--security"},
    Flag{"COPY", "--link"},    Flag{"COPY", "--chmod"},  Flag{"COPY", "--parents"},
    Flag{"COPY", "--exclude"}, Flag{"ADD", "--link"},    Flag{"ADD", "--chmod"},
    Flag{"ADD", "--checksum"}, Flag{"ADD", "--exclude"}, Flag{"ADD", "--keep-git-dir"},
};

std::string upper(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(),
                         [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return out;
}

std::vector<std::string> words_of(std::string_view line) {
  std::vector<std::string> words;
  while (!(line = trim(line)).empty()) {
    const std::size_t end = std::min(line.find_first_of(" \t"), line.size());
    words.emplace_back(line.substr(0, end));
    line.remove_prefix(end);
  }
  return words;
}

// "<<EOF", "<<-EOF", "<<'EOF'", also "3<<EOF"; neither "<<<" nor "1<<2".
bool begins_heredoc(const std::string& word) {
  std::size_t at = word.find("<<");
  if (at == word.npos || word.find_first_not_of("0123456789") != at) return false;
  at += 2;
  if (at < word.size() && word[at] == '-') ++at;
  if (at < word.size() && (word[at] == '"' || word[at] == '\'')) ++at;
  return at < word.size() &&
         (std::isalpha(static_cast<unsigned char>(word[at])) || word[at] == '_');
}

std::optional<std::string> need_of(const std::vector<std::string>& words) {
  const std::string instruction = upper(words.front());
  if (instruction != "RUN" && instruction != "COPY" && instruction != "ADD") return std::nullopt;
  for (std::size_t i = 1; i < words.size() && words[i].starts_with("--"); ++i)
    for (const auto& [owner, flag] : kFlags)
      if (owner == instruction && words[i].substr(0, words[i].find('=')) == flag)
        return instruction + " " + std::string(flag);
  if (std::any_of(words.begin() + 1, words.end(), begins_heredoc))
    return "a heredoc (" + instruction + " <<…)";
  return std::nullopt;
}

// "# name=value" in the first lines; the value, "" where it is another line.
std::string directive(std::string_view line, std::string_view name) {
  if (!line.starts_with('#')) return "";
  line = trim(line.substr(1));
  const std::size_t equals = line.find('=');
  if (equals == line.npos || !equals_ignoring_case(trim(line.substr(0, equals)), name)) return "";
  return std::string(trim(line.substr(equals + 1)));
}

// The usual front end is what the classic builder takes for a comment, and does as well.
bool is_usual_syntax(std::string_view image) {
  for (const std::string_view host : {"docker.io/", "index.docker.io/"})
    if (image.starts_with(host)) image.remove_prefix(host.size());
  return image == "docker/dockerfile" || image.starts_with("docker/dockerfile:");
}

}  // namespace

std::optional<BuildKitNeed> find_buildkit_need(std::string_view dockerfile) {
  if (dockerfile.starts_with("\xEF\xBB\xBF")) dockerfile.remove_prefix(3);
  char escape = '\\';
  bool directives = true;
  int number = 0;
  int first = 0;  // line of the instruction
  std::string instruction;
  for (const std::string& raw : split(dockerfile, '\n')) {
    ++number;
    const std::string_view line = trim(raw);
    directives = directives && line.starts_with('#') && line.find('=') != line.npos;
    if (directives) {
      const std::string syntax = directive(line, "syntax");
      if (!syntax.empty() && !is_usual_syntax(syntax))
        return BuildKitNeed{number, "# syntax=" + syntax};
      if (directive(line, "escape") == "`") escape = '`';
    }
    if (line.empty() || line.starts_with('#')) continue;  // also between continued lines
    if (instruction.empty()) first = number;
    const bool goes_on = line.ends_with(escape);
    instruction += std::string(line.substr(0, line.size() - (goes_on ? 1 : 0))) + " ";
    if (goes_on) continue;
    if (const auto words = words_of(instruction); !words.empty())
      if (const auto need = need_of(words)) return BuildKitNeed{first, *need};
    instruction.clear();
  }
  return std::nullopt;
}

}  // namespace emulator
