#include "emulator/docker/docker_config.h"

#include <array>
#include <optional>

#include "emulator/docker/docker_host.h"
#include "emulator/docker/registry_auth.h"
#include "tests/fuzz/support/fuzz.h"

// The Docker CLI's config.json with the logins in it, and a context's meta.json.
namespace fuzz {
namespace {

namespace fs = std::filesystem;

void try_logins(const fs::path& folder) {
  const auto config = emulator::read_docker_config(folder);
  if (!config) return;
  for (const char* name : {"nginx", "localhost:5000/a", "registry.example/a:1"}) {
    const auto image = emulator::parse_image_reference(name);
    const std::string helper = emulator::credential_helper(*config, *image);
    // Helpers are programs: none is run here.
    if (!helper.empty() && helper.find('/') == helper.npos) continue;
    (void)emulator::registry_auth(*config, *image);
  }
}

}  // namespace

void try_input(std::string_view input) {
  // "context" is kept in a folder by its SHA-256; what is looked for is made from the error.
  static const fs::path folder = scratch_folder();
  static const fs::path context_file = [] {
    const std::string missing = emulator::read_docker_context(folder, "context").error().what;
    const std::size_t from = missing.find(folder.string());
    const fs::path file = missing.substr(from, missing.find(" is missing") - from);
    fs::create_directories(file.parent_path());
    return file;
  }();
  write_file(folder / "config.json", input);
  try_logins(folder);
  write_file(context_file, input);
  if (const auto context = emulator::read_docker_context(folder, "context"))
    (void)emulator::parse_docker_host(context->host, "context");
}

}  // namespace fuzz
