#include "app/cli/places.h"

#include <array>
#include <system_error>

#include "app/cli/pipeline_input.h"
#include "emulator/runtime/guardian/executable_path.h"

namespace app::cli {
namespace {

namespace fs = std::filesystem;

// From the program's folder.
constexpr std::array kDemoFolders = {"assets/demo", "../assets/demo", "../share/hoplens/demo"};

fs::path demo_file() {
  std::error_code ignored;
  for (const char* folder : kDemoFolders) {
    const fs::path file =
        (emulator::executable_folder() / folder / "demo.pipeline.json").lexically_normal();
    if (fs::exists(file, ignored)) return file;
  }
  return {};
}

}  // namespace

Places known_places() {
  std::error_code ignored;
  return {home_folder(), fs::current_path(ignored), demo_file()};
}

}  // namespace app::cli
