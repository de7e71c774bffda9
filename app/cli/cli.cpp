#include "app/cli/cli.h"

#include <algorithm>
#include <array>
#include <filesystem>

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
    "  hoplens serve wine.pipeline.json           keep it running for aws, boto3 and curl\n"
    "  hoplens new wine.pipeline.json             start from a file that runs\n"
    "  hoplens SUBCOMMAND --help                  what a subcommand takes, with examples";

struct Subcommand {
  const char* name;
  Action (*add)(CLI::App&);
};
constexpr std::array kSubcommands = {
    Subcommand{"run", cli::add_run},
    Subcommand{"serve", cli::add_serve},
    Subcommand{"env", cli::add_env},
    Subcommand{"validate", cli::add_validate},
    Subcommand{"export", cli::add_export},
    Subcommand{"convert", cli::add_convert},
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

// The library's words, in ours.
std::string in_words(std::string text) {
  const auto replace = [&text](std::string_view from, std::string_view to) {
    if (const auto at = text.find(from); at != std::string::npos) text.replace(at, from.size(), to);
  };
  if (text.ends_with(" missing") && text.find(": 1 required ") != std::string::npos)
    return text.substr(0, text.find(':')) + " needs a value";
  const auto set = text.find(" not in {");
  if (set != std::string::npos && text.ends_with('}')) {
    text.pop_back();
    for (auto at = text.find(',', set); at != std::string::npos; at = text.find(',', at + 2))
      text.replace(at, 1, ", ");
    replace(" not in {", " is none of ");
  }
  return text;
}

// The first word, where no subcommand was named and there is no such file.
std::string stray_word(const CLI::App& root) {
  const auto words = root.get_option("FILE")->results();
  std::error_code ignored;
  const bool stray = !words.empty() && !std::filesystem::exists(words.front(), ignored);
  return stray ? words.front() : "";
}

emulator::Error usage_error(const Parsed& parsed, const CLI::App& app, const std::string& what,
                            const std::string& unknown) {
  const bool is_root = &app == &parsed.root;
  const std::string stray = is_root ? stray_word(parsed.root) : "";
  if (!stray.empty()) return cli::neither_file_nor_command(parsed.root, stray);
  const std::string help = "See hoplens " + (is_root ? "" : app.get_name() + " ") + "--help";
  if (unknown.empty()) return {emulator::ErrorCode::InvalidInput, in_words(what), help};
  const std::string near = nearest_option(app, unknown);
  return {emulator::ErrorCode::InvalidInput, "There is no option " + unknown,
          near.empty() ? help : "Did you mean " + near + "? " + help};
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
    terminal.error(usage_error(parsed, parsed.chosen(), error.what(), unknown));
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
