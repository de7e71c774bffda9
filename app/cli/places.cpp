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
constexpr std::array kAssetFolders = {"assets", "../assets", "../share/hoplens"};

// What came along with the program; empty where it did not.
fs::path asset(const fs::path& name) {
  std::error_code ignored;
  for (const char* folder : kAssetFolders) {
    const fs::path path = (emulator::executable_folder() / folder / name).lexically_normal();
    if (fs::exists(path, ignored)) return path;
  }
  return {};
}

}  // namespace

Places known_places() {
  std::error_code ignored;
  Places places;
  places.home = home_folder();
  places.working = fs::current_path(ignored);
  places.demo = asset("demo/demo.pipeline.json");
  places.lessons = asset("lessons");
  places.demo_program = emulator::executable_folder() / emulator::kDemoStageProgram;
  places.cache = xdg_cache_folder();
  return places;
}

}  // namespace app::cli
