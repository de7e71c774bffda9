#include "emulator/docker/build_context.h"

#include <algorithm>

#include "emulator/docker/ignore_rules.h"
#include "tests/fuzz/support/fuzz.h"

// What a .dockerignore leaves of a folder.
namespace fuzz {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFiles[] = {"a",        "ab", "a.txt", "b/c", "b/d/e", "docs/README.md",
                                  "docs/x.md"};

fs::path make_folder() {
  const fs::path folder = scratch_folder() / "context";
  for (const char* file : kFiles) {
    fs::create_directories((folder / file).parent_path());
    write_file(folder / file, file);
  }
  write_file(folder / "Dockerfile", "FROM scratch\n");
  return folder;
}

}  // namespace

void try_input(std::string_view input) {
  static const fs::path folder = make_folder();
  write_file(folder / ".dockerignore", input);
  const auto context = emulator::BuildContext::look_at(folder);
  if (!context) return;
  const std::vector<std::string> names = context->names();
  promise(std::ranges::is_sorted(names), "names are sorted");
  promise(std::ranges::binary_search(names, "Dockerfile"), "a Dockerfile is always sent");
  const emulator::IgnoreRules rules(input);
  for (const char* file : kFiles)
    promise(std::ranges::binary_search(names, file) == !rules.ignores(file),
            "exactly what is not ignored is sent");
}

}  // namespace fuzz
