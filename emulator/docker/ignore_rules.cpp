#include "emulator/docker/ignore_rules.h"

#include <algorithm>

#include "emulator/base/text.h"

namespace emulator {
namespace {

// A longer one is no pattern: no path of this system could match it, short of thousands of stars.
constexpr std::size_t kLongestPattern = 4096;

// Without "." and empty names; ".." takes the name before it away. "" is the folder itself.
std::string cleaned(std::string_view pattern) {
  std::vector<std::string> names;
  for (std::string& name : split(pattern, '/')) {
    if (name.empty() || name == ".") continue;
    if (name != "..") {
      names.push_back(std::move(name));
    } else if (!names.empty()) {
      names.pop_back();
    }
  }
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : "/") + name;
  return out;
}

// One pattern against one path. Remembers what led nowhere, so that many stars cost no more than
// pattern times path.
class Matcher {
 public:
  Matcher(std::string_view pattern, std::string_view path)
      : pattern_(pattern), path_(path), failed_((pattern.size() + 1) * (path.size() + 1)) {}

  bool at(std::size_t p, std::size_t t) {
    if (p == pattern_.size()) return t == path_.size();
    const std::size_t slot = p * (path_.size() + 1) + t;
    if (failed_[slot]) return false;
    const bool matched = here(p, t);
    failed_[slot] = !matched;
    return matched;
  }

 private:
  bool here(std::size_t p, std::size_t t) {
    if (pattern_.substr(p).starts_with("**")) return folders(p + 2, t);
    if (pattern_[p] == '*')
      return at(p + 1, t) || (t < path_.size() && path_[t] != '/' && at(p, t + 1));
    if (t == path_.size()) return false;
    if (pattern_[p] == '?') return path_[t] != '/' && at(p + 1, t + 1);
    if (pattern_[p] == '[') return one_of(p, t);
    if (pattern_[p] == '\\' && p + 1 < pattern_.size()) ++p;
    return pattern_[p] == path_[t] && at(p + 1, t + 1);
  }

  // Behind "**": at the end anything, else any number of whole folders.
  bool folders(std::size_t p, std::size_t t) {
    if (p < pattern_.size() && pattern_[p] == '/') ++p;
    if (p == pattern_.size() || at(p, t)) return true;
    for (std::size_t slash = path_.find('/', t); slash != path_.npos;
         slash = path_.find('/', slash + 1))
      if (at(p, slash + 1)) return true;
    return false;
  }

  // [a-z] or [^a-z]; one that never ends is no more than a bracket.
  bool one_of(std::size_t p, std::size_t t) {
    const std::size_t end = pattern_.find(']', p + 2);
    if (end == pattern_.npos) return path_[t] == '[' && at(p + 1, t + 1);
    std::string_view set = pattern_.substr(p + 1, end - p - 1);
    const bool other = set.starts_with('^');
    if (other) set.remove_prefix(1);
    bool found = false;
    for (std::size_t i = 0; i < set.size(); ++i) {
      const bool range = i + 2 < set.size() && set[i + 1] == '-';
      found = found || (range ? set[i] <= path_[t] && path_[t] <= set[i + 2] : set[i] == path_[t]);
      if (range) i += 2;
    }
    return found != other && path_[t] != '/' && at(end + 1, t + 1);
  }

  std::string_view pattern_;
  std::string_view path_;
  std::vector<bool> failed_;
};

}  // namespace

IgnoreRules::IgnoreRules(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  for (const std::string& line : split(text, '\n')) {
    if (line.starts_with('#')) continue;
    std::string_view pattern = trim(line);
    const bool wanted = pattern.starts_with('!');
    if (wanted) pattern = trim(pattern.substr(1));
    const std::string clean = cleaned(pattern);
    if (!clean.empty() && clean.size() <= kLongestPattern) patterns_.push_back({clean, wanted});
  }
}

bool IgnoreRules::ignores(std::string_view path) const {
  bool ignored = false;
  for (const Pattern& pattern : patterns_) {
    if (pattern.wanted != ignored) continue;  // would change nothing
    for (std::size_t end = path.find('/');; end = path.find('/', end + 1)) {
      if (matches_ignore_pattern(pattern.text, path.substr(0, end))) {
        ignored = !pattern.wanted;
        break;
      }
      if (end == path.npos) break;
    }
  }
  return ignored;
}

bool IgnoreRules::may_want_below(std::string_view folder) const {
  const std::string below = std::string(folder) + "/";
  return std::ranges::any_of(patterns_, [&](const Pattern& pattern) {
    if (!pattern.wanted) return false;
    // As far as it holds no signs, it has to lead there.
    const std::string start = pattern.text.substr(0, pattern.text.find_first_of("*?[\\"));
    const std::size_t common = std::min(start.size(), below.size());
    return start.compare(0, common, below, 0, common) == 0;
  });
}

bool matches_ignore_pattern(std::string_view pattern, std::string_view path) {
  return Matcher(pattern, path).at(0, 0);
}

}  // namespace emulator
