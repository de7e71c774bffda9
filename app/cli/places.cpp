#include "app/cli/places.h"

#include <array>
#include <system_error>

#include "app/cli/pipeline_input.h"
#include "app/settings/folders.h"
#include "emulator/model/demo_containers.h"
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
  Places places;
  places.home = home_folder();
  places.working = fs::current_path(ignored);
  places.demo = demo_file();
  places.demo_program = emulator::executable_folder() / emulator::kDemoStageProgram;
  places.cache = xdg_cache_folder();
  return places;
}

}  // namespace app::cli
