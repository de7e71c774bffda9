#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "emulator/runtime/ports.h"
#include "emulator/runtime/process_runtime.h"
#include "tests/support/recorder.h"

namespace emulator::test {

// One guardian and one process runtime for the whole test program.
std::shared_ptr<Guardian> shared_guardian();
std::shared_ptr<Runtime> shared_process_runtime();

// A plan that runs `command` as a process, with ports of its own.
StageLaunchPlan process_plan(std::vector<std::string> command);
// The same for runtime_test_stage with these options.
StageLaunchPlan test_stage_plan(std::vector<std::string> options);

// A folder that is gone after the test.
class TestFolder {
 public:
  TestFolder();
  ~TestFolder();
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path write(const std::string& name, const std::string& text) const;

 private:
  std::filesystem::path path_;
};

std::string read_text(const std::filesystem::path& file);

}  // namespace emulator::test
