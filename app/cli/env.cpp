#include <cstdlib>

#include "app/cli/arguments.h"
#include "app/cli/exit_code.h"
#include "app/cli/printable.h"
#include "app/cli/subcommands.h"
#include "app/view_model/client_lines.h"

namespace app::cli {
namespace {

constexpr const char* kExamples =
    "Examples:\n"
    "  eval \"$(hoplens env)\"                          bash, zsh, sh\n"
    "  hoplens env --shell fish | source              fish\n"
    "  hoplens env --shell powershell | Invoke-Expression\n"
    "  hoplens env --shell boto3 --endpoint wine      lines of Python\n"
    "\n"
    "Sets AWS_ENDPOINT_URL_SAGEMAKER and AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME, and, only where "
    "nothing\n"
    "is set, keys that no AWS knows and the Region. The AWS CLI before 2.13 and boto3 before 1.28 "
    "do\n"
    "not read those: give them --endpoint-url or endpoint_url.";

struct EnvOptions {
  std::string shell;
  ClientTarget target{.url = "http://127.0.0.1:8089"};
};

std::vector<std::string> text_names() {
  std::vector<std::string> names;
  for (const ClientText& text : client_texts()) names.emplace_back(text.name);
  return names;
}

// The caller's own shell, where it is one that needs other lines than POSIX ones.
std::string usual_shell() {
  const char* shell = std::getenv("SHELL");
  return shell != nullptr && std::string_view(shell).ends_with("/fish") ? "fish" : "posix";
}

int print_lines(Terminal& terminal, const EnvOptions& options) {
  const std::string name = options.shell.empty() ? usual_shell() : options.shell;
  terminal.result(client_text(name)->lines(options.target));
  return kWell;
}

}  // namespace

Action add_env(CLI::App& root) {
  auto* app = root.add_subcommand("env", "Print the lines that point AWS clients at hoplens");
  app->footer(kExamples);
  auto options = std::make_shared<EnvOptions>();
  app->add_option("--shell", options->shell,
                  "posix, fish, powershell, boto3, aws-cli or curl (default: as $SHELL)")
      ->check(CLI::IsMember(text_names()).description(""))
      ->type_name("NAME");
  app->add_option("--url", options->target.url,
                  "Address that hoplens serve or the window has (default: http://127.0.0.1:8089)")
      ->type_name("URL");
  app->add_option("--endpoint", options->target.endpoint, "Endpoint that a call names")
      ->type_name("NAME");
  app->add_option("--region", options->target.region, "Region, where none is set")
      ->type_name("REGION");
  return [options](Terminal& terminal) { return print_lines(terminal, *options); };
}

}  // namespace app::cli
