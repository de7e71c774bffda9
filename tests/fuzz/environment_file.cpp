#include <set>

#include "emulator/runtime/stage_environment.h"
#include "tests/fuzz/support/fuzz.h"

// Local's EnvironmentFile.
namespace fuzz {

void try_input(std::string_view input) {
  const std::filesystem::path file = scratch_folder() / "environment";
  write_file(file, input);
  const auto read = emulator::read_environment_file(file);
  if (!read) return;
  std::set<std::string> names;
  std::string text;
  for (const auto& [name, value] : *read) {
    promise(!name.empty() && name.find('=') == name.npos, "a variable has a name");
    promise(names.insert(name).second, "each name is there once");
    text += name + "=" + value + "\r\n";
  }
  write_file(file, text);
  promise(emulator::read_environment_file(file) == read, "written and read again it is equal");
}

}  // namespace fuzz
