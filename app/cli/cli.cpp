#include "app/cli/cli.h"

#include <algorithm>
#include <array>

#include "app/cli/arguments.h"
#include "app/cli/exit_code.h"
#include "app/cli/subcommands.h"
#include "emulator/base/text.h"

namespace app {
namespace {

using cli::Action;
using cli::Terminal;

constexpr const char* kDescription =
    "Runs an Amazon SageMaker serial inference pipeline on your desk, hop by hop.\n"
    "With no subcommand it opens the window.";

constexpr const char* kExamples =
    "Examples:\n"
    "  hoplens wine.pipeline.json                 open the window on a pipeline\n"
    "  hoplens run wine.pipeline.json             send its first saved request, show every hop\n"
    "  hoplens new wine.pipeline.json             start from a file that runs\n"
    "  hoplens SUBCOMMAND --help                  what a subcommand takes, with examples";

struct Subcommand {
  const char* name;
  Action (*add)(CLI::App&);
};
constexpr std::array kSubcommands = {
    Subcommand{"run", cli::add_run},
    Subcommand{"validate", cli::add_validate},
    Subcommand{"export", cli::add_export},
    Subcommand{"screenshot", cli::add_screenshot},
    Subcommand{"new", cli::add_new_pipeline},
    Subcommand{"settings", cli::add_settings},
    Subcommand{"completion", cli::add_completion},
};

struct Parsed {
  CLI::App root{kDescription, "hoplens"};
  std::array<Action, kSubcommands.size()> actions;
  Action open_window;

  Parsed() {
    root.footer(kExamples);
    root.set_version_flag("--version", cli::version_text(), "Print the version");
    root.require_subcommand(0, 1);
    for (std::size_t i = 0; i < kSubcommands.size(); ++i) actions[i] = kSubcommands[i].add(root);
    open_window = cli::add_open_window(root);
  }

  CLI::App& chosen() {
    const auto subcommands = root.get_subcommands();
    return subcommands.empty() ? root : *subcommands.front();
  }

  const Action& action() const {
    for (std::size_t i = 0; i < kSubcommands.size(); ++i)
      if (root.got_subcommand(kSubcommands[i].name)) return actions[i];
    return open_window;
  }
};

// The first word of the line that looks like an option and is none of `app`'s.
std::string unknown_option(const CLI::App& app, int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--") break;
    std::string name = word.substr(0, word.find('='));
    if (name.starts_with("--") && app.get_option_no_throw(name) == nullptr) return name;
  }
  return "";
}

std::string nearest_option(const CLI::App& app, const std::string& word) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options())
    for (const auto& name : option->get_lnames()) names.push_back("--" + name);
  return emulator::nearest(word, {names.begin(), names.end()});
}

void tell_usage_error(Terminal& terminal, Parsed& parsed, const CLI::ParseError& error,
                      const std::string& unknown) {
  const CLI::App& app = parsed.chosen();
  const bool is_root = &app == &parsed.root;
  std::string what = error.what();
  std::string next;
  if (!unknown.empty()) {
    what = "There is no option " + unknown;
    const std::string near = nearest_option(app, unknown);
    if (!near.empty()) next = "Did you mean " + near + "? ";
  }
  next += "See hoplens " + (is_root ? "" : app.get_name() + " ") + "--help";
  terminal.error({emulator::ErrorCode::InvalidInput, what, next});
}

}  // namespace

int run_command_line(int argc, char** argv) {
  Terminal terminal;
  Parsed parsed;
  int code = cli::kWell;
  try {
    parsed.root.parse(argc, argv);
    code = parsed.action()(terminal);
  } catch (const CLI::CallForVersion& version) {
    terminal.result(std::string(version.what()) + "\n");
  } catch (const CLI::CallForHelp&) {
    terminal.result(parsed.root.help());  // the chosen subcommand's, "hoplens run …"
  } catch (const CLI::ParseError& error) {
    const std::string unknown = unknown_option(parsed.chosen(), argc, argv);
    tell_usage_error(terminal, parsed, error, unknown);
    code = cli::kBadInput;
  }
  if (terminal.flush()) return code;
  terminal.error({emulator::ErrorCode::IoFailed,
                  "The result could not be written to standard output",
                  "See that there is room left on the disk"});
  return cli::kBadInput;
}

std::string cli::version_text() { return std::string("hoplens ") + HOPLENS_VERSION; }

}  // namespace app
