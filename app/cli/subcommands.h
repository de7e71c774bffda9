#pragma once

#include <functional>
#include <string>

#include "app/cli/terminal.h"

namespace CLI {
class App;
}

namespace app::cli {

// A first word that is neither a file nor a subcommand is most likely a misspelled subcommand.
emulator::Error neither_file_nor_command(const CLI::App& root, const std::string& word);

// What a subcommand does once its arguments are read; returns the exit code.
using Action = std::function<int(Terminal&)>;

// Each declares its own arguments below `root` and hands back what to do with them. One file each.
Action add_run(CLI::App& root);
Action add_serve(CLI::App& root);
Action add_env(CLI::App& root);
Action add_validate(CLI::App& root);
Action add_export(CLI::App& root);
Action add_convert(CLI::App& root);
Action add_screenshot(CLI::App& root);
Action add_new_pipeline(CLI::App& root);
Action add_settings(CLI::App& root);
Action add_completion(CLI::App& root);
// `hoplens [FILE]`: no subcommand of its own, the root's argument.
Action add_open_window(CLI::App& root);

// The program's own name and version, "hoplens 0.1.0".
std::string version_text();

}  // namespace app::cli
