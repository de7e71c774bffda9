#include "emulator/docker/dockerfile_text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <set>
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
  const std::string& instruction = words.front();
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

struct Instruction {
  int line = 0;  // where it begins, from 1
  std::vector<std::string> words;
};

struct Dockerfile {
  std::string syntax;  // the front end that it names
  int syntax_line = 0;
  std::vector<Instruction> instructions;
};

// Continued lines are one instruction, comments are none, wherever they stand. What stands in a
// heredoc is taken for instructions.
Dockerfile read_dockerfile(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  Dockerfile out;
  char escape = '\\';
  bool directives = true;
  int number = 0;
  int first = 0;
  std::string instruction;
  for (const std::string& raw : split(text, '\n')) {
    ++number;
    const std::string_view line = trim(raw);
    directives = directives && line.starts_with('#') && line.find('=') != line.npos;
    if (directives) {
      if (const std::string syntax = directive(line, "syntax"); !syntax.empty()) {
        out.syntax = syntax;
        out.syntax_line = number;
      }
      if (directive(line, "escape") == "`") escape = '`';
    }
    if (line.empty() || line.starts_with('#')) continue;  // also between continued lines
    if (instruction.empty()) first = number;
    const bool goes_on = line.ends_with(escape);
    instruction += std::string(line.substr(0, line.size() - (goes_on ? 1 : 0))) + " ";
    if (goes_on) continue;
    if (auto words = words_of(instruction); !words.empty()) {
      words.front() = upper(words.front());
      out.instructions.push_back({first, std::move(words)});
    }
    instruction.clear();
  }
  return out;
}

// "$NAME" and "${NAME}" replaced; nothing where a value is not known.
std::optional<std::string> with_values(std::string_view text,
                                       const std::map<std::string, std::string>& values) {
  static constexpr std::string_view kName =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
  std::string out;
  for (std::size_t dollar = text.find('$'); dollar != text.npos; dollar = text.find('$')) {
    out += text.substr(0, dollar);
    text.remove_prefix(dollar + 1);
    const bool braces = text.starts_with('{');
    if (braces) text.remove_prefix(1);
    const std::size_t end = std::min(text.find_first_not_of(kName), text.size());
    const auto value = values.find(std::string(text.substr(0, end)));
    text.remove_prefix(end);
    if (value == values.end() || (braces && !text.starts_with('}'))) return std::nullopt;
    if (braces) text.remove_prefix(1);
    out += value->second;
  }
  return out + std::string(text);
}

// Collects the images that instructions name.
class BaseImages {
 public:
  void note(const std::vector<std::string>& words) {
    if (words.front() == "ARG" && !begun_) return note_argument(words);
    if (words.front() == "FROM") return note_from(words);
    if (words.front() != "COPY") return;
    for (std::size_t i = 1; i < words.size() && words[i].starts_with("--"); ++i)
      if (words[i].starts_with("--from=")) add(words[i].substr(7));
  }
  std::vector<std::string> images;

 private:
  void note_argument(const std::vector<std::string>& words) {
    for (std::size_t i = 1; i < words.size(); ++i) {
      const std::size_t equals = words[i].find('=');
      if (equals == words[i].npos) continue;
      std::string value = words[i].substr(equals + 1);
      if (value.size() > 1 && (value.front() == '"' || value.front() == '\''))
        value = value.substr(1, value.size() - 2);
      if (const auto whole = with_values(value, values_))
        values_[words[i].substr(0, equals)] = *whole;
    }
  }

  void note_from(const std::vector<std::string>& words) {
    begun_ = true;
    std::size_t at = 1;
    while (at < words.size() && words[at].starts_with("--")) ++at;
    if (at < words.size()) add(words[at]);
    stages_.insert(std::to_string(stages_.size()));
    if (at + 2 < words.size() && upper(words[at + 1]) == "AS") named_.insert(upper(words[at + 2]));
  }

  void add(const std::string& text) {
    const auto name = with_values(text, values_);
    if (!name || name->empty() || *name == "scratch") return;
    const bool own = stages_.contains(*name) || named_.contains(upper(*name));
    if (!own && std::ranges::find(images, *name) == images.end()) images.push_back(*name);
  }

  std::map<std::string, std::string> values_;
  std::set<std::string> stages_;  // "0", "1", …
  std::set<std::string> named_;   // in upper case
  bool begun_ = false;
};

}  // namespace

std::optional<BuildKitNeed> find_buildkit_need(std::string_view dockerfile) {
  const Dockerfile file = read_dockerfile(dockerfile);
  if (!file.syntax.empty() && !is_usual_syntax(file.syntax))
    return BuildKitNeed{file.syntax_line, "# syntax=" + file.syntax};
  for (const Instruction& one : file.instructions)
    if (const auto need = need_of(one.words)) return BuildKitNeed{one.line, *need};
  return std::nullopt;
}

std::vector<std::string> base_images(std::string_view dockerfile) {
  BaseImages found;
  for (const Instruction& one : read_dockerfile(dockerfile).instructions) found.note(one.words);
  return found.images;
}

}  // namespace emulator
