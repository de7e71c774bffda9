#include "tests/emulator/runtime/world.h"

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace emulator::test {

std::shared_ptr<Guardian> shared_guardian() {
  static const std::shared_ptr<Guardian> guardian = start_guardian().value();
  return guardian;
}

std::shared_ptr<Runtime> shared_process_runtime() {
  static const std::shared_ptr<Runtime> runtime = make_process_runtime(shared_guardian());
  return runtime;
}

StageLaunchPlan process_plan(std::vector<std::string> command) {
  StageLaunchPlan plan;
  plan.stage = new_stage_id();
  plan.container_name = "model";
  plan.launch.runtime = RuntimeKind::Process;
  plan.launch.command = std::move(command);
  plan.folder = std::filesystem::temp_directory_path();
  plan.ports = lease_ports({0}).value().front();
  return plan;
}

StageLaunchPlan test_stage_plan(std::vector<std::string> options) {
  // Found because the folder of the running program is on the stage's PATH.
  options.insert(options.begin(), "runtime_test_stage");
  return process_plan(std::move(options));
}

TestFolder::TestFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "hoplens-test-XXXXXX").string();
  REQUIRE(mkdtemp(pattern.data()) != nullptr);
  path_ = pattern;
}

TestFolder::~TestFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::filesystem::path TestFolder::write(const std::string& name, const std::string& text) const {
  const auto file = path_ / name;
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << text;
  return file;
}

std::string read_text(const std::filesystem::path& file) {
  std::ifstream input(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(input), {}};
}

}  // namespace emulator::test
