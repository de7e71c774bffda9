#include "emulator/fetch/aws_profiles.h"

#include "tests/fuzz/support/fuzz.h"

// AWS's configuration files, alone and as the user's profile.
namespace fuzz {

void try_input(std::string_view input) {
  for (const auto& [section, settings] : emulator::parse_aws_ini(input))
    for (const auto& [name, value] : settings) {
      promise(!name.empty(), "a setting has a name");
      promise(name.find('\n') == name.npos && value.find('\n') == value.npos,
              "a setting is of one line");
    }
  write_file(scratch_folder() / "config", input);
  const emulator::FetchSurroundings around{
      .variable = [](const std::string& name) -> std::optional<std::string> {
        if (name == "AWS_CONFIG_FILE" || name == "AWS_SHARED_CREDENTIALS_FILE")
          return (scratch_folder() / "config").string();
        return std::nullopt;
      },
      .home = scratch_folder(),
      .cache = {}};
  (void)emulator::read_aws_profile(around);
}

}  // namespace fuzz
