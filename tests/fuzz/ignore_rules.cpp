#include "emulator/docker/ignore_rules.h"

#include <string>

#include "emulator/base/text.h"
#include "tests/fuzz/support/fuzz.h"

// A .dockerignore, and a path that is asked about: the input's last line.
namespace fuzz {

void try_input(std::string_view input) {
  const std::size_t end = input.rfind('\n');
  const std::string_view text = input.substr(0, end == input.npos ? 0 : end);
  std::string path;
  const emulator::IgnoreRules rules(text);
  bool above_ignored = false;
  for (const std::string& part :
       emulator::split(input.substr(end == input.npos ? 0 : end + 1), '/')) {
    if (part.empty() || part == "." || part == "..") continue;
    const std::string above = path;
    path += (path.empty() ? "" : "/") + part;
    const bool ignored = rules.ignores(path);
    promise(!above_ignored || ignored || rules.may_want_below(above),
            "a wanted file's folder is looked into");
    above_ignored = ignored;
  }
  emulator::matches_ignore_pattern(text, path);
}

}  // namespace fuzz
