#include <cstdlib>
#include <filesystem>

#include "app/cli/arguments.h"
#include "app/cli/exit_code.h"
#include "app/cli/pipeline_input.h"
#include "app/cli/printable.h"
#include "app/cli/subcommands.h"
#include "emulator/base/text.h"

namespace app::cli {
namespace {

bool is_set(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && *value != '\0';
}

emulator::Error no_display(const std::string& file) {
  const std::string name = file.empty() ? "FILE" : printable(file);
  return {emulator::ErrorCode::Unsupported, "There is no display to open a window on",
          "Without one, use hoplens run " + name + ", or hoplens screenshot " + name +
              " -o window.png"};
}

// A first word that is neither a file nor a subcommand is most likely a misspelled subcommand.
emulator::Error neither_file_nor_command(const CLI::App& root, const std::string& word) {
  std::vector<std::string> names;
  for (const CLI::App* app : root.get_subcommands([](const CLI::App*) { return true; }))
    names.push_back(app->get_name());
  const std::string near = emulator::nearest(word, {names.begin(), names.end()});
  const std::string next = near.empty() ? "" : "Did you mean hoplens " + near + "? ";
  return {emulator::ErrorCode::NotFound, "There is no file and no subcommand " + word,
          next + "The subcommands are " + listed(names) + "; see hoplens --help"};
}

int run_open_window(Terminal& terminal, const CLI::App& root, const std::string& file) {
  std::error_code ignored;
  if (!file.empty() && !std::filesystem::exists(file, ignored))
    return terminal.error(neither_file_nor_command(root, file)), kBadInput;
  if (!is_set("DISPLAY") && !is_set("WAYLAND_DISPLAY"))
    return terminal.error(no_display(file)), kBadInput;
  terminal.error(no_display(file));
  return kBadInput;
}

}  // namespace

Action add_open_window(CLI::App& root) {
  auto file = std::make_shared<std::string>();
  root.add_option("FILE", *file, "Pipeline file to open in the window")->type_name("");
  return [&root, file](Terminal& terminal) { return run_open_window(terminal, root, *file); };
}

}  // namespace app::cli
